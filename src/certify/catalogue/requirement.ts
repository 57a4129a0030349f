import type { Level } from '../check.ts'

/** What a requirement rests on; only a sentence of the page and documented practice can refuse a certificate. */
export type Basis = 'page' | 'practice' | 'policy'

export interface Requirement {
  readonly id: string
  readonly level: Level | 'not judged'
  readonly force: 'MUST' | 'SHOULD'
  /** Our sentence. */
  readonly sentence: string
  readonly basis: Basis
  /** The place on the documentation page, or the practice it comes from. */
  readonly source: string
}

/** One entry, its parts in the order in which they are read. */
export function requirement(
  id: string,
  level: Requirement['level'],
  force: Requirement['force'],
  basis: Basis,
  sentence: string,
  source: string,
): Requirement {
  return { id, level, force, sentence, basis, source }
}
