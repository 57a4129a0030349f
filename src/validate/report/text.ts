import { createColors } from 'picocolors'
import { escapeSegment, lookUp, printableLine, renderMarkedLine } from '../../core/index.ts'
import { RULE_NAMES } from './rule-names.ts'
import type { PayloadWarning, Problem } from '../problem.ts'
import type { JudgedKind, MissingReason, RuleCount, Summary } from '../statistics.ts'

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
  if (keyword === 'parameter') return `${rule ?? ''} (parameter)`
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

function verdictOf(summary: Summary, paint: Colors): string {
  const { messages, malformed } = summary
  const parts = JUDGED.flatMap((of) => {
    const { total, invalid } = countsOf(summary, of)
    if (total === 0) return []
    return invalid === 0
      ? paint.green(`${count(total, of)} valid`)
      : paint.red(`${grouped(invalid)} of ${count(total, of)} invalid`)
  })
  if (malformed > 0) parts.push(paint.red(`${count(malformed, 'record')} unreadable`))
  return messages + malformed === 0 ? paint.yellow('nothing to judge') : parts.join(', ')
}

const JUDGED: readonly JudgedKind[] = ['message', 'response']

/** Messages and responses are counted apart: a capture has both of one operation. */
export function countsOf(
  { operations }: Summary,
  of: JudgedKind,
): { readonly total: number; readonly invalid: number } {
  const own = operations.filter((each) => each.of === of)
  return {
    total: own.reduce((sum, { messages }) => sum + messages, 0),
    invalid: own.reduce((sum, { invalid }) => sum + invalid, 0),
  }
}

function renderRule(rule: RuleCount, summary: Summary, paint: Colors): string {
  const what = lookUp(RULE_NAMES, rule.keyword) ?? `breaks ${rule.keyword}`
  const [subject, names] = subjectOf(rule)
  const place = rule.rule === undefined ? '' : paint.dim(`  ${printableLine(rule.rule)}`)
  return `  ${printableLine(`${subject}${what}${names}`)}: ${grouped(rule.messages)} of ${totalOf(rule, summary)}${place}`
}

/** Of how many: of what is said where the run judged more than the messages of one operation. */
function totalOf(
  { operation, of }: RuleCount,
  { operations, messages, malformed }: Summary,
): string {
  const isPlain = operations.length + (malformed > 0 ? 1 : 0) <= 1
  const own = operations.find((each) => each.operation === operation && each.of === of)
  const total = own?.messages ?? messages + malformed
  if (isPlain) return grouped(total)
  return own === undefined
    ? count(total, 'record')
    : `${count(total, of)} of ${printableLine(own.operation)}`
}

const LISTED_NAMES = 3

/** The place of a rule before its name; of several unknown properties, their names after it. */
function subjectOf({ rulePointer, names }: RuleCount): [before: string, after: string] {
  const [first, ...others] = names
  if (first !== undefined && others.length === 0)
    return [`${rulePointer.slice(0, -1)}${escapeSegment(first)} `, '']
  const listed = names.slice(0, LISTED_NAMES).join(', ')
  const more = names.length > LISTED_NAMES ? ' and others' : ''
  return [
    rulePointer === '' ? '' : `${rulePointer} `,
    names.length === 0 ? '' : ` (${listed}${more})`,
  ]
}

function count(number: number, noun: string, nouns = `${noun}s`): string {
  return `${grouped(number)} ${number === 1 ? noun : nouns}`
}

function grouped(number: number): string {
  // Node takes 15 ms to load its data of languages.
  return String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
}
