import { isRecord } from '../../core/index.ts'
import type { Schema } from '../../contract/index.ts'

/**
 * The steps of a Pact path: `$.order.order_items[*].id` gives `order`, `order_items`, `*`, `id`.
 * `undefined` for a path that is written in a way Pact does not write.
 */
export function stepsOf(path: string): string[] | undefined {
  const steps: string[] = []
  let rest = path.replace(/^\$/, '')
  while (rest !== '') {
    const step = /^(?:\.([^.[\]]+)|\['([^']*)'\]|\["([^"]*)"\]|\[(\d+|\*)\])/.exec(rest)
    if (step === null) return undefined
    const [all, plain, single, double, index] = step
    steps.push(index === undefined ? (plain ?? single ?? double ?? '') : '*')
    rest = rest.slice(all.length)
  }
  return steps
}

/** The schema at the end of the steps; `undefined` where the contract describes no such place. */
export function schemaAt(schema: Schema, steps: readonly string[]): Schema | undefined {
  const [step, ...others] = steps
  if (step === undefined) return schema
  if (!isRecord(schema)) return schema ? true : undefined
  for (const part of [schema, ...[schema.allOf, schema.anyOf, schema.oneOf].flat()]) {
    if (!isRecord(part)) continue
    const below = memberOf(part, step)
    if (below === undefined) continue
    const found = schemaAt(below, others)
    if (found !== undefined) return found
  }
  return undefined
}

function memberOf(schema: Readonly<Record<string, unknown>>, step: string): Schema | undefined {
  if (step === '*') return isSchema(schema.items) ? schema.items : undefined
  const known = isRecord(schema.properties) ? schema.properties[step] : undefined
  if (isSchema(known)) return known
  return isSchema(schema.additionalProperties) && schema.additionalProperties !== false
    ? schema.additionalProperties
    : undefined
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'boolean' || isRecord(value)
}
