import { escapeHtml } from '../../../core/index.ts'
import type { Report, ReportedCheck } from '../../results/report.ts'
import { wholeOf } from '../wording.ts'
import { isShown } from './checks.ts'
import { countOf, requirementMark, type ShownStatus, statusOf } from './marks.ts'

/** Requirements as rows, operations as columns; a cell counts its checks and leads to them. */
export function renderMatrix(report: Report): string {
  const { requirements, checks } = report
  const whole = wholeOf(report)
  const operations = [...new Set(checks.flatMap(({ operation }) => operation ?? []))]
  const columns = [...operations, '-']
  const head = [...operations, whole].map(
    (name) => `<th scope="col">${escapeHtml(name).replaceAll('_', '_<wbr>')}</th>`,
  )
  const rows = requirements.map((requirement) => {
    const own = checks.filter((check) => check.requirement === requirement.id)
    const cells = columns.map(
      (column) =>
        `<td class="cell">${cell(
          requirement.id,
          column,
          own.filter(({ operation }) => (operation ?? '-') === column),
          column === '-' ? whole : column,
        )}</td>`,
    )
    return `<tr><th scope="row"><b>${escapeHtml(requirement.id)}</b> ${escapeHtml(requirement.sentence)}<small>${requirement.level} · ${requirement.force} · rests on ${requirement.basis}: ${escapeHtml(requirement.source)}</small></th><td>${requirementMark(requirement.status)}</td>${cells.join('')}</tr>`
  })
  return `<div class="scroll" tabindex="0" role="group" aria-label="Requirements by operation"><table><thead><tr><th scope="col">requirement</th><th scope="col">result</th>${head.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`
}

const WORST_FIRST: readonly ShownStatus[] = [
  'errored',
  'failed',
  'waived',
  'warned',
  'passed',
  'skipped',
]

function cell(
  requirement: string,
  column: string,
  checks: readonly ReportedCheck[],
  name: string,
): string {
  if (checks.length === 0) return ''
  const counts = WORST_FIRST.flatMap((status) => {
    const count = checks.filter((check) => statusOf(check) === status).length
    return count === 0 ? [] : [countOf(status, count)]
  })
  return checks.some(isShown)
    ? `<a href="#checks" data-requirement="${escapeHtml(requirement)}" data-op="${escapeHtml(column)}" title="${escapeHtml(`checks of ${requirement} on ${name}`)}">${counts.join(' ')}</a>`
    : counts.join(' ')
}
