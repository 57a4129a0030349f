import { plural, printable, printableLine } from '../../../core/index.ts'
import { causesOf } from '../../causes/causes.ts'
import { skipsOf } from '../../causes/skips.ts'
import type { Cause } from '../../results/cause.ts'
import type { Report } from '../../results/report.ts'
import { type ContractDetail, contractSection } from './contract-section.ts'
import { levelText, shownLevels } from '../levels.ts'
import { selfTestText } from '../self-test-text.ts'
import { EFFECT_TEXTS, skippedText } from '../skipped-text.ts'
import { asSentence, subjectOf } from '../wording.ts'

export interface AgentOptions {
  /** The command that makes only the failed checks again. */
  readonly rerun?: string
}

/** How much is said of each cause. Pointers are never cut, curls are dropped first. */
interface Detail {
  readonly curl: number
  readonly cases: number
  readonly text: number
  readonly warnings: number
  /** So many causes are shown in full, the others in two lines. */
  readonly whole: number
  /** Whether valid messages that show causes are named as differences on base messages. */
  readonly hasChanges: boolean
  readonly contract: ContractDetail
}

const DETAILS: readonly Detail[] = [
  { curl: 420, cases: 14, text: 200, warnings: 10, whole: 30, hasChanges: true, contract: 'all' },
  { curl: 0, cases: 14, text: 160, warnings: 10, whole: 30, hasChanges: true, contract: 'all' },
  { curl: 0, cases: 14, text: 160, warnings: 10, whole: 30, hasChanges: true, contract: 'folded' },
  { curl: 0, cases: 6, text: 120, warnings: 6, whole: 20, hasChanges: true, contract: 'folded' },
  { curl: 0, cases: 4, text: 80, warnings: 2, whole: 15, hasChanges: true, contract: 'short' },
  { curl: 0, cases: 3, text: 80, warnings: 1, whole: 12, hasChanges: false, contract: 'short' },
  { curl: 0, cases: 2, text: 60, warnings: 1, whole: 5, hasChanges: false, contract: 'short' },
]

/** Whoever repairs must not take what is shown for everything. */
const SHORTENED =
  'Shortened: cases, expected, got and examples that are not here are in report.json (--out DIR).'

/** With so little room, what the headline says is not said again. */
const SHORT = 80

/** Bytes, for a contract of Drop Ship's size; of a larger one its pointers are shown all the same. */
const AGENT_LIMIT = 11_500

/**
 * A report for whoever repairs an endpoint with nothing else at hand, usually a coding agent: causes instead of checks, the
 * contract of each place that is concerned, and what a repair must not reject.
 */
export function renderAgent(report: Report, { rerun }: AgentOptions = {}): string {
  const all = causesOf(report)
  const broken = all.filter(({ status }) => status === 'failed' || status === 'errored')
  const others = all.filter((cause) => !broken.includes(cause))
  let text = ''
  for (const detail of DETAILS) {
    text = [
      ...head(report, all, broken, rerun),
      ...(detail.contract === 'short' ? [SHORTENED] : []),
      ...died(report),
      ...broken.flatMap((cause, index) => block(report, cause, index + 1, detail)),
      ...minor(others, detail),
      ...contractSection(report, broken, detail.contract),
      ...skippedLines(report, all),
      '',
    ].join('\n')
    if (Buffer.byteLength(text) <= AGENT_LIMIT) return text
  }
  return text
}

function head(
  report: Report,
  all: readonly Cause[],
  broken: readonly Cause[],
  rerun: string | undefined,
): string[] {
  const { summary, verdict, level, seed } = report
  const counts = (['passed', 'failed', 'errored', 'warned', 'skipped'] as const)
    .filter((status) => summary[status] > 0 || status === 'failed')
    .map((status) => `${summary[status]} ${status}`)
  return [
    `${verdict.toUpperCase()} at level ${level}: ${cut(subjectOf(report), 300)}`,
    `levels: ${shownLevels(report, all).map(levelText).join('; ')}`,
    `checks: ${counts.join(', ')}; ${plural(broken.length, 'cause')}; seed ${seed}`,
    ...(report.selfTest === undefined ? [] : [selfTestText(report.selfTest)]),
    ...(report.reason === undefined ? [] : [cut(asSentence(report.reason), 600)]),
    ...(report.problem === undefined ? [] : [`next: ${cut(report.problem.next, 300)}`]),
    ...(rerun === undefined || broken.length === 0
      ? []
      : [`check only these again: ${printable(rerun)}`]),
  ]
}

function died({ diedOn }: Report): string[] {
  return diedOn === undefined
    ? []
    : ['', 'The endpoint died on this request:', printable(diedOn.reproduce)]
}

function block(report: Report, cause: Cause, number: number, detail: Detail): string[] {
  const { sentence, fix, cases, checks, explains, level } = cause
  const skipped = explains === 0 ? '' : `, ${explains} more skipped because of it`
  const start = [
    '',
    `## ${number}. ${cut(sentence, 400)} (${level}, ${plural(checks.length, 'check')}${skipped})`,
    ...(fix === undefined ? [] : [`do: ${cut(fix, detail.text <= SHORT ? 240 : 400)}`]),
  ]
  if (number > detail.whole) return start
  return [
    ...start,
    ...(detail.text <= SHORT && cause.places.length > 0
      ? []
      : [
          `expected: ${cut(expectedOf(cause), detail.text)}; got: ${cut(gotOf(cause), detail.text)}`,
        ]),
    ...(cases.length < 2 ? [] : [`cases: ${casesText(cases, detail)}`]),
    ...reproduction(report, cause, detail),
  ]
}

/** The response, without what it costs: that is the same of each. */
function gotOf({ actual }: Cause): string {
  return actual.replace(/; this \S+ on a valid message means .*$/s, '')
}

/** What holds for every check of the cause. */
function expectedOf({ places, expected }: Cause): string {
  return places.length === 0 ? expected : (expected.split(/, because | although /)[0] ?? expected)
}

function reproduction(
  { checks }: Report,
  { example }: Cause,
  { curl, hasChanges }: Detail,
): string[] {
  const shown = checks.find(({ id }) => id === example)
  if (shown?.change !== undefined)
    return !hasChanges
      ? []
      : [`reproduce: base message of ${shown.operation ?? ''} with ${cut(shown.change, 120)}`]
  return shown?.reproduce === undefined || shown.reproduce.length > curl
    ? []
    : [`reproduce: ${printableLine(shown.reproduce)}`]
}

/** What cases have in common is said once: «returns 401 for: a wrong password; an empty password». */
function casesText(cases: readonly string[], detail: Detail): string {
  const words = cases.map((title) => title.split(' '))
  const [first = []] = words
  const differs = first.findIndex((word, at) => words.some((other) => other[at] !== word))
  const common = Math.max(0, differs)
  const shown = words.slice(0, detail.cases).map((own) => cut(own.slice(common).join(' '), 70))
  const more = cases.length - shown.length
  const start = common === 0 ? '' : `${first.slice(0, common).join(' ')}: `
  return `${start}${shown.join('; ')}${more > 0 ? `; and ${more} more like these` : ''}`
}

/** Warnings and waived failures prevent nothing. */
function minor(causes: readonly Cause[], { warnings, text }: Detail): string[] {
  if (causes.length === 0) return []
  const more = causes.length - warnings
  return [
    '',
    '## Warned or waived (the verdict does not depend on it)',
    ...causes
      .slice(0, warnings)
      .map(({ status, sentence, fix }) =>
        cut(
          `- ${status}: ${sentence}${fix === undefined ? '' : `. Do: ${fix}`}`,
          Math.max(160, 2 * text),
        ),
      ),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ]
}

const MOST_SKIPS = 6

function skippedLines(report: Report, causes: readonly Cause[]): string[] {
  const groups = skipsOf(report, causes)
  if (groups.length === 0) return []
  const relevant = groups
    .filter(({ effect }) => effect !== 'not applicable')
    .toSorted((one, other) => other.checks.length - one.checks.length)
  const rest = [
    ...groups.filter((group) => !relevant.includes(group)),
    ...relevant.slice(MOST_SKIPS),
  ]
  const count = rest.reduce((sum, { checks }) => sum + checks.length, 0)
  return [
    '',
    '## Skipped',
    ...relevant
      .slice(0, MOST_SKIPS)
      .map((group) => `- ${cut(skippedText(group), 240)}; ${EFFECT_TEXTS[group.effect]}`),
    ...(count > 0 ? [`- ${plural(count, 'other check')}: nothing to check here`] : []),
  ]
}

/** What may come from an endpoint, on one line of bounded length. */
function cut(text: string, most: number): string {
  const shown = printableLine(text)
  if (shown.length <= most) return shown
  const start = shown.slice(0, most)
  const end = start.lastIndexOf(' ')
  // A long word, as a pointer is, is cut itself.
  return `${end > most / 2 ? start.slice(0, end) : start}…`
}
