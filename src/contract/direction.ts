import { isRecord, parsePointer, valueAt } from '../core/index.ts'
import { mapSubschemas, type Schema, subschemasOf } from './schema.ts'

/** Which way a message goes: a request does not carry what is `readOnly`, a response not what is `writeOnly`. */
export type Direction = 'request' | 'response'

/** The keyword of properties that do not go this way. */
const ABSENT_IN = { request: 'readOnly', response: 'writeOnly' } as const

/**
 * A schema as it applies one way (OpenAPI 3.0.3, Schema Object: "if the property is in the required list, the required
 * will take effect on the response only"). Properties that do not go this way are not required, and no rule applies to
 * them; their schemas keep nothing but the annotation, by which those who make messages leave them out.
 */
export function inDirection(root: unknown, direction: Direction): Schema {
  const isMarked = (schema: Readonly<Record<string, unknown>>): boolean =>
    Object.values(ABSENT_IN).some((each) => schema[each] === true)
  if (!holds(root, isMarked, MARKED)) return root as Schema
  return converted(root, ABSENT_IN[direction], root, new Set()) as Schema
}

/** Whether a schema or one within it has a property. @param known of schemas that others share */
function holds(
  schema: unknown,
  has: (schema: Readonly<Record<string, unknown>>) => boolean,
  known: WeakMap<object, boolean>,
): boolean {
  if (!isRecord(schema)) return false
  const before = known.get(schema)
  if (before !== undefined) return before
  const found =
    has(schema) ||
    Object.keys(schema).some((keyword) => {
      for (const [each] of subschemasOf(keyword, schema[keyword]))
        if (holds(each, has, known)) return true
      return false
    })
  known.set(schema, found)
  return found
}

const MARKED = new WeakMap<object, boolean>()
const CONCERNED = new WeakMap<object, boolean>()

/** Marked itself, or by what it refers to. */
function isConcerned(schema: Readonly<Record<string, unknown>>): boolean {
  return 'readOnly' in schema || 'writeOnly' in schema || '$ref' in schema
}

/** Keywords whose schemas apply to the same value as the schema around them. */
const IN_PLACE = new Set(['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else', 'dependentSchemas'])

/** @param around names of properties that the schemas around this one, of the same value, say do not go this way */
function converted(
  schema: unknown,
  keyword: string,
  root: unknown,
  around: ReadonlySet<string>,
): unknown {
  if (!isRecord(schema)) return schema
  if (around.size === 0 && !holds(schema, isConcerned, CONCERNED)) return schema
  const absent = new Set([...around, ...absentIn(schema, keyword, root, 0)])
  const result: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(schema)) {
    // What does go this way bears no mark: it is a property like any other.
    if (name !== keyword && (name === 'readOnly' || name === 'writeOnly')) continue
    if (name === 'required' && Array.isArray(value)) {
      result[name] = value.filter((each) => !absent.has(String(each)))
    } else if (name === 'dependentRequired' && isRecord(value)) {
      result[name] = Object.fromEntries(
        Object.entries(value).map(([each, names]) => [
          each,
          Array.isArray(names) ? names.filter((other) => !absent.has(String(other))) : names,
        ]),
      )
    } else {
      result[name] = mapSubschemas(name, value, (subschema, steps) => {
        if (name === 'properties' && absent.has(steps[1] ?? ''))
          return annotated(subschema, keyword)
        return converted(subschema, keyword, root, IN_PLACE.has(name) ? absent : new Set())
      })
    }
  }
  return result
}

function annotated(schema: unknown, keyword: string): unknown {
  const description = isRecord(schema) ? schema.description : undefined
  return { ...(typeof description === 'string' ? { description } : {}), [keyword]: true }
}

/** Schemas within each other that say something of the same value. */
const DEEPEST = 32

function absentIn(schema: unknown, keyword: string, root: unknown, depth: number): string[] {
  if (!isRecord(schema) || depth > DEEPEST) return []
  const own = isRecord(schema.properties) ? Object.entries(schema.properties) : []
  const named = own.flatMap(([name, each]) => (isAbsent(each, keyword, root, 0) ? [name] : []))
  return [
    ...named,
    ...partsOf(schema, root).flatMap((part) => absentIn(part, keyword, root, depth + 1)),
  ]
}

function isAbsent(schema: unknown, keyword: string, root: unknown, depth: number): boolean {
  if (!isRecord(schema) || depth > DEEPEST) return false
  if (schema[keyword] === true) return true
  const { allOf } = schema
  const parts: unknown[] = Array.isArray(allOf) ? allOf : []
  return [...parts, ...referenced(schema, root)].some((part) =>
    isAbsent(part, keyword, root, depth + 1),
  )
}

function partsOf(schema: Readonly<Record<string, unknown>>, root: unknown): unknown[] {
  const inPlace = [...IN_PLACE].flatMap((name): unknown[] => {
    const value = schema[name]
    if (Array.isArray(value)) return value
    return name === 'dependentSchemas' && isRecord(value) ? Object.values(value) : [value]
  })
  return [...inPlace, ...referenced(schema, root)]
}

function referenced({ $ref }: Readonly<Record<string, unknown>>, root: unknown): unknown[] {
  return typeof $ref === 'string' ? [valueAt(root, parsePointer($ref))] : []
}
