import type { Clock } from '../core/index.ts'
import type { EndpointQueue } from './endpoint-queue.ts'
import type { EndpointQueues } from './endpoint-queues.ts'
import type { MonotonicTime } from './monotonic-time.ts'
import { Timer } from './timer.ts'

const POLL_TOGETHER_MS = 20

export interface WorkerPollsOptions {
  readonly clock: Clock
  readonly time: MonotonicTime
  readonly queues: EndpointQueues
  /** Between two polls, where nothing calls for one earlier. Milliseconds. */
  readonly pollMs: number
  readonly isStopping: () => boolean
  /** Asks the store what is pending. */
  readonly ask: () => Promise<void>
  readonly onFailure: (error: unknown) => void
  /** A time has come at which this endpoint's deliveries may start. */
  readonly onTime: (queue: EndpointQueue) => void
}

/** When a worker asks its store what is pending, one poll at a time, and when it looks at its queues again. */
export class WorkerPolls {
  readonly #options: WorkerPollsOptions
  readonly #timer: Timer
  #polling = false
  #pollAgain = false
  #nextPollAt = 0

  constructor(options: WorkerPollsOptions) {
    this.#options = options
    this.#timer = new Timer(options.clock, options.time, () => this.#tick())
  }

  /** Whether another poll follows the one in progress. */
  get isRepeated(): boolean {
    return this.#pollAgain
  }

  /** Asks the store; a call during a poll makes it poll once more. */
  poll(): void {
    if (this.#options.isStopping()) return
    this.#pollAgain = this.#polling
    if (this.#polling) return
    this.#polling = true
    const { time, pollMs, ask, onFailure } = this.#options
    this.#nextPollAt = time.now() + pollMs
    void ask()
      .catch(onFailure)
      .finally(() => {
        this.#polling = false
        if (this.#pollAgain) this.poll()
        else this.arm()
      })
  }

  /**
   * While deliveries are in flight, more will be due in a moment: one poll serves them all. Where something is due
   * and no claim was returned, another worker is claiming it.
   */
  pollSoon({ running }: EndpointQueue, gaveNothing: boolean): void {
    if (running === 0 && !gaveNothing) {
      this.poll()
      return
    }
    this.#nextPollAt = Math.min(this.#nextPollAt, this.#options.time.now() + POLL_TOGETHER_MS)
    this.#timer.set(this.#nextPollAt)
  }

  /** Looks at the queues at this time. Milliseconds of the worker's monotonic time. */
  lookAt(at: number): void {
    this.#timer.set(at)
  }

  /** Sets the timer for what comes next. */
  arm(): void {
    if (this.#options.isStopping()) return
    const now = this.#options.time.now()
    // The end of a poll sets the timer again: until then, however long the store takes, no next poll is planned.
    let next = this.#polling ? Infinity : this.#nextPollAt
    for (const queue of this.#options.queues) next = Math.min(next, queue.nextTime(now))
    if (next < Infinity) this.#timer.set(Math.max(next, now + 1))
  }

  /** For good. */
  cancel(): void {
    this.#timer.cancel()
  }

  #tick(): void {
    const now = this.#options.time.now()
    if (!this.#polling && now >= this.#nextPollAt) this.poll()
    for (const queue of this.#options.queues) {
      if (queue.isDue(now)) queue.exhausted = false
      this.#options.onTime(queue)
    }
    this.arm()
  }
}
