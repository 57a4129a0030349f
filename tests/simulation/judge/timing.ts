import type { RowState } from '../stores/row.ts'
import type { Process } from '../world/process.ts'
import type { Held, Lease, JudgedSubject } from './subject.ts'

/** Times of a store are whole milliseconds, and a timer may ring one too early. */
const SLACK_MS = 2

export interface TimingOptions {
  readonly process: Process
  readonly kind: 'sqlite' | 'postgres'
  /** The store's time as this worker knows it. */
  readonly storeNow: () => number
  /** What that is off, in milliseconds. */
  readonly clockError: () => number
  /** Every response of the database is immediate. */
  readonly areTripsShort: boolean
  /** No clock was set for so long that everybody knows the store's time. */
  readonly areClocksRight: () => boolean
}

/** By how much a time may be wrong that was read at once. */
const GOOD_READING_MS = 10

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

  /** What is wrong with the database's time as this worker knows it. */
  wrongTime(): string | undefined {
    const { clockError, areTripsShort, areClocksRight } = this.#options
    const error = Math.abs(clockError())
    if (!areTripsShort || !areClocksRight() || error <= GOOD_READING_MS) return undefined
    return `is claimed by who is wrong about the time by ${error} ms`
  }

  /** Whether the worker's machine had its clock set since the last attempt was recorded. */
  clockStoodSince({ lastEnd }: JudgedSubject): boolean {
    return this.#options.process.machine.setAt < (lastEnd?.at ?? 0)
  }

  /**
   * By a clock on the wall that nobody sets, and not by the store's.
   * @returns what is wrong with the time since the last attempt
   */
  wrongWait(subject: JudgedSubject, now: number): string | undefined {
    const { lastEnd } = subject
    const { clockError, areClocksRight } = this.#options
    if (lastEnd === undefined || !this.clockStoodSince(subject)) return undefined
    if (this.#isShared && !areClocksRight()) return undefined
    const waited = now - lastEnd.at
    const slack = Math.abs(lastEnd.clockError) + Math.abs(clockError()) + SLACK_MS
    return waited < lastEnd.leastMs - slack
      ? `is attempted again after ${waited} ms instead of ${lastEnd.leastMs}`
      : undefined
  }

  /**
   * Whether the worker may believe that nobody else has it: its lease has not ended, by the store's time as this worker
   * knows it.
   */
  isLive({ leaseEnd }: Held): boolean {
    const { storeNow, areClocksRight } = this.#options
    return !this.#isShared || !areClocksRight() || storeNow() < leaseEnd + SLACK_MS
  }

  /**
   * By the database's time, what is wrong with a claim of what another worker held.
   * @param isHeld that worker lives and holds it still
   */
  tooEarly(lease: Lease | undefined, { dueAt }: RowState, isHeld: boolean): string | undefined {
    const { storeNow, clockError, areClocksRight, areTripsShort } = this.#options
    if (lease === undefined || !areClocksRight()) return undefined
    const left = dueAt - (storeNow() - clockError())
    const slack = Math.abs(clockError()) + Math.abs(lease.clockError) + SLACK_MS
    if (left > slack) return `is claimed ${left} ms before a lease ends`
    return isHeld && areTripsShort
      ? 'is claimed from a worker that lives and let its lease end'
      : undefined
  }
}
