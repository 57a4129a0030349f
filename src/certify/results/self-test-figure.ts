/** In which ways the stubs of a self-test are wrong. */
export const MUTANT_FAMILIES = ['lacks a rule', 'adds a rule', 'breaks a behaviour'] as const

export type MutantFamily = (typeof MUTANT_FAMILIES)[number]

/** How many stubs of one kind there were, and what became of them. */
export interface FamilyCounts {
  readonly family: MutantFamily
  readonly stubs: number
  readonly found: number
  readonly named: number
}

export interface FamilyScore extends FamilyCounts {
  /** Of the kind at most this share escapes, with 95 % confidence. */
  readonly escapesAtMost: number
}

/** How well the checks that are derived of a contract find what is wrong with endpoints: what a report shows of a self-test. */
export interface SelfTestFigure {
  readonly families: readonly FamilyScore[]
  /** Stubs that were derived of the contract, of which the self-test may have chosen some. */
  readonly derived: number
  /** Operations of which no message can be made. */
  readonly skipped: readonly string[]
  /** Of all stubs, the share that was found and named. */
  readonly share: number
  /** Of all these kinds together at most this share escapes, with 95 % confidence. */
  readonly escapesAtMost: number
}
