import type { Operation } from '../contract/index.ts'
import { applyEdit, type Edit } from './edit.ts'
import { placesOf, type SchemaPlace } from './places.ts'

/** One change that the schema allows and a sender hardly ever makes. */
export interface UnusualValue {
  readonly pointer: string
  readonly rulePointer: string
  readonly edit: Edit
  /** «an empty text», «a negative number». */
  readonly what: string
}

/** Empty texts where a text is required, and negative numbers where no minimum is given, each proven to be valid. */
export function unusualValues(operation: Operation, full: unknown): readonly UnusualValue[] {
  return placesOf(operation, 'intended', full)
    .filter(({ at }) => at.every((segment) => typeof segment === 'string' || segment === 0))
    .flatMap((place) => unusualAt(place))
    .filter(({ edit }) => operation.accepts(applyEdit(full, edit), 'intended'))
}

function unusualAt({ at, schema, value, required, ...place }: SchemaPlace): UnusualValue[] {
  const { pointer, rulePointer } = place
  const as = (what: string, instead: unknown): UnusualValue[] => [
    { pointer, rulePointer, edit: { operator: 'set', at, value: instead }, what },
  ]
  if (schema.enum !== undefined || schema['x-identifies'] !== undefined) return []
  // Where a text is optional, the sender does leave it empty.
  if (typeof value === 'string' && required && schema['x-text-kind'] !== 'free')
    return as('an empty text', '')
  return typeof value === 'number' ? as('a negative number', -1) : []
}
