import type { BrokenRule, Operation } from '../contract/index.ts'
import { formatPointer, type Segment, valueAt } from '../core/index.ts'

/** `exact`: without its rule the message would be valid. `shared`: it breaks further rules at the same place. */
export type Proof = 'exact' | 'shared'

/** What is to be broken, and where. */
export interface BreachClaim {
  readonly schemaPointer: string
  readonly pointer: string
  /** The innermost alternative that the rule belongs to, and where the value is that has to match it. */
  readonly alternative?: { readonly schemaPointer: string; readonly at: readonly Segment[] }
}

/** Whether a message breaks the rule at its place, and no other rule elsewhere; `undefined` where it does not. */
export function proofOf(
  operation: Operation,
  body: unknown,
  claim: BreachClaim,
): Proof | undefined {
  if (operation.accepts(body, 'published')) return undefined
  const broken = operation.brokenRules(body, 'published')
  const isOwn = (each: BrokenRule): boolean => each.rule === reportedRule(claim.schemaPointer)
  if (!broken.some((each) => isOwn(each) && isAround(each.pointer, claim.pointer))) return undefined
  const { alternative } = claim
  const decisive = withoutConsequences(decisiveOf(broken, alternative !== undefined), claim)
  if (!decisive.every((each) => isHere(each, claim, isOwn))) return undefined
  if (alternative === undefined) return decisive.every(isOwn) ? 'exact' : 'shared'
  const part = operation.part('published', alternative.schemaPointer)
  const ofPart = decisiveOf(part?.brokenRules(valueAt(body, alternative.at)) ?? [], false)
  const within = withoutConsequences(ofPart, claim).map((each) => ({
    ...each,
    pointer: `${formatPointer(alternative.at)}${each.pointer}`,
  }))
  if (within.length === 0 || !within.every((each) => isHere(each, claim, isOwn))) return undefined
  return within.every(isOwn) ? 'exact' : 'shared'
}

/** A validator names both bounds of `contains` as that keyword. */
function reportedRule(schemaPointer: string): string {
  return schemaPointer.replace(/\/(?:min|max)Contains$/, '/contains')
}

const BRANCHING = new Set(['anyOf', 'oneOf'])
const WITH_DETAILS = new Set(['anyOf', 'oneOf', 'contains'])

/** Without what is wrong with alternatives that do not apply, and with items that need not match. */
function decisiveOf(
  broken: readonly BrokenRule[],
  isBelowAlternative: boolean,
): readonly BrokenRule[] {
  const around = broken.filter(({ keyword }) => WITH_DETAILS.has(keyword))
  return broken.filter(
    (each) =>
      each.keyword !== 'propertyNames' &&
      !around.some(
        (outer) =>
          each.rule.startsWith(`${outer.rule}/`) ||
          // Alternatives that are references have rules elsewhere.
          (isBelowAlternative &&
            each.rule.startsWith('/$defs/') &&
            isAround(outer.pointer, each.pointer)),
      ),
  )
}

/** Keywords of one schema whose own schemas say which properties and items are evaluated, as the beginning of a pointer. */
const IN_PLACE = /^\/(?:(?:allOf|anyOf|oneOf)\/\d+|if|then|else|dependentSchemas\/[^/]+)\//

/**
 * Without what is unevaluated only because the rule is broken: a schema that fails evaluates nothing (JSON Schema core, 11).
 * Once the rule is obeyed, or is not there, nothing else is wrong.
 */
function withoutConsequences(
  broken: readonly BrokenRule[],
  { schemaPointer }: BreachClaim,
): readonly BrokenRule[] {
  return broken.filter(({ rule }) => {
    const [, around] = /^(.*)\/unevaluated(?:Properties|Items)$/.exec(rule) ?? []
    if (around === undefined || rule === schemaPointer) return true
    return (
      !schemaPointer.startsWith(`${around}/`) || !IN_PLACE.test(schemaPointer.slice(around.length))
    )
  })
}

/** An alternative that no longer matches is said to be broken at a place around the rule. */
function isHere(
  each: BrokenRule,
  { pointer }: BreachClaim,
  isOwn: (each: BrokenRule) => boolean,
): boolean {
  if (each.pointer === pointer || isOwn(each)) return isAround(each.pointer, pointer)
  return BRANCHING.has(each.keyword) && isAround(each.pointer, pointer)
}

function isAround(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`)
}
