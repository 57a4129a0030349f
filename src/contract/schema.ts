import { isRecord } from '../core/index.ts'

/** A JSON Schema (draft 2020-12) in which every reference is resolved, except those that lead back to themselves. */
export interface SchemaObject {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly $defs?: Readonly<Record<string, Schema>>
  /** `free` text, a `label`, or an `identifier` (ASCII, short): what kinds of text the sender may put here. */
  readonly 'x-text-kind'?: string
  /** What the value identifies: the `order`, or an `item` of it. */
  readonly 'x-identifies'?: string
  readonly [keyword: string]: unknown
}

export type Schema = boolean | SchemaObject

/** The two ways to read the document: what endpoints are judged on, and what the sender conforms to. */
export type Reading = 'published' | 'intended'

export const READINGS: readonly Reading[] = ['published', 'intended']

/** The keywords with subschemas: one, a list of them, or a record of them. */
const HOLDS_ONE = new Set([
  'additionalProperties',
  'items',
  'contains',
  'not',
  'if',
  'then',
  'else',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
])
const HOLDS_LIST = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
const HOLDS_RECORD = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs'])

/** What `visit` makes of the subschemas below one keyword, in the shape that the keyword wants. */
export function mapSubschemas(
  keyword: string,
  value: unknown,
  visit: (subschema: unknown, steps: readonly string[]) => unknown,
): unknown {
  if (HOLDS_ONE.has(keyword)) return visit(value, [keyword])
  if (HOLDS_LIST.has(keyword) && Array.isArray(value)) {
    return value.map((item, index) => visit(item, [keyword, String(index)]))
  }
  if (HOLDS_RECORD.has(keyword) && isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, visit(item, [keyword, name])]),
    )
  }
  return value
}

/** The subschemas below one keyword, each with the steps that lead to it. */
export function* subschemasOf(
  keyword: string,
  value: unknown,
): Generator<readonly [subschema: unknown, steps: readonly string[]]> {
  if (HOLDS_ONE.has(keyword)) yield [value, [keyword]]
  else if (HOLDS_LIST.has(keyword) && Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield [item, [keyword, String(index)]]
  } else if (HOLDS_RECORD.has(keyword) && isRecord(value)) {
    for (const name of Object.keys(value)) yield [value[name], [keyword, name]]
  }
}

/** Calls `visit` with every schema object below (and with) the root and the steps that lead to it. */
export function walkSchema(
  root: unknown,
  visit: (schema: SchemaObject, steps: readonly string[]) => void,
  steps: readonly string[] = [],
): void {
  if (!isRecord(root)) return
  visit(root, steps)
  for (const keyword of Object.keys(root)) {
    for (const [subschema, more] of subschemasOf(keyword, root[keyword]))
      walkSchema(subschema, visit, [...steps, ...more])
  }
}

/** Read here (disputed rules), meant for references (every one is resolved), or of OpenAPI 3.0 alone. */
export const WITHOUT_EFFECT = new Set([
  'x-disputed',
  '$id',
  '$schema',
  '$vocabulary',
  '$comment',
  '$anchor',
  '$dynamicAnchor',
  '$defs',
  'definitions',
  'nullable',
])

/** The types a schema allows by its `type` keyword; empty when it does not say. */
export function typesOf(schema: SchemaObject): readonly string[] {
  if (schema.type === undefined) return []
  return typeof schema.type === 'string' ? [schema.type] : schema.type
}

const SAYS_NOTHING = new Set([
  'title',
  'description',
  'default',
  'deprecated',
  'examples',
  'example',
  'readOnly',
  'writeOnly',
  'summary',
])

/** Whether a keyword only describes: it never makes a value invalid. */
export function isAnnotation(keyword: string): boolean {
  return SAYS_NOTHING.has(keyword) || keyword.startsWith('x-')
}

/** A schema without its annotations: what a validator needs. */
export function essenceOf(schema: unknown): unknown {
  if (!isRecord(schema)) return schema
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !isAnnotation(keyword))
      .map(([keyword, value]) => [keyword, mapSubschemas(keyword, value, essenceOf)]),
  )
}
