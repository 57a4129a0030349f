import { escapeHtml, plural } from '../../../core/index.ts'
import type { SkippedGroup } from '../../results/cause.ts'
import type { Report } from '../../results/report.ts'
import { LEVEL_MEANINGS, SENDER_LEVEL_MEANINGS, type ShownLevel } from '../levels.ts'
import { EFFECT_TEXTS } from '../skipped-text.ts'

const LEVEL_MARKS = { passed: '✓', failed: '✗', 'not run': '·' } as const

/** Each level with its result and what it means, in one sentence. */
export function renderLevels({ timelines }: Report, levels: readonly ShownLevel[]): string {
  const meanings = timelines === undefined ? LEVEL_MEANINGS : SENDER_LEVEL_MEANINGS
  return levels
    .map(({ level, result, onlyBecause }) => {
      const tint = result === 'not run' ? 'not' : result
      const note = onlyBecause === undefined ? '' : ` (only because ${onlyBecause} failed)`
      return `<li><b>${level}</b><span class="status ${tint}">${LEVEL_MARKS[result]} ${result}${note}</span><small>${meanings[level]}</small></li>`
    })
    .join('')
}

/** What happens next, for somebody who was not there. */
export function renderNext(report: Report, broken: number): string {
  const { verdict, problem, timelines, leftBehind } = report
  const subject = timelines === undefined ? 'endpoint' : 'sender'
  const next =
    problem !== undefined
      ? `${problem.next}, then certify again`
      : verdict === 'certified'
        ? `nothing has to be repaired; certify again when the ${subject} or the contract changes`
        : verdict === 'inconclusive'
          ? 'certify again, so that there is a verdict'
          : `the team of the ${subject} repairs ${plural(broken, 'cause')} below and certifies again`
  const data =
    leftBehind.identifiers.length === 0
      ? ''
      : ` ${plural(leftBehind.identifiers.length, 'test order')} can be deleted: see the end of this page.`
  return `<p class="next"><b>Next:</b> ${escapeHtml(next)}.${data}</p>`
}

/** What was skipped, and whether it matters. */
export function renderSkipped(groups: readonly SkippedGroup[]): string {
  if (groups.length === 0) return ''
  const rows = groups.map(
    ({ reason, allow, effect, checks, operations }) =>
      `<tr><td>${plural(checks.length, 'check')}</td><td>${escapeHtml(reason)}${allow === undefined ? '' : `<br><span class="soft">${escapeHtml(allow)}</span>`}</td><td>${EFFECT_TEXTS[effect]}</td><td>${escapeHtml(operations.length > 1 ? plural(operations.length, 'operation') : (operations[0] ?? ''))}</td></tr>`,
  )
  return `<h2 id="skipped">Skipped</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Skipped checks"><table><thead><tr><th scope="col">checks</th><th scope="col">why</th><th scope="col">does it matter?</th><th scope="col">operation</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div>
`
}
