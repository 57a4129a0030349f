import { escapeHtml } from '../../../core/index.ts'
import type { Report, ReportedCheck } from '../../results/report.ts'
import { markOf, statusOf } from './marks.ts'

/** Whether a check has a row: of those that passed or were skipped there are counts and reasons. */
export function isShown({ status }: ReportedCheck): boolean {
  return status === 'failed' || status === 'errored' || status === 'warned'
}

/** Checks below their requirements, those with failures first. */
export function renderChecks({ checks, requirements }: Report): string {
  const groups = new Map<string, ReportedCheck[]>()
  for (const check of checks) {
    groups.set(check.requirement, [...(groups.get(check.requirement) ?? []), check])
  }
  return [...groups]
    .toSorted(([, one], [, other]) => severity(other) - severity(one))
    .map(([requirement, own]) => {
      const quiet = severity(own) === 0 ? ' data-quiet' : ''
      const rows = own
        .toSorted((one, other) => severity([other]) - severity([one]))
        .map(renderCheck)
      return `<section class="group"${quiet}>${renderRequirement(requirement, requirements)}
${rows.join('\n')}</section>`
    })
    .join('\n')
}

function renderRequirement(id: string, requirements: Report['requirements']): string {
  const found = requirements.find((requirement) => requirement.id === id)
  if (found === undefined) return `<h3>${escapeHtml(id)}</h3>`
  const { level, force, sentence, basis, source } = found
  return `<h3>${escapeHtml(id)} <span class="soft">${level}, ${force}</span></h3>
<p>${escapeHtml(sentence)} Rests on ${basis}: ${escapeHtml(source)}.</p>`
}

const SEVERITIES = { errored: 3, failed: 3, warned: 1, passed: 0, skipped: 0 } as const

function severity(checks: readonly ReportedCheck[]): number {
  return Math.max(
    0,
    ...checks.map(({ status, waiver }) => (waiver === undefined ? SEVERITIES[status] : 2)),
  )
}

function renderCheck(check: ReportedCheck): string {
  const id = escapeHtml(check.id)
  const what: readonly (readonly [string, string | undefined])[] = [
    ['pointer', check.pointer === '' ? '(the whole body)' : check.pointer],
    ['actual', check.actual],
    ['rule', check.rule],
  ]
  const rows = what.flatMap(([name, value]) =>
    value === undefined ? [] : [`<dt>${name}</dt><dd>${escapeHtml(cut(value))}</dd>`],
  )
  return `<details class="check" id="${id}" data-status="${check.status}" data-level="${check.level}" data-op="${escapeHtml(check.operation ?? '-')}" data-requirement="${escapeHtml(check.requirement)}"><summary>${markOf(statusOf(check))} <span class="title">${escapeHtml(check.title)}</span><span class="op">${escapeHtml(check.operation ?? '')}</span></summary><div><dl class="what">${rows.join('')}</dl></div></details>`
}

const LONGEST = 300

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
