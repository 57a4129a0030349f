import { setMaxListeners } from 'node:events'
import type { Clock } from '../core/index.ts'

/** One alarm that is moved to earlier times only, and calls once when it is due. */
export class Timer {
  readonly #clock: Clock
  readonly #time: { now(): number }
  readonly #due: () => void
  readonly #ended = new AbortController()
  #at: number | undefined
  /** When what sleeps wakes, the earliest last. What is set to a later time waits for it instead of sleeping itself. */
  readonly #wakes: number[] = []

  /** @param time what the alarm's times are read on */
  constructor(clock: Clock, time: { now(): number }, due: () => void) {
    this.#clock = clock
    this.#time = time
    this.#due = due
    setMaxListeners(0, this.#ended.signal)
  }

  /** @param at milliseconds on the timer's time; does nothing when it is set to an earlier one */
  set(at: number): void {
    if (this.#at !== undefined && this.#at <= at) return
    this.#at = at
    this.#sleepUntil(at)
  }

  /** For good: it is not set again. */
  cancel(): void {
    this.#at = undefined
    this.#ended.abort(new Error('the timer was cancelled'))
  }

  #sleepUntil(at: number): void {
    const earliest = this.#wakes.at(-1)
    if (earliest !== undefined && earliest <= at) return
    this.#wakes.push(at)
    const wait = Math.max(0, at - this.#time.now())
    this.#clock.sleep(wait, this.#ended.signal).then(
      () => this.#woke(at),
      () => undefined,
    )
  }

  #woke(wokeAt: number): void {
    this.#wakes.splice(this.#wakes.indexOf(wokeAt), 1)
    const at = this.#at
    if (at === undefined) return
    if (wokeAt < at) {
      this.#sleepUntil(at)
      return
    }
    this.#at = undefined
    this.#due()
  }
}
