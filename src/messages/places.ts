import type { Operation, Schema, SchemaObject } from '../contract/index.ts'
import { defined, formatPointer, isRecord, type Segment, toRulePointer } from '../core/index.ts'
import {
  type Applied,
  type AppliedObject,
  below,
  expand,
  itemOf,
  keyOf,
  listAt,
  propertyOf,
} from './applied.ts'

/** A value of a message together with a schema that rules it. */
export interface SchemaPlace {
  readonly at: readonly Segment[]
  readonly pointer: string
  /** The pointer with `*` in place of every index. */
  readonly rulePointer: string
  readonly schema: SchemaObject
  /** JSON Pointer of that schema within the operation's. */
  readonly schemaPointer: string
  readonly value: unknown
  /** The property's own name; empty for the body, the list's name for an item. */
  readonly name: string
  /** Whether the object around it requires it. */
  readonly required: boolean
  /** Whether nothing requires it but an alternative that the object matches: without it, the object may match another one. */
  readonly mayBeAbsent: boolean
  /** Every schema that rules the value, as those that name it have them: references and compositions are not followed. */
  readonly applied: readonly Applied[]
  /** The innermost alternative that the schema belongs to, and the value that matches it. */
  readonly alternative?: { readonly schemaPointer: string; readonly at: readonly Segment[] }
}

/** A schema that rules a value, with the alternative that it belongs to. */
interface Ruling extends AppliedObject {
  readonly pointer: string
  readonly alternative?: SchemaPlace['alternative']
}

type Unopened = Applied & Pick<Ruling, 'alternative'>

/** Items of one list under the same schemas: a first one and a later one. A list that must be long has no more to show. */
const MOST_ALIKE = 2

/** Places of one schema that refers to itself: it says the same at each of them, and each way round leads to more. */
const MOST_REPEATED = 3

/** Every place of a valid message, outermost first: its value, and each schema that rules it there. */
export function placesOf(
  operation: Operation,
  reading: 'published' | 'intended',
  body: unknown,
): SchemaPlace[] {
  const root = operation.schema(reading)
  const accepts = (pointer: string, value: unknown): boolean =>
    operation.part(reading, pointer)?.accepts(value) ?? false
  const places: SchemaPlace[] = []
  const repeated = new Map<string, number>()
  const isRepeated = (schemaPointer: string): boolean => {
    if (!schemaPointer.startsWith('/$defs/')) return false
    const known = repeated.get(schemaPointer) ?? 0
    repeated.set(schemaPointer, known + 1)
    return known >= MOST_REPEATED
  }
  const visit = (
    applied: readonly Unopened[],
    value: unknown,
    at: readonly Segment[],
    need: Pick<SchemaPlace, 'required' | 'mayBeAbsent'>,
  ): void => {
    const ruling = rulingOf(root, applied, { value, at, accepts })
    const name = at.findLast((segment) => typeof segment === 'string') ?? ''
    for (const { schema, pointer: schemaPointer, alternative } of ruling) {
      if (isRepeated(schemaPointer)) continue
      places.push({
        at,
        pointer: formatPointer(at),
        rulePointer: toRulePointer(at),
        schema,
        schemaPointer,
        value,
        name,
        ...need,
        applied,
        ...defined({ alternative }),
      })
    }
    if (isRecord(value)) visitProperties(ruling, value, at)
    if (Array.isArray(value)) visitItems(ruling, value, at)
  }
  const visitItems = (
    ruling: readonly Ruling[],
    items: readonly unknown[],
    at: readonly Segment[],
  ): void => {
    const alike = new Map<string, number>()
    for (const [index, item] of items.entries()) {
      const applied = withAlternatives(ruling, (each) => itemOf(each, index))
      const key = keyOf(applied)
      const known = alike.get(key) ?? 0
      alike.set(key, known + 1)
      if (known < MOST_ALIKE) visit(applied, item, [...at, index], NEEDED)
    }
  }
  const visitProperties = (
    ruling: readonly Ruling[],
    value: Readonly<Record<string, unknown>>,
    at: readonly Segment[],
  ): void => {
    const described = ruling.flatMap(({ schema }) => Object.keys(schema.properties ?? {}))
    for (const name of new Set([...described, ...Object.keys(value)])) {
      if (!Object.hasOwn(value, name)) continue
      const applied = withAlternatives(ruling, (each) => propertyOf(each, name))
      if (applied.length > 0) visit(applied, value[name], [...at, name], needOf(ruling, name))
    }
  }
  visit([{ schema: root, pointer: '' }], body, [], NEEDED)
  return places
}

const NEEDED = { required: true, mayBeAbsent: false } as const

function needOf(
  ruling: readonly Ruling[],
  name: string,
): Pick<SchemaPlace, 'required' | 'mayBeAbsent'> {
  const requiring = ruling.filter(({ schema }) => schema.required?.includes(name) ?? false)
  return {
    required: requiring.length > 0,
    mayBeAbsent: requiring.every(({ alternative }) => alternative !== undefined),
  }
}

/** What is below each schema belongs to the alternative that the schema belongs to. */
function withAlternatives(
  ruling: readonly Ruling[],
  find: (applied: readonly AppliedObject[]) => readonly Applied[],
): Unopened[] {
  const found = ruling.flatMap((each) =>
    // Of what is not evaluated, only all of them together tell.
    find([withoutUnevaluated(each)]).map((applied) => ({ ...applied, ...alternativeOf(each) })),
  )
  return found.length > 0 ? found : [...find(ruling)]
}

function withoutUnevaluated(each: Ruling): Ruling {
  const { unevaluatedProperties, unevaluatedItems, ...schema } = each.schema
  return unevaluatedProperties === undefined && unevaluatedItems === undefined
    ? each
    : { ...each, schema }
}

function alternativeOf({ alternative }: Ruling): Pick<Ruling, 'alternative'> {
  return alternative === undefined ? {} : { alternative }
}

interface Judged {
  readonly value: unknown
  readonly at: readonly Segment[]
  readonly accepts: (pointer: string, value: unknown) => boolean
}

/** Every schema that rules a value: what the given ones refer to and are composed of, and the alternatives that it matches. */
function rulingOf(root: Schema, applied: readonly Unopened[], judged: Judged): Ruling[] {
  const { value, at, accepts } = judged
  const found = new Map<string, Ruling>()
  const open = (each: Unopened, alternative: Ruling['alternative']): void => {
    const branches: Applied[] = []
    for (const { schema, pointer } of expand(root, [each]).applied) {
      if (pointer === undefined || found.has(pointer)) continue
      found.set(pointer, { schema, pointer, ...defined({ alternative }) })
      branches.push(...matchedBelow(schema, pointer, value, accepts))
    }
    for (const branch of branches) {
      const schemaPointer = branch.pointer ?? ''
      const isAlternative = /\/(?:anyOf|oneOf)\/\d+$/.test(schemaPointer)
      open(branch, isAlternative ? { schemaPointer, at } : alternative)
    }
  }
  for (const each of applied) open(each, each.alternative)
  return [...found.values()]
}

/** The alternatives, consequences and dependent schemas that a value has to obey. */
function matchedBelow(
  schema: SchemaObject,
  pointer: string,
  value: unknown,
  accepts: Judged['accepts'],
): Applied[] {
  const isMatched = (each: Applied): boolean =>
    each.pointer !== undefined && accepts(each.pointer, value)
  const branches = ['anyOf', 'oneOf'].flatMap((keyword) =>
    listAt(schema, pointer, keyword).filter(isMatched),
  )
  const dependents = Object.keys(isRecord(schema.dependentSchemas) ? schema.dependentSchemas : {})
    .filter((name) => isRecord(value) && Object.hasOwn(value, name))
    .map((name) =>
      below(schema.dependentSchemas as SchemaObject, `${pointer}/dependentSchemas`, name),
    )
  if (schema.if === undefined) return [...branches, ...dependents]
  const consequence = accepts(`${pointer}/if`, value) ? 'then' : 'else'
  const due = schema[consequence] === undefined ? [] : [below(schema, pointer, consequence)]
  return [...branches, ...dependents, ...due]
}
