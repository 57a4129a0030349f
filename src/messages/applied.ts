import type { Schema, SchemaObject } from '../contract/index.ts'
import { escapeSegment, isRecord, parsePointer, valueAt } from '../core/index.ts'
import { matchesPattern } from './matching.ts'

/** A schema that applies to a value. */
export interface Applied {
  readonly schema: Schema
  /** JSON Pointer into the operation's schema; absent for what is asked of a value besides. */
  readonly pointer?: string
}

/** The same, of a schema with keywords. */
export interface AppliedObject extends Applied {
  readonly schema: SchemaObject
}

/** Which alternative is chosen, by the pointer of its keyword: `/oneOf` → 1; of `if` the first is `then`, the second `else`. */
export type TakenBranches = ReadonlyMap<string, number>

/** A choice that was left open, so that the first alternative counts. */
interface OpenChoice {
  readonly pointer: string
  readonly count: number
}

/** Every schema that applies to one value: the given ones, and what they refer to and are composed of. */
export interface Expansion {
  /** Whether nothing forbids every value. */
  readonly isPossible: boolean
  readonly applied: readonly AppliedObject[]
  /** Pointers of the alternatives and conditions that the value has to match. */
  readonly matched: readonly string[]
  /** Pointers of the conditions that it must not match. */
  readonly unmatched: readonly string[]
  readonly open: readonly OpenChoice[]
}

/** @param choices absent to leave every alternative and condition out */
export function expand(
  root: Schema,
  applied: readonly Applied[],
  choices?: TakenBranches,
): Expansion {
  const found: AppliedObject[] = []
  const matched: string[] = []
  const unmatched: string[] = []
  const open: OpenChoice[] = []
  const seen = new Set<string>()
  let isPossible = true
  const choose = (pointer: string, count: number): number => {
    const chosen = choices?.get(pointer)
    if (chosen === undefined) open.push({ pointer, count })
    return chosen ?? 0
  }
  const visit = ({ schema, pointer }: Applied): void => {
    if (schema === false) isPossible = false
    if (!isRecord(schema) || (pointer !== undefined && seen.has(pointer))) return
    found.push(pointer === undefined ? { schema } : { schema, pointer })
    if (pointer === undefined) return
    seen.add(pointer)
    const target = referenceOf(schema, root)
    if (target !== undefined) visit(target)
    for (const part of listAt(schema, pointer, 'allOf')) visit(part)
    if (choices === undefined) return
    for (const keyword of ['anyOf', 'oneOf']) {
      const branches = listAt(schema, pointer, keyword)
      if (branches.length === 0) continue
      const branch = branches[choose(`${pointer}/${keyword}`, branches.length)]
      if (branch?.pointer !== undefined) matched.push(branch.pointer)
      if (branch !== undefined) visit(branch)
    }
    visitCondition(schema, pointer)
  }
  const visitCondition = (schema: SchemaObject, pointer: string): void => {
    if (schema.if === undefined) return
    if (schema.then === undefined && schema.else === undefined) return
    const isMet = choose(`${pointer}/if`, 2) === 0
    if (isMet) visit(below(schema, pointer, 'if'))
    ;(isMet ? matched : unmatched).push(`${pointer}/if`)
    const consequence = isMet ? 'then' : 'else'
    if (schema[consequence] !== undefined) visit(below(schema, pointer, consequence))
  }
  for (const each of applied) visit(each)
  return { isPossible, applied: found, matched, unmatched, open }
}

/** Ways to choose among alternatives that are tried for one value. */
const MOST_EXPANSIONS = 40

/** Every way to choose among the alternatives that are not chosen yet, the first of each first. */
export function* expansions(
  root: Schema,
  applied: readonly Applied[],
  choices: TakenBranches,
): Generator<Expansion> {
  const waiting: TakenBranches[] = [choices]
  for (let tried = 0; tried < MOST_EXPANSIONS; tried++) {
    const next = waiting.shift()
    if (next === undefined) return
    const expansion = expand(root, applied, next)
    if (expansion.isPossible) yield expansion
    const fixed = new Map(next)
    for (const { pointer, count } of expansion.open) {
      for (let other = 1; other < count; other++) {
        waiting.push(new Map([...fixed, [pointer, other]]))
      }
      fixed.set(pointer, 0)
    }
  }
}

/** What a reference leads to: only those to what contains them are left in a schema. */
function referenceOf({ $ref }: SchemaObject, root: Schema): Applied | undefined {
  if (typeof $ref !== 'string') return undefined
  const steps = parsePointer($ref)
  const schema = valueAt(root, steps)
  return isRecord(schema) || typeof schema === 'boolean'
    ? { schema, pointer: steps.map((step) => `/${escapeSegment(step)}`).join('') }
    : undefined
}

/** The schema at a keyword. */
export function below(schema: SchemaObject, pointer: string | undefined, keyword: string): Applied {
  return at(schema[keyword], pointer, `/${escapeSegment(keyword)}`)
}

/** The schemas that a keyword lists. */
export function listAt(schema: SchemaObject, pointer: string, keyword: string): Applied[] {
  const listed = schema[keyword]
  return Array.isArray(listed)
    ? listed.map((each: unknown, index) => at(each, pointer, `/${keyword}/${index}`))
    : []
}

function at(schema: unknown, pointer: string | undefined, steps: string): Applied {
  const known = isRecord(schema) || typeof schema === 'boolean' ? schema : true
  return pointer === undefined
    ? { schema: known }
    : { schema: known, pointer: `${pointer}${steps}` }
}

/** What applies to a property of an object to which these apply. */
export function propertyOf(applied: readonly AppliedObject[], name: string): Applied[] {
  const found = applied.flatMap((each) => ownPropertyOf(each, name))
  if (found.length > 0) return found
  return applied
    .filter(({ schema }) => schema.unevaluatedProperties !== undefined)
    .map(({ schema, pointer }) => below(schema, pointer, 'unevaluatedProperties'))
}

function ownPropertyOf({ schema, pointer }: AppliedObject, name: string): Applied[] {
  const { properties, patternProperties, additionalProperties } = schema
  const found: Applied[] = []
  if (isRecord(properties) && Object.hasOwn(properties, name))
    found.push(at(properties[name], pointer, `/properties/${escapeSegment(name)}`))
  for (const [pattern, each] of Object.entries(
    isRecord(patternProperties) ? patternProperties : {},
  ))
    if (matchesPattern(pattern, name))
      found.push(at(each, pointer, `/patternProperties/${escapeSegment(pattern)}`))
  if (found.length === 0 && additionalProperties !== undefined)
    found.push(below(schema, pointer, 'additionalProperties'))
  return found
}

/** Whether a property is left to responses: a request does not carry what is `readOnly`. */
export function goesTheOtherWay({ schema }: Applied): boolean {
  return isRecord(schema) && (schema.readOnly === true || schema.writeOnly === true)
}

/** What applies to an item of a list to which these apply. */
export function itemOf(applied: readonly AppliedObject[], index: number): Applied[] {
  const found = applied.flatMap(({ schema, pointer }) => {
    const { prefixItems = [], items } = schema
    if (index < prefixItems.length)
      return [at(prefixItems[index], pointer, `/prefixItems/${index}`)]
    return items === undefined ? [] : [below(schema, pointer, 'items')]
  })
  if (found.length > 0) return found
  return applied
    .filter(({ schema }) => schema.unevaluatedItems !== undefined)
    .map(({ schema, pointer }) => below(schema, pointer, 'unevaluatedItems'))
}

/** A stable name of what applies. */
export function keyOf(applied: readonly Applied[]): string {
  return applied
    .map(({ schema, pointer }) => (pointer === undefined ? JSON.stringify(schema) : `#${pointer}`))
    .join(' ')
}
