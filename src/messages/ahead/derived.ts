import type { Operation } from '../../contract/index.ts'
import type { Random } from '../../core/index.ts'
import type { Deviation } from '../deviation.ts'
import type { Variation } from '../variation.ts'
import { derivedLines } from './file.ts'
import { deviationOf, variationOf } from './rows.ts'

/** What was derived ahead, for a message with the identifiers that come next; each is the same as what is derived at start. */
export interface DerivedAhead {
  variations(random: Random): readonly Variation[]
  deviations(random: Random): readonly Deviation[]
}

/** `undefined` for an operation that is not one of the shipped contract. */
export function derivedAhead({ id, aheadOf }: Operation): DerivedAhead | undefined {
  if (aheadOf === undefined) return undefined
  const lines = derivedLines(aheadOf, id)
  if (lines === undefined) return undefined
  const drawn = (random: Random): readonly string[] =>
    Array.from({ length: lines.identifiers }, () => random.uuid())
  return {
    variations: (random) => lines.variations(drawn(random)).map(variationOf),
    deviations: (random) => lines.deviations(drawn(random)).map((row) => deviationOf(row, id)),
  }
}
