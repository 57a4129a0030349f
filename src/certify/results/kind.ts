import type { DeviationKind, VariationKind } from '../../messages/index.ts'

/**
 * In which way a message of a check differs from an ordinary one: what makes it invalid, or what the sender may vary.
 * Checks of one kind that end alike have one cause.
 */
export type CheckKind = `invalid:${DeviationKind}` | `valid:${VariationKind}`
