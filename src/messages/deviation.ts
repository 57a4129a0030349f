import type { Segment } from '../core/index.ts'
import type { Edit } from './edit.ts'

/** In which way a message breaks its one rule. */
export type DeviationKind =
  | 'missing'
  | 'unknown-member'
  | 'null'
  | 'coercible-type'
  | 'other-type'
  | 'fraction'
  | 'outside-enum'
  | 'other-case'
  | 'bad-format'
  | 'below-minimum'
  | 'above-maximum'
  | 'bad-length'
  | 'bad-count'
  | 'bad-pattern'
  | 'other-constant'
  | 'no-multiple'
  | 'repeated-item'
  | 'bad-contents'
  | 'excess-item'
  | 'bad-size'
  | 'bad-name'
  | 'forbidden'
  | 'no-alternative'
  | 'several-alternatives'

/**
 * One named way in which a message breaks exactly one rule of the published reading. Plain data: the sentence is rendered
 * from it by `describeDeviation`, nothing is decided by text.
 */
export interface Deviation {
  /** Stable: `type:/order/price_cents=string`. */
  readonly id: string
  readonly operation: string
  readonly kind: DeviationKind
  /** The JSON Schema keyword of the broken rule. */
  readonly keyword: string
  /** JSON Pointer of the broken rule: for a missing property the place where it belongs, for an unknown one the property. */
  readonly pointer: string
  /** The same with `*` in place of every index. */
  readonly rulePointer: string
  /** The rule that it breaks: `schemaPointer` of one of the contract's `rulesOf` the operation. */
  readonly schemaPointer: string
  readonly edit: Edit
  /** What the schema's keyword says at this place: the type, the minimum, the format; absent where its name says it all. */
  readonly allowed?: unknown
  /** The value before; absent for an unknown property. */
  readonly before?: unknown
  /** The value now; absent for a missing property. */
  readonly after?: unknown
  /** The innermost alternative that the rule belongs to, and where in the message it applies; absent outside of any. */
  readonly alternative?: { readonly schemaPointer: string; readonly at: readonly Segment[] }
  /** `first` probes the rule; `further` ones probe the same rule in one more way. */
  readonly rank: 'first' | 'further'
}
