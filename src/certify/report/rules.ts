import { escapeHtml, plural, printableLine } from '../../core/index.ts'
import type { ReportedRequirement } from '../results/report.ts'
import type { OperationRules, RuleCoverage, UntestedRule } from '../results/rules.ts'

/** Rules that were not tested for one reason. */
export interface UntestedForReason {
  readonly reason: string
  readonly rules: readonly UntestedRule[]
}

/** The rules that were not tested, by their reason, the most frequent first. */
export function untestedByReason({ notTested }: RuleCoverage): UntestedForReason[] {
  const reasons = new Map<string, UntestedRule[]>()
  for (const rule of notTested)
    reasons.set(rule.reason, [...(reasons.get(rule.reason) ?? []), rule])
  return [...reasons]
    .map(([reason, rules]) => ({ reason, rules }))
    .toSorted((one, other) => other.rules.length - one.rules.length)
}

/** How many rules were tested, in one sentence: «Rules of the request schemas: 142 of 144 tested». */
export function rulesSentence({ operations }: RuleCoverage): string {
  const of = (part: 'rules' | 'tested'): number =>
    operations.reduce((total, operation) => total + operation[part], 0)
  const without = operations.filter(({ rejections }) => rejections === 'not applicable')
  const none = without.map((each: OperationRules) => each.operation).join(', ')
  return [
    `Rules of the request schemas: ${of('tested')} of ${of('rules')} tested`,
    ...(without.length === 0 ? [] : [`; no rule to break in ${none}`]),
  ].join('')
}

/** One rule in one line: `drop_shipment_cancellation /order/brand: required (openapi/drop-ship.yaml:212)`. */
export function untestedRuleText({ operation, keyword, pointer, rule }: UntestedRule): string {
  const place = pointer === '' ? 'the whole body' : pointer
  return `${operation} ${place}: ${keyword}${rule === undefined ? '' : ` (${rule})`}`
}

/**
 * What a terminal shows of the rules; empty where there are none.
 * @param most so many rules for each reason, and how many more there are
 */
export function untestedRuleLines(
  coverage: RuleCoverage,
  most = Number.POSITIVE_INFINITY,
): string[] {
  if (coverage.operations.length === 0) return []
  return [
    rulesSentence(coverage),
    ...untestedByReason(coverage).flatMap(({ reason, rules }) => [
      `  not tested: ${plural(rules.length, 'rule')}: ${printableLine(reason)}`,
      ...rules.slice(0, most).map((rule) => `    ${printableLine(untestedRuleText(rule))}`),
      ...(rules.length > most ? [`    and ${rules.length - most} more; --full shows all`] : []),
    ]),
  ]
}

/** What a page shows of the rules, as a section; empty where there are none. */
export function renderUntestedRules(coverage: RuleCoverage | undefined): string {
  if (coverage === undefined || coverage.operations.length === 0) return ''
  const reasons = untestedByReason(coverage).map(({ reason, rules }) => {
    const items = rules.map((rule) => `<li class="mono">${escapeHtml(untestedRuleText(rule))}</li>`)
    return `<details><summary>${plural(rules.length, 'rule')} not tested: ${escapeHtml(reason)}</summary><ul>${items.join('')}</ul></details>`
  })
  return `<h2 id="rules">Rules</h2>
<p>${escapeHtml(rulesSentence(coverage))}.</p>
${reasons.join('\n')}
`
}

/** The sentences of the page that no check tests, on one line, or with their reasons. */
export function untestedSentenceLines(
  requirements: readonly ReportedRequirement[],
  isFull: boolean,
): string[] {
  const untested = requirements.filter(({ notTested }) => notTested !== undefined)
  if (untested.length === 0) return []
  const ids = untested.map(({ id }) => id).join(', ')
  return [
    `Sentences of the page that no check tests: ${isFull ? untested.length : ids}`,
    ...(isFull
      ? untested.map(({ id, sentence, notTested }) => `  ${id} ${sentence} (${notTested ?? ''})`)
      : []),
  ]
}
