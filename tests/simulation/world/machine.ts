import type { Schedule } from './schedule.ts'

/** An early day: its milliseconds are integers of 32 bits, which an engine keeps without a box for each. */
const EPOCH = Date.UTC(1970, 0, 11)

/** A machine's time of day, which people and time servers set; the time that passes goes on evenly. */
export class Machine {
  readonly name: string
  readonly #schedule: Schedule
  #offset: number
  /** When the clock was last set. Milliseconds of the schedule. */
  setAt = Number.NEGATIVE_INFINITY

  constructor(name: string, schedule: Schedule, offset: number) {
    this.name = name
    this.#schedule = schedule
    this.#offset = offset
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return Math.floor(EPOCH + this.#schedule.now + this.#offset)
  }

  setClock(byMs: number): void {
    this.#offset += byMs
    this.setAt = this.#schedule.now
  }
}
