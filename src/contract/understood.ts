import { type SchemaObject, typesOf } from './schema.ts'

/** Keywords that generated checks understand, by the type that they apply to. */
const UNDERSTOOD = {
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items', 'minItems', 'maxItems'],
  string: ['enum', 'const', 'format', 'pattern', 'minLength', 'maxLength'],
  number: ['format', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  integer: ['format', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  boolean: [],
  null: [],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type UnderstoodType = keyof typeof UNDERSTOOD

const TYPES = Object.keys(UNDERSTOOD) as UnderstoodType[]
const KEYWORDS = new Set<string>(['type', ...Object.values(UNDERSTOOD).flat()])

/**
 * The types that a schema allows, when generated code can decide them all: `any` without a rule, `undefined` when a
 * keyword is beyond it and the full validator has to look.
 *
 * @param schema without annotations
 */
export function understoodTypes(
  schema: SchemaObject,
): readonly UnderstoodType[] | 'any' | undefined {
  const keywords = Object.keys(schema)
  if (keywords.some((keyword) => !KEYWORDS.has(keyword))) return undefined
  if (keywords.length === 0) return 'any'
  const named = typesOf(schema)
  const types = TYPES.filter((type) => named.length === 0 || named.includes(type))
  return types.filter((type) => type !== 'integer' || !types.includes('number'))
}

/** Bounds of a number, both included, as far as an integer is concerned; `undefined` when its format is unknown. */
export function integerBounds(schema: SchemaObject): { min: number; max: number } | undefined {
  const { format, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema
  if (format !== undefined && !['int32', 'int64', 'float', 'double'].includes(format)) {
    return undefined
  }
  return {
    min: Math.max(
      minimum ?? -Infinity,
      exclusiveMinimum === undefined ? -Infinity : Math.floor(exclusiveMinimum) + 1,
      format === 'int32' ? -(2 ** 31) : -Infinity,
    ),
    max: Math.min(
      maximum ?? Infinity,
      exclusiveMaximum === undefined ? Infinity : Math.ceil(exclusiveMaximum) - 1,
      format === 'int32' ? 2 ** 31 - 1 : Infinity,
    ),
  }
}
