import { isRecord } from '../core/index.ts'
import { typesOf } from './schema.ts'

/** A name of a request's path, query, headers or cookies, and its text. */
export type ParameterPair = readonly [name: string, text: string]

/** The number, truth value or null that a text may mean where these types are allowed; at most one. */
export function readAs(text: string, types: ReadonlySet<string>): unknown[] {
  const isNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text)
  if (isNumber && (types.has('number') || types.has('integer'))) return [Number(text)]
  if (types.has('boolean') && (text === 'true' || text === 'false')) return [text === 'true']
  return types.has('null') && (text === '' || text === 'null') ? [null] : []
}

/** Every type that a schema or an alternative of it names; those of its enum where it names none. */
export function allTypes(schema: unknown, depth = 0): Set<string> {
  if (!isRecord(schema) || depth > 16) return new Set()
  const { type, allOf, anyOf, oneOf, enum: listed, const: constant, properties } = schema
  const own = typesOf({ ...defaultType(type) })
  const values = Array.isArray(listed)
    ? (listed as unknown[])
    : constant === undefined
      ? []
      : [constant]
  const parts = [allOf, anyOf, oneOf].flatMap((each): unknown[] =>
    Array.isArray(each) ? each : [],
  )
  return new Set([
    ...own,
    ...(own.length === 0 ? values.map(typeOf) : []),
    ...(properties === undefined ? [] : ['object']),
    ...parts.flatMap((part) => [...allTypes(part, depth + 1)]),
  ])
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function defaultType(type: unknown): { type?: string | readonly string[] } {
  if (typeof type === 'string') return { type }
  return Array.isArray(type) ? { type: type.map(String) } : {}
}

/** The types of a list's items. */
export function itemTypesOf(schema: unknown): Set<string> {
  return allTypes(isRecord(schema) ? schema.items : undefined)
}
