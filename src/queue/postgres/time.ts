import type { Clock } from '../../core/index.ts'

/** Clocks drift apart by less than a millisecond in this time. */
const READ_EVERY_MS = 60_000
/** After a clock was set or a machine slept, the time of day differs from the monotonic time by at least this. */
const JUMP_MS = 1000

/**
 * The database's time is known to within half of the round trip. A slow response is requested again: an error of seconds
 * would mean retrying too early, or claiming what another worker still holds.
 */
const GOOD_TRIP_MS = 50
const TRIPS = 3
const READ_AGAIN_MS = 1000

interface Reading {
  /** The database's time less the monotonic one. */
  readonly offsetMs: number
  /** The largest possible error. */
  readonly uncertainMs: number
}

/**
 * The database's time, by which hosts whose clocks differ agree on what is due. Between two readings it advances with
 * the monotonic clock, not with the time of day, which may be set.
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

  /** Reads the time again, and keeps the earlier reading where that one is more certain. */
  async read(): Promise<void> {
    // While a machine sleeps, its monotonic clock may stop.
    if (this.#hasJumped()) this.#reading = { ...this.#reading, uncertainMs: Infinity }
    this.#dayOffsetMs = this.#dayOffset()
    // A trip that a suspended process spent asleep is off by seconds: it counts only when none of the others is better.
    let best = this.#reading
    for (let trip = 1; trip <= TRIPS; trip++) {
      const reading = await this.#trip()
      if (isBetter(reading, best)) best = reading
      if (isGood(best)) break
    }
    this.#reading = best
    this.#readAt = this.#clock.monotonic()
  }

  /** Reads the time again when the last reading may be outdated. */
  async keep(): Promise<void> {
    const keepMs = isGood(this.#reading) ? READ_EVERY_MS : READ_AGAIN_MS
    const isOld = this.#clock.monotonic() - this.#readAt >= keepMs
    if (isOld || this.#hasJumped()) await this.read()
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

function isGood({ uncertainMs }: Reading): boolean {
  return uncertainMs <= GOOD_TRIP_MS / 2
}

/** Whether a reading is more certain than the known one, or contradicts it: then the database's clock was set. */
function isBetter(reading: Reading, known: Reading): boolean {
  const apart = Math.abs(reading.offsetMs - known.offsetMs)
  const isContradiction = apart > reading.uncertainMs + known.uncertainMs
  return isContradiction || reading.uncertainMs <= Math.max(known.uncertainMs, GOOD_TRIP_MS / 2)
}
