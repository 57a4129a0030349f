import type { Clock } from '../core/index.ts'

/**
 * Milliseconds of a clock that is never set. A worker's rate, pauses and polls follow it: after a clock was set back by
 * an hour they would otherwise stop for an hour. Due times of the store are converted to it when they are read.
 */
export class MonotonicTime {
  readonly #clock: Clock
  readonly #store: { now(): number }

  /** @param store whose time may be set anew */
  constructor(clock: Clock, store: { now(): number }) {
    this.#clock = clock
    this.#store = store
  }

  now(): number {
    return this.#clock.monotonic()
  }

  /** @param at a time of the store's */
  of<T extends number | undefined>(at: T): number | T {
    return at === undefined ? at : at - this.#store.now() + this.now()
  }
}
