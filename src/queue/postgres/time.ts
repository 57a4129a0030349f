import type { Clock } from '../../core/index.ts'

/** Clocks drift apart by less than a millisecond in this time. */
const READ_EVERY_MS = 60_000
/** A clock that was set, or a machine that slept: by how much the time of day then differs from the time that passed. */
const JUMP_MS = 1000

/**
 * When the database was asked is known to within half of the time that its answer took. A slow answer is asked for
 * again: to be wrong about the time by seconds is to try again too early, or to take what another worker still holds.
 */
const GOOD_TRIP_MS = 50
const TRIPS = 3
const READ_AGAIN_MS = 1000

interface Reading {
  /** The database's time less the monotonic one. */
  readonly offsetMs: number
  /** By how much it may be wrong. */
  readonly uncertainMs: number
}

/**
 * The database's time, by which hosts whose clocks differ agree on what is due. Between two readings it goes on with
 * the time that passes and not with the time of day, which may be set.
 */
export class DatabaseTime {
  readonly #ask: () => Promise<number>
  readonly #clock: Clock
  #reading: Reading = { offsetMs: 0, uncertainMs: Infinity }
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
    return Math.round(this.#clock.monotonic() + this.#reading.offsetMs)
  }

  /** Reads it anew, and keeps what was read before where that is surer. */
  async read(): Promise<void> {
    // While a machine sleeps, its monotonic clock may stand still.
    if (this.#hasJumped()) this.#reading = { ...this.#reading, uncertainMs: Infinity }
    this.#dayOffsetMs = this.#dayOffset()
    for (let trip = 1; trip <= TRIPS; trip++) {
      const reading = await this.#trip()
      if (isBetter(reading, this.#reading)) this.#reading = reading
      if (this.#isGood) break
    }
    this.#readAt = this.#clock.monotonic()
  }

  /** Reads the time anew when the last reading may no longer hold. */
  async keep(): Promise<void> {
    const keepMs = this.#isGood ? READ_EVERY_MS : READ_AGAIN_MS
    const isOld = this.#clock.monotonic() - this.#readAt >= keepMs
    if (isOld || this.#hasJumped()) await this.read()
  }

  get #isGood(): boolean {
    return this.#reading.uncertainMs <= GOOD_TRIP_MS / 2
  }

  async #trip(): Promise<Reading> {
    const before = this.#clock.monotonic()
    const now = await this.#ask()
    const after = this.#clock.monotonic()
    return { offsetMs: now - (before + after) / 2, uncertainMs: (after - before) / 2 }
  }

  #hasJumped(): boolean {
    return Math.abs(this.#dayOffset() - this.#dayOffsetMs) > JUMP_MS
  }

  #dayOffset(): number {
    return this.#clock.now() - this.#clock.monotonic()
  }
}

/** Surer than what is known, or a proof that it is no longer so: the database's clock was set. */
function isBetter(reading: Reading, known: Reading): boolean {
  const apart = Math.abs(reading.offsetMs - known.offsetMs)
  const isContradiction = apart > reading.uncertainMs + known.uncertainMs
  return isContradiction || reading.uncertainMs <= Math.max(known.uncertainMs, GOOD_TRIP_MS / 2)
}
