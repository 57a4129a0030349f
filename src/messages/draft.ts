import { formatPointer, type Segment, toRulePointer } from '../core/index.ts'
import type { Deviation } from './deviation.ts'

/** A deviation before it is proven and numbered. */
export type DeviationDraft = Omit<Deviation, 'operation' | 'rank' | 'id'> & {
  readonly further?: boolean
}

/** A property that the closed object at `at` does not have. */
export function unknownProperty(
  at: readonly Segment[],
  name: string,
  value: unknown,
): DeviationDraft {
  const property = [...at, name]
  return {
    kind: 'unknown-member',
    keyword: 'additionalProperties',
    ...pointersOf(property),
    edit: { operator: 'set', at: property, value },
    after: value,
  }
}

export function pointersOf(at: readonly Segment[]): { pointer: string; rulePointer: string } {
  return { pointer: formatPointer(at), rulePointer: toRulePointer(at) }
}
