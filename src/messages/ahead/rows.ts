import { defined } from '../../core/index.ts'
import type { Deviation } from '../deviation.ts'
import type { Variation } from '../variation.ts'

/** A variation without what follows from the rest. */
export type VariationRow = readonly [
  id: Variation['id'],
  kind: Variation['kind'],
  pointer: string,
  edit: Variation['edit'],
  sentence: string,
]

/** A deviation without what follows from the rest. */
export type DeviationRow = readonly [
  id: Deviation['id'],
  kind: Deviation['kind'],
  keyword: string,
  pointer: string,
  schemaPointer: string,
  rank: Deviation['rank'],
  edit: Deviation['edit'],
  values: Pick<Deviation, 'allowed' | 'before' | 'after' | 'alternative'>,
]

export function variationRow({ id, kind, pointer, edit, sentence }: Variation): VariationRow {
  return [id, kind, pointer, edit, sentence]
}

export function variationOf([id, kind, pointer, edit, sentence]: VariationRow): Variation {
  return { id, kind, pointer, rulePointer: rulePointerOf(pointer), edit, sentence }
}

export function deviationRow(deviation: Deviation): DeviationRow {
  const { id, kind, keyword, pointer, schemaPointer, rank, edit } = deviation
  const { allowed, before, after, alternative } = deviation
  const values = defined({ allowed, before, after, alternative })
  return [id, kind, keyword, pointer, schemaPointer, rank, edit, values]
}

export function deviationOf(
  [id, kind, keyword, pointer, schemaPointer, rank, edit, values]: DeviationRow,
  operation: string,
): Deviation {
  const rulePointer = rulePointerOf(pointer)
  return {
    id,
    operation,
    kind,
    keyword,
    pointer,
    rulePointer,
    schemaPointer,
    edit,
    rank,
    ...values,
  }
}

/** No property of the shipped contract has a number for its name. */
function rulePointerOf(pointer: string): string {
  return pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')
}
