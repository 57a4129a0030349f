import type { Level } from './check.ts'

/** What is broken, once, however many checks failed for it. */
export interface Cause {
  /** Unique within a report, and stable across runs of one defect: `DS-REF-02/null/accepted`, `DS-REF-09/accepted/warned`. */
  readonly id: string
  /** `waived`: all its checks failed, and are waived. */
  readonly status: 'failed' | 'errored' | 'warned' | 'waived'
  readonly requirement: string
  readonly level: Level
  /** «null is accepted in 44 places of 3 operations». */
  readonly sentence: string
  readonly expected: string
  /** Of its example. */
  readonly actual: string
  /** What to do about it, in one sentence. */
  readonly fix?: string
  /** The line of the contract that imposes the example's rule: `openapi/drop-ship.yaml:300`. */
  readonly rule?: string
  /** In the order of the contract; empty where it concerns the endpoint as a whole. */
  readonly operations: readonly string[]
  /** Every rule that is concerned, once: JSON Pointers with `*` for every index, the empty one for the whole body. */
  readonly places: readonly CausePlace[]
  /** The titles of its checks where they are not about places: «returns 401 for a wrong password». */
  readonly cases: readonly string[]
  /** The ids of its checks. */
  readonly checks: readonly string[]
  /** So many other checks were skipped because of it. */
  readonly explains: number
  /** The check whose request and response show it. */
  readonly example: string
}

/** Where in an operation's messages a rule is. */
export interface CausePlace {
  readonly operation: string
  readonly pointer: string
}

/** Checks that were skipped for one reason. */
export interface SkippedGroup {
  /** Within one report: `s1`. */
  readonly id: string
  readonly reason: string
  /** What would allow them, where somebody can do something about it. */
  readonly allow?: string
  /** The cause that has to be repaired first. */
  readonly cause?: string
  /** Whether it matters for the verdict. */
  readonly effect: SkipEffect
  readonly operations: readonly string[]
  readonly requirements: readonly string[]
  /** Their ids. */
  readonly checks: readonly string[]
}

/**
 * Whether skipped checks matter. `not applicable`: there is nothing to check here. `can be enabled`: levels are judged
 * without them, and an option allows them. `after a repair`: a failure hides them. `level undecided`: without them the level
 * has no verdict.
 */
export type SkipEffect = 'not applicable' | 'can be enabled' | 'after a repair' | 'level undecided'
