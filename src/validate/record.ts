import type { Operation, Violation } from '../contract/index.ts'
import {
  findWarnings,
  type JsonWarning,
  locate,
  type Malformed,
  type Parsed,
  parseResponseText,
  parseText,
  type Segment,
  spanOfValue,
  spansOfItems,
} from '../core/index.ts'
import type { Judge, JudgedBody, RecordJudgement } from './judge.ts'
import { jsonAfterPrefix } from './log-line.ts'
import { partOf, type PlacedText, standalone, withinString } from './placed.ts'
import { faultOf, malformedOf, type Problem, problemsOf, warningOf } from './problem.ts'
import type { JudgedKind, ValidationStatistics } from './statistics.ts'

/** The place of a record. */
export interface RecordPlace {
  readonly file: string
  /** The number of its first line. */
  readonly firstLine: number
  /** Whether it is a line among others, and not the whole file. */
  readonly isLine: boolean
  /** What precedes the JSON in its line. */
  readonly prefix?: string
}

/** What became of one record that holds a message to be sent, or should. */
export type CheckedRecord = CheckedMessage | UnreadableRecord

/** A message that was validated, with its own bytes. */
export interface CheckedMessage {
  readonly kind: 'message'
  /** `orders.json`, `orders.json[3]`, `orders.ndjson:12`. */
  readonly from: string
  readonly operation: Operation
  /** Whether the record or the caller named the operation, and it was not detected from the body. */
  readonly isNamed: boolean
  readonly body: unknown
  /** The body as it is written: what was validated is what is sent. */
  readonly bytes: Uint8Array
  /** Empty where it is valid. */
  readonly problems: readonly Problem[]
}

/** A record that is not valid JSON, or of no operation. */
export interface UnreadableRecord {
  readonly kind: 'unreadable'
  readonly from: string
  readonly problem: Problem
}

export interface RecordCheck {
  readonly judge: Judge
  readonly statistics: ValidationStatistics
  /** Told of every record that may be a message; responses and records without a body are none. */
  readonly onRecord?: (record: CheckedRecord) => void
}

/** Validates one text that is JSON by itself, a file or a line of one: a body, an envelope, or a list of these. */
export function checkRecord(
  parsed: Parsed | Malformed,
  place: RecordPlace,
  check: RecordCheck,
  bytes?: Uint8Array,
): void {
  const { file, isLine } = place
  const from = (): string => (isLine ? `${file}:${place.firstLine}` : file)
  if (parsed.kind === 'malformed') {
    const source = placedAt(parsed.text, place)
    unreadable(malformedOf(parsed, { file, source }), from(), check)
    return
  }
  const mayWarn = findWarnings(parsed.text, parsed.value, bytes).total > 0
  if (check.judge.isList(parsed.value)) {
    const whole = placedAt(parsed.text, place)
    const spans = spansOfItems(parsed.text)
    for (const [index, value] of parsed.value.entries()) {
      const source = (): PlacedText => partOf(whole, spans[index] ?? { start: 0, end: 0 })
      checkOne({ file, from: () => `${from()}[${index}]`, value, source, mayWarn }, check)
    }
    return
  }
  const source = (): PlacedText => {
    const whole = placedAt(parsed.text, place)
    return isLine ? partOf(whole, spanOfValue(parsed.text)) : whole
  }
  checkOne({ file, from, value: parsed.value, source, mayWarn }, check)
}

function placedAt(text: string, { firstLine, prefix = '' }: RecordPlace): PlacedText {
  const whole = standalone(`${prefix}${text}`, firstLine)
  return prefix === ''
    ? whole
    : partOf(whole, { start: prefix.length, end: prefix.length + text.length })
}

/** What is asked for of most items is nothing but their value. */
interface Item {
  readonly file: string
  readonly from: () => string
  readonly value: unknown
  /** The item's own text. */
  readonly source: () => PlacedText
  readonly mayWarn: boolean
}

function checkOne(item: Item, check: RecordCheck): void {
  settle(item, check.judge.judge(item.value), check)
}

function settle(item: Item, judgement: RecordJudgement, check: RecordCheck): void {
  switch (judgement.kind) {
    case 'absent': {
      check.statistics.absent(() => check.judge.bodyWithin(item.value))
      break
    }
    case 'embedded': {
      checkEmbedded(item, judgement, check)
      break
    }
    case 'judged':
    case 'unclear': {
      conclude(item, judgement, check)
    }
  }
}

function checkEmbedded(
  item: Item,
  { at, text, of, isBody, judge }: Extract<RecordJudgement, { kind: 'embedded' }>,
  check: RecordCheck,
): void {
  const { file, from } = item
  const parsed = of === 'request' ? parseText(text) : parseResponseText(text)
  const string = withinString(item.source(), at, parsed.text)
  const logged = parsed.kind === 'malformed' ? jsonAfterPrefix(parsed.text) : undefined
  const source =
    logged === undefined
      ? string
      : partOf(string, { start: logged.prefix.length, end: parsed.text.length })
  const found = logged?.parsed ?? parsed
  if (found.kind === 'malformed') {
    if (isBody) unreadable(malformedOf(found, { file, source }), from(), check)
    else check.statistics.absent(() => check.judge.bodyWithin(item.value))
    return
  }
  const inner = { file, from, value: found.value, source: () => source, mayWarn: true }
  settle(inner, judge(found.value), check)
}

function conclude(item: Item, judged: JudgedBody, check: RecordCheck): void {
  const { file, mayWarn } = item
  const isUnremarkable = judged.kind === 'judged' && judged.violations.length === 0 && !mayWarn
  if (isUnremarkable && check.onRecord === undefined) {
    check.statistics.valid(judged.operation.id, check.judge.of)
    return
  }
  const [from, source] = [item.from(), item.source()]
  if (judged.kind === 'unclear') {
    const span = locate(source.text, [judged.at])[0]?.value ?? spanOfValue(source.text)
    unreadable(faultOf('operation', judged.message, { file, source }, span), from, check)
    return
  }
  const { kind: _kind, ...found } = judged
  reportBody({ file, from, source, of: check.judge.of, ...found }, check, mayWarn)
}

/** A body that was found and validated. */
export interface FoundBody {
  readonly file: string
  readonly of: JudgedKind
  readonly from: string
  /** The text that holds the body. */
  readonly source: PlacedText
  readonly bodyAt: readonly Segment[]
  readonly body: unknown
  readonly operation: Operation
  readonly isNamed: boolean
  readonly isEnveloped: boolean
  readonly violations: readonly Violation[]
  /** Problems of the request that holds it; none where nothing else is known of one. */
  readonly around?: readonly Problem[]
}

/**
 * Counts a validated body, and reports its problems and warnings.
 * @param mayWarn false where it is known that there is nothing to warn of
 */
export function reportBody(found: FoundBody, check: RecordCheck, mayWarn = true): void {
  const {
    file,
    from,
    of,
    source,
    bodyAt,
    body,
    operation,
    isNamed,
    violations,
    around = [],
  } = found
  const located = { file, source, operation: operation.id }
  const own = violations.length === 0 ? [] : problemsOf(violations, located, bodyAt)
  const problems = [...around, ...own]
  if (problems.length === 0) check.statistics.valid(operation.id, of)
  else check.statistics.invalid(operation.id, of, problems)
  if (!mayWarn && check.onRecord === undefined) return
  const span = bodyAt.length === 0 ? undefined : locate(source.text, [bodyAt])[0]?.value
  const text = span === undefined ? source : partOf(source, span)
  if (mayWarn) warn(found, text, check.statistics)
  const bytes = Buffer.from(text.text)
  check.onRecord?.({ kind: 'message', from, operation, isNamed, body, bytes, problems })
}

/** What is doubtful about a body, and about the names of the envelope around it. */
function warn(found: FoundBody, own: PlacedText, statistics: ValidationStatistics): void {
  const { file, source, body, operation, isEnveloped } = found
  const located = { file, operation: operation.id }
  const within = findWarnings(own.text, body)
  const around = isEnveloped ? warningsOfNames(source.text) : []
  statistics.warned(
    [
      ...around.map((warning) => warningOf(warning, { ...located, source })),
      ...within.found.map((warning) => warningOf(warning, { ...located, source: own })),
    ],
    around.length + within.total,
  )
}

function warningsOfNames(text: string): readonly JsonWarning[] {
  return findWarnings(text, undefined).found.filter(
    ({ kind, pointer }) => kind === 'duplicate-property' && pointer.lastIndexOf('/') === 0,
  )
}

/** Counts a record that could not be validated. @param around problems of the request that holds it */
export function unreadable(
  problem: Problem,
  from: string,
  { statistics, onRecord }: RecordCheck,
  around: readonly Problem[] = [],
): void {
  statistics.malformed(problem, around)
  onRecord?.({ kind: 'unreadable', from, problem })
}
