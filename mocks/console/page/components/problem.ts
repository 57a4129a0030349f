import type { Violation } from '../../../../src/contract/index.ts'
import { isRecord, jsonIn, plural } from '../../../../src/core/index.ts'
import type { JournalEntry, TimelineAttempt } from '../../../stub/index.ts'
import { outcomeOf } from '../../outcome.ts'
import { type JsonLine, jsonLines, lineFinder } from './json-lines.ts'

/** What is broken about a delivery. */
export interface DeliveryProblem {
  readonly sentence: string
  /** What the response says, where it says something. */
  readonly said?: string
  readonly rule?: FirstRule
  /** So many further rules are broken. */
  readonly more: number
  /** Of a delivery that was accepted in the end: the last attempt that was not. */
  readonly failedAttempt?: TimelineAttempt
}

/** The first rule that a body breaks. */
export interface FirstRule {
  readonly pointer: string
  readonly expected: string
  /** The value as it was written, cut; `nothing` for a missing property. */
  readonly found: string
  /** `openapi/drop-ship.yaml:300`. */
  readonly place?: string
}

/** What is broken about a request; `undefined` when nothing is. */
export function problemOf(
  entry: JournalEntry,
  attempts: readonly TimelineAttempt[],
): DeliveryProblem | undefined {
  const status = entry.answer?.status
  const { violations, body } = entry
  const broken = { ...firstRule(violations, body), more: Math.max(0, violations.length - 1) }
  if (outcomeOf(status) !== 'delivered') {
    return { sentence: sentenceOf(entry), ...saidBy(entry.answer?.body), ...broken }
  }
  if (violations.length > 0) {
    const what = plural(violations.length, 'rule')
    return { sentence: `Accepted, although the body breaks ${what} of the contract.`, ...broken }
  }
  const failed = attempts.filter(
    (attempt) =>
      attempt.attempt < (entry.attempt ?? 1) && outcomeOf(attempt.status) !== 'delivered',
  )
  const failedAttempt = failed.at(-1)
  if (failedAttempt === undefined) return undefined
  const before = plural(failed.length, 'attempt')
  const sentence = `Delivered at attempt ${entry.attempt ?? 1}, after ${before} that failed.`
  return { sentence, failedAttempt, more: 0 }
}

function sentenceOf({ answer: response, verdict, played, violations }: JournalEntry): string {
  if (response === undefined) {
    return played === undefined
      ? 'No response: the sender disconnected before it was sent.'
      : `No response: simulated by the scenario (${played}).`
  }
  const what = outcomeOf(response.status) === 'failed' ? 'Failed' : 'Rejected'
  const why =
    played !== undefined
      ? `simulated by the scenario (${played})`
      : violations.length > 0
        ? `the body breaks ${plural(violations.length, 'rule')} of the contract`
        : verdict
  return `${what} with ${response.status}: ${why}.`
}

/** The message of a documented response; other responses are shown whole below. */
function saidBy(body: string | undefined): { readonly said?: string } {
  const parsed = body === undefined ? undefined : jsonIn(body)
  const said = isRecord(parsed) ? parsed.message : undefined
  return typeof said === 'string' && said !== '' ? { said } : {}
}

/** The first broken rule, from the top of the body, with what was found in its place. */
export function firstRule(
  violations: readonly Violation[],
  body: string,
): { readonly rule?: FirstRule } {
  const lines = jsonLines(body) ?? []
  const lineOf = lineFinder(lines)
  const [violation] = violations.toSorted(
    (one, other) => lineOf(one.pointer) - lineOf(other.pointer),
  )
  if (violation === undefined) return {}
  const { pointer, message, rule } = violation
  return {
    rule: {
      pointer,
      expected: message.replace(/, and is [^]*$/, ''),
      found: writtenAt(lines, pointer) ?? 'nothing',
      ...(rule === undefined ? {} : { place: `${rule.file}:${rule.line}` }),
    },
  }
}

/** More says nothing more. Characters. */
const MOST_FOUND = 200

/** The value at a pointer as it was written; of an object or list its first line. */
function writtenAt(lines: readonly JsonLine[], pointer: string): string | undefined {
  const line = lines.find((each) => each.pointer === pointer)
  if (line === undefined) return undefined
  const tokens = line.tokens.filter(({ kind }) => kind !== 'name')
  const text = tokens.map((token) => token.text).join('')
  const value = text.replace(/^: /, '').replace(/,$/, '')
  const opened = value === '{' || value === '[' ? `${value} …` : value
  return opened.length > MOST_FOUND ? `${opened.slice(0, MOST_FOUND)}…` : opened
}
