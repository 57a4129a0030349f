import { createColors } from 'picocolors'
import { lookUp, printableLine, renderMarkedLine } from '../../core/index.ts'
import { RULE_NAMES } from './rule-names.ts'
import type { PayloadWarning, Problem } from '../problem.ts'
import type { MissingReason, RuleCount, Summary } from '../statistics.ts'

type Colors = ReturnType<typeof createColors>

/** One problem as a compiler shows it: the place, the sentence, the line with a marker, the rule. */
export function renderProblem(problem: Problem, hasColor: boolean): string {
  const paint = createColors(hasColor)
  const { file, line, column, operation } = problem
  const subject = operation === undefined ? '' : paint.dim(`  ${printableLine(operation)}`)
  return [
    `${paint.bold(`${printableLine(file)}:${line}:${column}`)}  ${paint.red(problem.code)}${subject}`,
    `  ${printableLine(problem.message)}`,
    ...renderMarkedLine(
      line,
      problem.excerpt,
      paint,
      problem.rule === undefined ? undefined : printableLine(ruleOf(problem)),
    ),
    '',
    '',
  ].join('\n')
}

/** One warning in the same way. */
export function renderWarning(warning: PayloadWarning, hasColor: boolean): string {
  const paint = createColors(hasColor)
  const { file, line, column, operation, message, excerpt } = warning
  const subject = operation === undefined ? '' : paint.dim(`  ${operation}`)
  return [
    `${paint.bold(`${file}:${line}:${column}`)}  ${paint.yellow('warning')}${subject}`,
    `  ${message}`,
    ...renderMarkedLine(line, excerpt, paint),
    '',
    '',
  ].join('\n')
}

function ruleOf({ rule, disputed, keyword, pointer }: Problem): string {
  const dispute = disputed === undefined ? '' : `, disputed rule ${disputed}`
  return `${rule ?? ''} (${keyword}${dispute}) at ${pointer === '' ? 'the whole body' : pointer}`
}

/** How many rules a summary lists before it says how many more there are. */
const LISTED = 20

/** The verdict with counts by rule. */
export function renderSummary(summary: Summary, hasColor: boolean): string {
  const paint = createColors(hasColor)
  const { rules, warnings } = summary
  const lines = [
    verdictOf(summary, paint),
    ...unjudgedLines(summary),
    ...missingLines(summary).map((line) => paint.yellow(printableLine(line))),
    ...(warnings === 0
      ? []
      : [
          paint.yellow(
            `${count(warnings, 'warning')}: readers may understand the same JSON differently`,
          ),
        ]),
    ...(rules.length === 0 ? [] : ['']),
    ...rules.slice(0, LISTED).map((rule) => renderRule(rule, summary, paint)),
    ...(rules.length <= LISTED ? [] : [`  and ${count(rules.length - LISTED, 'further rule')}`]),
  ]
  return `${lines.join('\n')}\n`
}

/** What was read and was not a message to judge. */
function unjudgedLines({ unmatched, absent, bodyAt, plainLines }: Summary): string[] {
  const hint =
    bodyAt === undefined ? '' : `; the first has one at ${printableLine(bodyAt)}: check --pointer`
  return [
    ...(unmatched === 0 ? [] : [`${count(unmatched, 'request')} of no operation of the contract`]),
    ...(absent === 0 ? [] : [`${count(absent, 'record')} without a body at the pointer${hint}`]),
    ...(plainLines === 0 ? [] : [`${count(plainLines, 'line')} without JSON`]),
  ]
}

/** Why a run that could read its files had nothing to judge; absent where it had. */
export function nothingJudged(summary: Summary): string | undefined {
  if (summary.messages > 0 || summary.malformed > 0) return undefined
  const reasons = [...unjudgedLines(summary), ...missingLines(summary)]
  return reasons.length === 0 ? 'the files contain no message' : reasons.join('\n')
}

const MISSING: Readonly<Record<MissingReason, string>> = {
  elsewhere: 'in another file',
  omitted: 'omitted',
  cut: 'cut',
  compressed: 'compressed in a form that cannot be undone',
}

/** The bodies that captures do not contain, in one sentence for each reason. */
export function missingLines({ missing }: Summary): string[] {
  return missing.map(
    ({ reason, count: bodies, first }) =>
      `${count(bodies, 'body', 'bodies')} missing from the capture and not checked: ${MISSING[reason]} (${bodies === 1 ? '' : 'first: '}${first})`,
  )
}

/** The verdict alone: `1 of 2 messages invalid, 1 record unreadable`. */
export function renderVerdict(summary: Summary): string {
  return verdictOf(summary, createColors(false))
}

function verdictOf({ messages, invalid, malformed }: Summary, paint: Colors): string {
  const unreadable = paint.red(`${count(malformed, 'record')} unreadable`)
  if (messages === 0) return malformed === 0 ? paint.yellow('nothing to judge') : unreadable
  const judged =
    invalid === 0
      ? paint.green(`${count(messages, 'message')} valid`)
      : paint.red(`${grouped(invalid)} of ${count(messages, 'message')} invalid`)
  return malformed === 0 ? judged : `${judged}, ${unreadable}`
}

function renderRule(rule: RuleCount, summary: Summary, paint: Colors): string {
  const total =
    summary.operations.find(({ operation }) => operation === rule.operation)?.messages ??
    summary.messages + summary.malformed
  const what = lookUp(RULE_NAMES, rule.keyword) ?? `breaks ${rule.keyword}`
  const subject = rule.rulePointer === '' ? '' : `${rule.rulePointer} `
  const place = rule.rule === undefined ? '' : paint.dim(`  ${printableLine(rule.rule)}`)
  return `  ${printableLine(`${subject}${what}`)}: ${grouped(rule.messages)} of ${grouped(total)}${place}`
}

function count(number: number, noun: string, nouns = `${noun}s`): string {
  return `${grouped(number)} ${number === 1 ? noun : nouns}`
}

function grouped(number: number): string {
  // Node takes 15 ms to load its data of languages.
  return String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
}
