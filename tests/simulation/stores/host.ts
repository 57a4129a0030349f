import type { Clock } from '../../../src/core/index.ts'
import type { Turns } from '../../../src/queue/sqlite/turns.ts'
import type { RowChange } from './table.ts'

/** The process in which a store is open: its time, and what goes on in it. */
export interface Host {
  readonly clock: Clock
  readonly turns: Turns
  readonly isAlive: boolean
  /** Calls after so many milliseconds, unless the process has ended by then. */
  readonly later: (ms: number, call: () => void) => void
}

/** Is shown each transaction at the moment of its commit, before anybody else sees what it changed. */
export type CommitWatch = (changes: readonly RowChange[], by: Host) => void
