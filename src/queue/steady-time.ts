import type { Clock } from '../core/index.ts'

/**
 * Milliseconds that go on evenly. A worker's rate, pauses and looks follow them: were a clock set back by an hour, they
 * would otherwise stand still for one. What a store says is due when is brought to this time at the moment it is said.
 */
export class SteadyTime {
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
