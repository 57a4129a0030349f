import type { Edit } from './edit.ts'

/** In which way a valid message differs from the ordinary one. */
export type VariationKind =
  | 'absent'
  | 'enum-value'
  | 'further-value'
  | 'zero'
  | 'boundary'
  | 'fraction'
  | 'large-number'
  | 'digits'
  | 'other-case'
  | 'symbols'
  | 'non-ascii'
  | 'astral'
  | 'punctuation'
  | 'several-lines'
  | 'empty'
  | 'long'
  | 'no-uuid'
  | 'fractional-seconds'
  | 'leap-day'
  | 'boolean'
  | 'item-count'
  | 'null-value'
  | 'length'
  | 'alternative'

/** One way in which the sender's messages may differ from each other, all of them valid. */
export interface Variation {
  /** Stable: `absent:/order/comments`. */
  readonly id: string
  readonly kind: VariationKind
  /** JSON Pointer into the message. */
  readonly pointer: string
  /** The same with `*` in place of every index. */
  readonly rulePointer: string
  readonly edit: Edit
  /** A sentence part: «`/order/comments` is absent». */
  readonly sentence: string
}
