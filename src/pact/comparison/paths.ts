import type { Schema } from '../../contract/index.ts'
import { isRecord } from '../../core/index.ts'

/**
 * The steps of a Pact path: `$.order.order_items[*].id` gives `order`, `order_items`, `*`, `id`; a number matches any
 * item. `undefined` for a path that is written in a way Pact does not write.
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

/** A place as Pact writes it: `$.errors[0].field`. */
export function pathOf(steps: readonly string[]): string {
  const shown = steps.map((step) => {
    if (/^\d+$/.test(step)) return `[${step}]`
    return /^\w+$/.test(step) ? `.${step}` : `['${step}']`
  })
  return `$${shown.join('')}`
}

/** The schema of a place; `undefined` where the contract describes no such place. */
export function schemaAt(schema: Schema, steps: readonly string[]): Schema | undefined {
  const [step, ...others] = steps
  if (step === undefined) return schema
  if (!isRecord(schema)) return schema ? true : undefined
  for (const part of [schema, ...[schema.allOf, schema.anyOf, schema.oneOf].flat()]) {
    if (!isRecord(part)) continue
    const below = propertyOf(part, step)
    if (below === undefined) continue
    const found = schemaAt(below, others)
    if (found !== undefined) return found
  }
  return undefined
}

function propertyOf(schema: Readonly<Record<string, unknown>>, step: string): Schema | undefined {
  const { properties, items, additionalProperties: others } = schema
  const known =
    isRecord(properties) && Object.hasOwn(properties, step) ? properties[step] : undefined
  if (isSchema(known)) return known
  if (/^(?:\*|\d+)$/.test(step) && isSchema(items)) return items
  return isSchema(others) && others !== false ? others : undefined
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'boolean' || isRecord(value)
}
