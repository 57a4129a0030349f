import { isRecord } from '../core/index.ts'
import type { Operation } from './operation.ts'

interface Identifier {
  readonly name: string
  /** The contract's `x-identifies`: `order` or `item`. */
  readonly kind: string
  readonly value: string
}

/** Values of the properties that the contract marks as identifying an order. */
export function orderIdentifiers(operation: Operation, body: unknown): string[] {
  const values: string[] = []
  for (const { kind, value } of marked(operation, body)) if (kind === 'order') values.push(value)
  return values
}

/** Values of the properties that the contract marks as identifying anything. */
export function identifiersIn(operation: Operation, body: unknown): string[] {
  return marked(operation, body).map(({ value }) => value)
}

/** Whether a property of this name identifies something, by the contract's own mark or by what such names look like. */
export function isIdentifierName(operation: Operation, name: string): boolean {
  const names = marked(operation, operation.examples[0]?.value).map((each) => each.name)
  return names.includes(name) || /(?:^|_|-)(?:id|identifier|number|reference|sku)$/i.test(name)
}

/** A property that the contract marks, as the way to it: `*` means every item of a list. */
interface MarkedProperty {
  readonly steps: readonly string[]
  readonly name: string
  readonly kind: string
}

/** By operation: the stub looks for identifiers in every message, and a schema is far larger than the way to them. */
const known = new WeakMap<Operation, readonly MarkedProperty[]>()

function marked(operation: Operation, body: unknown): Identifier[] {
  const properties = known.get(operation) ?? markedIn(operation.schema('intended'), [], [])
  known.set(operation, properties)
  const found: Identifier[] = []
  for (const property of properties) collect(property, body, 0, found)
  return found
}

/** @param around the schemas around this one: one that contains itself is entered once */
function markedIn(
  schema: unknown,
  steps: readonly string[],
  around: readonly unknown[],
): MarkedProperty[] {
  if (!isRecord(schema) || around.includes(schema)) return []
  const kind = schema['x-identifies']
  const name = steps.findLast((step) => step !== '*') ?? ''
  if (typeof kind === 'string') return [{ steps, name, kind }]
  const within = [...around, schema]
  const properties = isRecord(schema.properties) ? Object.entries(schema.properties) : []
  return [
    ...properties.flatMap(([each, property]) => markedIn(property, [...steps, each], within)),
    ...markedIn(schema.items, [...steps, '*'], within),
  ]
}

function collect(property: MarkedProperty, value: unknown, at: number, found: Identifier[]): void {
  const { steps, name, kind } = property
  const step = steps[at]
  if (step === undefined) {
    if (typeof value === 'string') found.push({ name, kind, value })
  } else if (step === '*') {
    if (Array.isArray(value)) for (const item of value) collect(property, item, at + 1, found)
  } else if (isRecord(value) && Object.hasOwn(value, step)) {
    collect(property, value[step], at + 1, found)
  }
}
