import type { Clock } from '../core/index.ts'

/** One alarm that is moved to earlier times only, and calls once when it is due. */
export class Timer {
  readonly #clock: Clock
  readonly #time: { now(): number }
  readonly #due: () => void
  #set: { readonly at: number; readonly cancel: AbortController } | undefined

  /** @param time what the alarm's times are read on */
  constructor(clock: Clock, time: { now(): number }, due: () => void) {
    this.#clock = clock
    this.#time = time
    this.#due = due
  }

  /** @param at milliseconds on the timer's time; does nothing when it is set to an earlier one */
  set(at: number): void {
    if (this.#set !== undefined && this.#set.at <= at) return
    this.cancel()
    const cancel = new AbortController()
    this.#set = { at, cancel }
    const wait = Math.max(0, at - this.#time.now())
    const ring = (): void => {
      this.#set = undefined
      this.#due()
    }
    this.#clock.sleep(wait, cancel.signal).then(ring, () => undefined)
  }

  cancel(): void {
    this.#set?.cancel.abort(new Error('another time'))
    this.#set = undefined
  }
}
