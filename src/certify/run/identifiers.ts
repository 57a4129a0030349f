import type { Operation } from '../../contract/index.ts'
import { isRecord } from '../../core/index.ts'

interface Identifier {
  readonly name: string
  /** The contract's `x-identifies`: `order` or `item`. */
  readonly kind: string
  readonly value: string
}

/** Values of the properties that the contract marks as identifying an order. */
export function orderIdentifiers(operation: Operation, body: unknown): string[] {
  return marked(operation, body).flatMap(({ kind, value }) => (kind === 'order' ? [value] : []))
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

function marked(operation: Operation, body: unknown): Identifier[] {
  const found: Identifier[] = []
  collect(operation.schema('intended'), body, '', found)
  return found
}

function collect(schema: unknown, value: unknown, name: string, found: Identifier[]): void {
  if (!isRecord(schema)) return
  const kind = schema['x-identifies']
  if (typeof kind === 'string' && typeof value === 'string') {
    found.push({ name, kind, value })
    return
  }
  if (Array.isArray(value)) {
    for (const item of value) collect(schema.items, item, name, found)
    return
  }
  if (!isRecord(schema.properties) || !isRecord(value)) return
  for (const [each, property] of Object.entries(schema.properties)) {
    if (Object.hasOwn(value, each)) collect(property, value[each], each, found)
  }
}
