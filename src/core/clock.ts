import { performance } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'

/** Time as a parameter: tests pass a fake, only the command line chooses the real one. */
export interface Clock {
  /** Wall-clock time, milliseconds since the epoch. */
  now(): number
  /** Milliseconds from an arbitrary origin, never going back. */
  monotonic(): number
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Node fires timers above 2^31−1 ms immediately. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      let left = ms
      do {
        const wait = Math.min(left, LONGEST_TIMER_MS)
        await delay(wait, undefined, signal === undefined ? {} : { signal })
        left -= wait
      } while (left > 0)
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    }
  },
}
