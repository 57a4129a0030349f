import { formatPointer, type Segment, toRulePointer } from '../core/index.ts'
import { rulePointerOf } from '../contract/index.ts'
import type { Deviation } from './deviation.ts'
import type { SchemaPlace } from './places.ts'

/** A deviation before it is proven and numbered. */
export type DeviationDraft = Omit<Deviation, 'operation' | 'rank' | 'id'> & {
  readonly further?: boolean
}

/** A property that a closed object does not have. */
export function unknownProperty(
  { at, schemaPointer }: Pick<SchemaPlace, 'at' | 'schemaPointer'>,
  name: string,
  value: unknown,
): DeviationDraft {
  const property = [...at, name]
  return {
    kind: 'unknown-member',
    keyword: 'additionalProperties',
    ...pointersOf(property),
    schemaPointer: rulePointerOf(schemaPointer, 'additionalProperties'),
    edit: { operator: 'set', at: property, value },
    after: value,
  }
}

export function pointersOf(at: readonly Segment[]): { pointer: string; rulePointer: string } {
  return { pointer: formatPointer(at), rulePointer: toRulePointer(at) }
}
