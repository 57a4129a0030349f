import { createColors } from 'picocolors'
import { aligned, formatDuration, plural, printableLine } from '../../core/index.ts'
import { LEVELS } from '../results/check.ts'
import { largestMessage, latencyUnderLoad } from './measurements.ts'
import { untestedRuleLines, untestedSentenceLines } from './rules.ts'
import { timelineLines } from './timeline-text.ts'
import type { Misconfiguration, Report, ReportedCheck } from '../results/report.ts'
import {
  asSentence,
  notEnabledText,
  routeTexts,
  sentenceOf,
  subjectOf,
  wholeOf,
} from './wording.ts'

export interface TerminalStyle {
  readonly color: boolean
  /** Shows every failing check instead of the first of each cause. */
  readonly full: boolean
}

type Palette = ReturnType<typeof createColors>

/** Failures of one requirement that are named after the first, which is shown completely; the report files contain all of them. */
const NAMED_PER_REQUIREMENT = 4

/** The report for a person at a terminal: failures first, grouped by operation and requirement, the verdict last. */
export function renderTerminal(report: Report, style: TerminalStyle): string {
  const paint = createColors(style.color)
  const failing = report.checks.filter(
    ({ status, waiver }) => (status === 'failed' || status === 'errored') && waiver === undefined,
  )
  const waived = report.checks.filter(({ waiver }) => waiver !== undefined)
  const warned = report.checks.filter(({ status }) => status === 'warned')
  return [
    ...section({ title: 'Failed', checks: failing, mark: paint.red('✗') }, report, style),
    ...section({ title: 'Warned', checks: warned, mark: paint.yellow('!') }, report, style),
    ...section(
      { title: 'Waived failures', checks: waived, mark: paint.yellow('~') },
      report,
      style,
    ),
    ...skippedLines(report, paint),
    ...notTestedLines(report, style.full),
    ...timelineLines(report, style.full),
    ...repairLines(report, failing, paint),
    ...summaryLines(report, paint),
  ].join('\n')
}

interface Section {
  readonly title: string
  readonly checks: readonly ReportedCheck[]
  readonly mark: string
}

function section({ title, checks, mark }: Section, report: Report, style: TerminalStyle): string[] {
  const paint = createColors(style.color)
  if (checks.length === 0) return []
  const lines = ['', paint.bold(`${title} (${checks.length})`)]
  for (const [operation, own] of groupBy(checks, (check) => check.operation ?? wholeOf(report))) {
    lines.push('', `  ${paint.bold(printableLine(operation))}`)
    for (const [requirement, same] of groupBy(own, (check) => check.requirement)) {
      lines.push(`  ${paint.dim(`${requirement} ${sentenceOf(report, requirement)}`)}`)
      const whole = style.full ? same : same.slice(0, 1)
      const others = same.slice(whole.length)
      const named = others.slice(0, NAMED_PER_REQUIREMENT)
      for (const check of whole) lines.push(...checkLines(check, mark, paint))
      for (const { title: name } of named) lines.push(`    ${mark} ${printableLine(name)}`)
      if (others.length > named.length)
        lines.push(paint.dim(`      and ${others.length - named.length} more; --full shows all`))
    }
  }
  return lines
}

function checkLines(check: ReportedCheck, mark: string, paint: Palette): string[] {
  const line = (name: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`      ${paint.dim(name.padEnd(9))}${printableLine(value)}`]
  return [
    `    ${mark} ${printableLine(check.title)}`,
    ...line('pointer', check.pointer === '' ? '(the whole body)' : check.pointer),
    ...line('expected', check.expected),
    ...line('actual', check.actual),
    ...line('rule', check.rule),
    ...line('fix', check.fix),
    ...line(
      'waived',
      check.waiver === undefined
        ? undefined
        : `${check.waiver.reason} (until ${check.waiver.expires})`,
    ),
    ...line('try', check.reproduce),
  ]
}

function skippedLines(report: Report, paint: Palette): string[] {
  const skipped = report.checks.filter(({ status }) => status === 'skipped')
  const reasons = groupBy(skipped, ({ actual }) => actual.replace(/^skipped: /, ''))
  // The reason of the whole run follows its verdict.
  if (report.reason !== undefined) reasons.delete(report.reason)
  if (reasons.size === 0) return []
  return [
    '',
    paint.bold(`Skipped (${skipped.length})`),
    ...[...reasons].map(
      ([reason, checks]) =>
        `  ${paint.dim('-')} ${checks.length === 1 ? printableLine(checks[0]?.title ?? '') : plural(checks.length, 'check')}: ${printableLine(reason)}${allowance(checks)}`,
    ),
  ]
}

/** Without `full` as many rules of each reason as fit a screen. */
function notTestedLines({ rules, requirements }: Report, isFull: boolean): string[] {
  const most = isFull ? undefined : UNTESTED_PER_REASON
  return [
    '',
    ...(rules === undefined ? [] : untestedRuleLines(rules, most)),
    ...untestedSentenceLines(requirements, isFull),
  ]
}

const UNTESTED_PER_REASON = 3

/** What would allow checks that were skipped, where somebody can do something about it. */
function allowance([first]: readonly ReportedCheck[]): string {
  return first?.fix === undefined ? '' : ` (${printableLine(first.fix)})`
}

/** Each failed requirement once: what a person has to do, on one screen. */
function repairLines(report: Report, failing: readonly ReportedCheck[], paint: Palette): string[] {
  const requirements = groupBy(failing, ({ requirement }) => requirement)
  if (requirements.size < 2) return []
  return [
    '',
    paint.bold('What to repair'),
    ...[...requirements].map(
      ([id, checks]) =>
        `  ${id.padEnd(11)} ${sentenceOf(report, id)} ${paint.dim(`(${plural(checks.length, 'check')})`)}`,
    ),
  ]
}

/** The test data that the run left on the endpoint, in one sentence. */
function testDataLine({ prefix, identifiers }: Report['leftBehind']): string {
  const orders = plural(identifiers.length, 'order')
  return prefix === ''
    ? `Test data left on the endpoint: ${orders} of the fixtures, listed in report.json`
    : `Test data left on the endpoint: ${orders} (identifiers contain ${prefix})`
}

function summaryLines(report: Report, paint: Palette): string[] {
  const { summary, levels } = report
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
      ...LEVELS.map((level) => `${marks[levels[level]]} ${level} ${paint.dim(levels[level])}`),
      ...(report.timelines === undefined ? [effectsLabel(report, paint)] : []),
    ].join('   '),
    `${summary.passed} passed, ${summary.failed} failed, ${summary.warned} warned, ${summary.skipped} skipped${summary.errored > 0 ? `, ${summary.errored} errored` : ''}; ${plural(summary.requests, 'request')} in ${formatDuration(report.durationMs)}${report.timelines === undefined ? `, seed ${report.seed}` : ''}`,
    ...(latency === undefined ? [] : [`Under load, ${latency}`]),
    ...(largest === undefined ? [] : [`Largest accepted message: ${largest}`]),
    ...(report.leftBehind.identifiers.length === 0
      ? []
      : [paint.dim(testDataLine(report.leftBehind))]),
    '',
    `${paint.bold(color(report.verdict.toUpperCase()))} at level ${report.level}: ${printableLine(subjectOf(report))}`,
    ...addressLines(report, paint),
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

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const name = key(item)
    const known = groups.get(name)
    if (known === undefined) groups.set(name, [item])
    else known.push(item)
  }
  return groups
}
