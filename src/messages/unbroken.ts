import { type Operation, type Rule, rulesOf } from '../contract/index.ts'
import { isRecord, parsePointer, valueAt } from '../core/index.ts'
import type { Deviation } from './deviation.ts'
import { leftOutOf, MOST_BROKEN } from './left-out.ts'

/** A rule that none of an operation's invalid messages breaks. */
export interface UnbrokenRule {
  readonly rule: Rule
  /** Why, as the end of a sentence. */
  readonly reason: string
}

/** The rules of an operation that its invalid messages leave out: whoever relies on them has to know. */
export function unbrokenRules(
  operation: Operation,
  deviations: readonly Deviation[],
): UnbrokenRule[] {
  const broken = new Set(deviations.map(({ schemaPointer }) => schemaPointer))
  return rulesOf(operation)
    .filter(({ schemaPointer }) => !broken.has(schemaPointer))
    .map((rule) => ({ rule, reason: reasonOf(rule, operation) }))
}

function reasonOf({ keyword, schemaPointer }: Rule, operation: Operation): string {
  if (leftOutOf(operation).has(schemaPointer))
    return `the operation has more than ${MOST_BROKEN.toLocaleString('en')} rules, of which one run tests the first`
  const allowed = valueAt(operation.schema('published'), parsePointer(schemaPointer))
  if (keyword === 'format' && typeof allowed === 'string')
    return `no text is known that is not ${allowed}, or the validator does not check this format`
  if (isLength(keyword) && typeof allowed === 'number' && allowed >= LARGE)
    return `a message that breaks it would have more than ${LARGE} values or characters at one place`
  if (isRecord(allowed) || Array.isArray(allowed) || /\/(?:oneOf|anyOf)\//.test(schemaPointer))
    return 'no message was found that breaks it and no other rule: it is one of several alternatives, or implied by other rules'
  return 'no message was found that breaks it and no other rule'
}

function isLength(keyword: string): boolean {
  return keyword === 'maxLength' || keyword === 'maxItems' || keyword === 'maxProperties'
}

/** Values and characters at one place that no invalid message exceeds. */
const LARGE = 10_000
