import type { Clock } from '../../core/index.ts'

/** Clocks drift apart by less than a millisecond in this time. */
const READ_EVERY_MS = 60_000
/** A clock that was set, or a machine that slept: by how much the time of day then differs from the time that passed. */
const JUMP_MS = 1000

/**
 * The database's time, by which hosts whose clocks differ agree on what is due. Between two readings it goes on with
 * the time that passes and not with the time of day, which may be set.
 */
export class DatabaseTime {
  readonly #ask: () => Promise<number>
  readonly #clock: Clock
  /** The database's time less the monotonic one. */
  #offsetMs = 0
  #readAt = 0
  /** The time of day less the monotonic one, at the last reading. */
  #dayOffsetMs = 0

  /** @param ask asks the database for its time, in milliseconds since the epoch */
  constructor(ask: () => Promise<number>, clock: Clock) {
    this.#ask = ask
    this.#clock = clock
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return Math.round(this.#clock.monotonic() + this.#offsetMs)
  }

  async read(): Promise<void> {
    const before = this.#clock.monotonic()
    const now = await this.#ask()
    const after = this.#clock.monotonic()
    this.#offsetMs = now - (before + after) / 2
    this.#readAt = after
    this.#dayOffsetMs = this.#dayOffset()
  }

  /** Reads the time anew when the last reading may no longer hold. */
  async keep(): Promise<void> {
    const isOld = this.#clock.monotonic() - this.#readAt >= READ_EVERY_MS
    const hasJumped = Math.abs(this.#dayOffset() - this.#dayOffsetMs) > JUMP_MS
    if (isOld || hasJumped) await this.read()
  }

  #dayOffset(): number {
    return this.#clock.now() - this.#clock.monotonic()
  }
}
