import { isRecord, parsePointer, valueAt } from '../core/index.ts'
import type { Direction } from './direction.ts'

const ABSENT_IN = { request: 'readOnly', response: 'writeOnly' } as const

/**
 * An example without the properties that do not go this way: one example often serves requests and responses alike.
 * @param schema as it applies this way, references resolved
 */
export function withoutAbsent(value: unknown, schema: unknown, direction: Direction): unknown {
  const keyword = ABSENT_IN[direction]
  if (!JSON.stringify(schema).includes(`"${keyword}":true`)) return value
  return filtered(value, [schema], keyword, schema)
}

/** @param schemas that all apply to the value, or may */
function filtered(
  value: unknown,
  schemas: readonly unknown[],
  keyword: string,
  root: unknown,
): unknown {
  const applying = schemas.flatMap((schema) => applied(schema, root, 0))
  if (Array.isArray(value)) {
    const items = applying.flatMap((schema) => schema.items ?? [])
    return value.map((item) => filtered(item, items, keyword, root))
  }
  if (!isRecord(value)) return value
  const kept = Object.entries(value).flatMap(([name, each]) => {
    const schemasOf = applying.flatMap((schema) => {
      const { properties } = schema
      return isRecord(properties) && Object.hasOwn(properties, name) ? [properties[name]] : []
    })
    if (schemasOf.some((schema) => isRecord(schema) && schema[keyword] === true)) return []
    return [[name, filtered(each, schemasOf, keyword, root)] as const]
  })
  return Object.fromEntries(kept)
}

const DEEPEST = 32

/** A schema with its parts that say something of the same value. */
function applied(
  schema: unknown,
  root: unknown,
  depth: number,
): Readonly<Record<string, unknown>>[] {
  if (!isRecord(schema) || depth > DEEPEST) return []
  const { $ref } = schema
  const parts = [
    schema.allOf,
    schema.anyOf,
    schema.oneOf,
    schema.then,
    schema.else,
    typeof $ref === 'string' ? valueAt(root, parsePointer($ref)) : undefined,
  ].flat()
  return [schema, ...parts.flatMap((part) => applied(part, root, depth + 1))]
}
