import { createColors } from 'picocolors'
import { aligned, formatDuration, plural, printableLine } from '../../core/index.ts'
import { causesOf } from '../causes/causes.ts'
import { skipsOf } from '../causes/skips.ts'
import type { Cause } from '../results/cause.ts'
import { largestMessage, latencyUnderLoad } from './measurements.ts'
import { untestedRuleLines, untestedSentenceLines } from './rules.ts'
import { timelineLines } from './timeline-text.ts'
import type { Misconfiguration, Report } from '../results/report.ts'
import { selfTestText } from './self-test-text.ts'
import { levelText, shownLevels } from './levels.ts'
import { EFFECT_TEXTS, skippedText } from './skipped-text.ts'
import {
  asSentence,
  nextOfAddress,
  notEnabledText,
  routeTexts,
  sentenceOf,
  subjectOf,
} from './wording.ts'

export interface TerminalStyle {
  readonly color: boolean
  /** Shows every cause with all its places and checks, however many lines that takes. */
  readonly full: boolean
}

type Palette = ReturnType<typeof createColors>

/** Lines of a report without --full; the report files contain everything. */
const MOST_LINES = 60
const MOST_SKIPS = 5
const MOST_RULE_LINES = 4
const MOST_TIMELINE_LINES = 8
/** Pointers and cases that are named of one cause. */
const MOST_PLACES = 6

/**
 * The report for a person at a terminal: what is broken, the largest cause first and each with what to do, and the verdict
 * last. Without `full` it fits {@link MOST_LINES} lines.
 */
export function renderTerminal(report: Report, style: TerminalStyle): string {
  const paint = createColors(style.color)
  const causes = causesOf(report)
  const end = [
    ...capped(
      skippedLines(report, causes, paint, style.full),
      style.full ? Infinity : MOST_SKIPS + 3,
    ),
    ...capped(notTestedLines(report, style.full), style.full ? Infinity : MOST_RULE_LINES),
    ...capped(timelineLines(report, style.full), style.full ? Infinity : MOST_TIMELINE_LINES),
    ...summaryLines(report, causes, paint),
  ]
  const room = style.full ? Infinity : MOST_LINES - end.length
  return [...causeLines(report, causes, { paint, room, full: style.full }), ...end].join('\n')
}

function capped(lines: readonly string[], most: number): readonly string[] {
  return lines.length <= most
    ? lines
    : [...lines.slice(0, most - 1), `  and ${lines.length - most + 1} more lines; --full shows all`]
}

const SHORTENED =
  '  expected, actual and curl of each cause: --full, --format agent, or report.html (--out DIR)'

interface CauseStyle {
  readonly paint: Palette
  /** Lines that may be used. */
  readonly room: number
  readonly full: boolean
}

const TITLES = {
  failed: 'Failed',
  errored: 'Failed',
  waived: 'Waived failures',
  warned: 'Warned',
} as const

/** Each cause in one line, and as many as there is room for with what explains them. */
function causeLines(report: Report, causes: readonly Cause[], style: CauseStyle): string[] {
  const { paint, full } = style
  const titles = [...new Set(causes.map(({ status }) => TITLES[status]))]
  const least = titles.length * 2
  const shown = full ? causes : causes.slice(0, Math.max(1, style.room - least - 2))
  // Two lines say what is missing.
  const rest = Math.max(0, style.room - least - shown.length - 2)
  const withFix = new Set(shown.filter(({ status }) => status !== 'warned').slice(0, rest))
  let room = rest - withFix.size
  let isShortened = false
  const lines: string[] = []
  for (const title of titles) {
    const own = causes.filter(({ status }) => TITLES[status] === title)
    const checks = own.reduce((sum, cause) => sum + cause.checks.length, 0)
    const counted = `${plural(own.length, 'cause')}, ${plural(checks, 'check')}`
    lines.push('', paint.bold(`${title} (${counted})`))
    for (const cause of own.filter((each) => shown.includes(each))) {
      lines.push(`  ${markOf(cause, paint)} ${headline(cause, paint)}`)
      if (title === 'Warned' && !full) continue
      const details = detailLines(report, cause, style)
      const fix = detailLine(paint, 'fix', cause.fix)
      if (details.length - fix.length <= room) {
        lines.push(...details)
        room -= details.length - fix.length
      } else {
        isShortened = true
        if (withFix.has(cause)) lines.push(...fix)
      }
    }
  }
  const more = causes.length - shown.length
  if (more > 0) lines.push(`  and ${plural(more, 'more cause')}; --full shows all`)
  if (isShortened) lines.push(paint.dim(SHORTENED))
  return lines
}

function markOf({ status }: Cause, paint: Palette): string {
  if (status === 'warned') return paint.yellow('!')
  return status === 'waived' ? paint.yellow('~') : paint.red('✗')
}

function headline({ sentence, requirement, checks, explains }: Cause, paint: Palette): string {
  const skipped = explains === 0 ? '' : `, ${explains} skipped because of it`
  return `${printableLine(sentence)} ${paint.dim(`(${requirement}, ${plural(checks.length, 'check')}${skipped})`)}`
}

function detailLines(report: Report, cause: Cause, { paint, full }: CauseStyle): string[] {
  const line = (name: string, value: string | undefined): string[] => detailLine(paint, name, value)
  const example = report.checks.find(({ id }) => id === cause.example)
  const { waiver, reproduce } = example ?? {}
  return [
    ...line('where', placesText(cause, full ? Infinity : MOST_PLACES)),
    ...line('expected', cause.expected),
    ...line('actual', cause.actual),
    ...line('rule', [cause.rule, sentenceOf(report, cause.requirement)].filter(isGiven).join(': ')),
    ...line('fix', cause.fix),
    ...line('waived', waiver && `${waiver.reason} (until ${waiver.expires})`),
    ...line('try', reproduce),
    ...(full ? cause.checks.map((id) => paint.dim(`      check    ${printableLine(id)}`)) : []),
  ]
}

function detailLine(paint: Palette, name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`      ${paint.dim(name.padEnd(9))}${printableLine(value)}`]
}

function isGiven(text: string | undefined): boolean {
  return text !== undefined && text !== ''
}

/** The pointers of a cause, or its cases; nothing for a single case, which the headline names. */
function placesText({ places, cases }: Cause, most: number): string | undefined {
  const pointers = [...new Set(places.map(({ pointer }) => pointer))]
  const all =
    places.length > 0
      ? pointers.map((pointer) => (pointer === '' ? '(the whole body)' : pointer))
      : cases.length > 1
        ? cases
        : []
  if (all.length === 0) return undefined
  const shown = all.slice(0, most).join(', ')
  const what = places.length > 0 ? 'places' : 'cases'
  return all.length > most ? `${shown} (${most} of ${all.length} ${what})` : shown
}

/** What was skipped, by its reason; the reason of the whole run follows its verdict. */
function skippedLines(
  report: Report,
  causes: readonly Cause[],
  paint: Palette,
  isFull: boolean,
): string[] {
  const groups = skipsOf(report, causes)
    .filter(({ reason }) => reason !== report.reason)
    .toSorted((one, other) => other.checks.length - one.checks.length)
  if (groups.length === 0) return []
  const shown = isFull ? groups : groups.slice(0, MOST_SKIPS)
  const count = groups.reduce((sum, { checks }) => sum + checks.length, 0)
  const more = groups.slice(shown.length).reduce((sum, { checks }) => sum + checks.length, 0)
  return [
    '',
    paint.bold(`Skipped (${count})`),
    ...shown.map(
      (group) =>
        `  ${paint.dim('-')} ${printableLine(skippedText(group))}${paint.dim(`; ${EFFECT_TEXTS[group.effect]}`)}`,
    ),
    ...(more > 0 ? [paint.dim(`  - ${plural(more, 'other check')}; --full shows all`)] : []),
  ]
}

const UNTESTED_PER_REASON = 1

/** Without `full` as many rules of each reason as fit a screen. */
function notTestedLines({ rules, requirements }: Report, isFull: boolean): string[] {
  const most = isFull ? undefined : UNTESTED_PER_REASON
  return [
    '',
    ...(rules === undefined ? [] : untestedRuleLines(rules, most)),
    ...untestedSentenceLines(requirements, isFull),
  ]
}

/** The test data that the run left on the endpoint, in one sentence. */
function testDataLine({ prefix, identifiers }: Report['leftBehind']): string {
  const orders = plural(identifiers.length, 'order')
  return prefix === ''
    ? `Test data left on the endpoint: ${orders} of the fixtures, listed in report.json`
    : `Test data left on the endpoint: ${orders} (identifiers contain ${prefix})`
}

function summaryLines(report: Report, causes: readonly Cause[], paint: Palette): string[] {
  const { summary } = report
  const color =
    report.verdict === 'certified'
      ? paint.green
      : report.verdict === 'inconclusive'
        ? paint.yellow
        : paint.red
  const marks = {
    passed: paint.green('✓'),
    failed: paint.red('✗'),
    'not run': paint.dim('·'),
  } as const
  const latency = latencyUnderLoad(report)
  const largest = largestMessage(report)
  return [
    '',
    [
      ...shownLevels(report, causes).map(
        (shown) =>
          `${marks[shown.result]} ${shown.level} ${paint.dim(levelText(shown).slice(shown.level.length + 1))}`,
      ),
      ...(report.timelines === undefined ? [effectsLabel(report, paint)] : []),
    ].join('   '),
    `${summary.passed} passed, ${summary.failed} failed, ${summary.warned} warned, ${summary.skipped} skipped${summary.errored > 0 ? `, ${summary.errored} errored` : ''}; ${plural(summary.requests, 'request')} in ${formatDuration(report.durationMs)}${report.timelines === undefined ? `, seed ${report.seed}` : ''}`,
    ...(latency === undefined ? [] : [`Under load, ${latency}`]),
    ...(largest === undefined ? [] : [`Largest accepted message: ${largest}`]),
    ...(report.selfTest === undefined ? [] : [selfTestText(report.selfTest)]),
    ...(report.leftBehind.identifiers.length === 0
      ? []
      : [paint.dim(testDataLine(report.leftBehind))]),
    '',
    `${paint.bold(color(report.verdict.toUpperCase()))} at level ${report.level}: ${printableLine(subjectOf(report))}`,
    ...(report.purpose === undefined ? [] : [`  purpose  ${printableLine(report.purpose)}`]),
    ...addressLines(report, paint),
    ...nextOfAddress(report),
    ...(report.reason === undefined ? [] : [printableLine(asSentence(report.reason))]),
    ...(report.problem === undefined ? [] : [`next: ${printableLine(report.problem.next)}`]),
    ...fileLines(report.problem?.file),
    '',
  ]
}

/** Beside the levels, and apart from them: they are judged without effects where nobody observes these. */
function effectsLabel({ effects }: Report, paint: Palette): string {
  return `${effects === 'observed' ? paint.green('✓') : paint.dim('·')} effects ${paint.dim(effects)}`
}

/** A file to fill in, indented so that it can be copied. */
function fileLines(file: Misconfiguration['file']): string[] {
  if (file === undefined) return []
  return [
    '',
    `${file.name}:`,
    ...file.text
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
  ]
}

/** Each operation's address, what was not part of the run, and how the addresses were reached. */
function addressLines(report: Report, paint: Palette): string[] {
  const { addresses, notEnabled, route, excluded = [] } = report
  return [
    ...aligned(
      addresses.map(({ operation, url }) => [
        `  ${printableLine(operation)}`,
        paint.dim(printableLine(url)),
      ]),
    ),
    ...(notEnabled.length === 0 ? [] : [`  ${printableLine(notEnabledText(notEnabled))}`]),
    ...excluded.map((sentence) => `  not judged: ${printableLine(sentence)}`),
    ...routeTexts(route).map((text) => `  ${printableLine(text)}`),
  ]
}
