import type { Operation } from '../../contract/index.ts'

/** Values of the members that the contract marks as identifying an order. */
export function orderIdentifiers(operation: Operation, body: unknown): string[] {
  const found: string[] = []
  collect(operation.schema('intended'), body, found)
  return found
}

function collect(schema: unknown, value: unknown, found: string[]): void {
  if (typeof schema !== 'object' || schema === null) return
  if ('x-identifies' in schema && schema['x-identifies'] === 'order' && typeof value === 'string') {
    found.push(value)
    return
  }
  if (!('properties' in schema) || typeof schema.properties !== 'object') return
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    if (Object.hasOwn(value, name)) collect(member, (value as Record<string, unknown>)[name], found)
  }
}
