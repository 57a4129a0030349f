import type { RowState } from '../stores/row.ts'
import type { Process } from '../world/process.ts'
import type { Held, Subject } from './subject.ts'

/** Times of a store are whole milliseconds, and a timer may ring one too early. */
const SLACK_MS = 2

export interface TimingOptions {
  readonly process: Process
  readonly kind: 'sqlite' | 'postgres'
  /** The store's time as this worker knows it. */
  readonly storeNow: () => number
  /** What that is off, in milliseconds. */
  readonly clockError: () => number
  /** No clock was set for so long that everybody knows the store's time. */
  readonly areClocksRight: () => boolean
}

/** What one worker may do at this time. */
export class Timing {
  readonly #options: TimingOptions
  readonly #isShared: boolean

  constructor(options: TimingOptions) {
    this.#options = options
    this.#isShared = options.kind === 'postgres'
  }

  /** By the store's time as this worker knows it. */
  isDue({ dueAt }: RowState): boolean {
    return dueAt <= this.#options.storeNow()
  }

  /**
   * By a clock on the wall that nobody sets, and not by the store's.
   * @returns what is wrong with the time since the last attempt
   */
  wrongWait({ lastEnd }: Subject, now: number): string | undefined {
    const { process, clockError, areClocksRight } = this.#options
    if (lastEnd === undefined || process.machine.setAt >= lastEnd.at) return undefined
    if (this.#isShared && !areClocksRight()) return undefined
    const waited = now - lastEnd.at
    const slack = Math.abs(lastEnd.clockError) + Math.abs(clockError()) + SLACK_MS
    return waited < lastEnd.leastMs - slack
      ? `is attempted again after ${waited} ms instead of ${lastEnd.leastMs}`
      : undefined
  }

  /** Whether no other worker can have been given it meanwhile, as far as the clocks are right. */
  mayHold({ subject, claim }: Held): boolean {
    const { storeNow, areClocksRight } = this.#options
    if (!this.#isShared || !areClocksRight()) return true
    const { stored } = subject
    const isOwn = stored?.sending === true && stored.fence === claim.fence
    return isOwn && storeNow() < stored.dueAt + SLACK_MS
  }
}
