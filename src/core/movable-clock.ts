import { setMaxListeners } from 'node:events'
import type { Clock } from './clock.ts'

/** A clock that can be set forward: whatever waits on it wakes as if the time had passed. */
export interface MovableClock extends Clock {
  /** @param ms milliseconds, not below zero */
  advance(ms: number): void
  /** How far it is ahead of the clock that it is made of, in milliseconds. */
  readonly aheadMs: number
  /**
   * Resolves when it is set forward, or when `ms` milliseconds have passed without; rejects with the signal's reason when that
   * is aborted first.
   */
  nextMove(ms: number, signal?: AbortSignal): Promise<void>
}

export function createMovableClock(clock: Clock): MovableClock {
  let aheadMs = 0
  let moving = newController()
  const monotonic = (): number => clock.monotonic() + aheadMs

  const nextMove = async (ms: number, signal?: AbortSignal): Promise<void> => {
    const { signal: moved } = moving
    try {
      await clock.sleep(ms, signal === undefined ? moved : AbortSignal.any([moved, signal]))
    } catch (error) {
      if (signal?.aborted === true || !moved.aborted) throw error
    }
  }
  return {
    now: () => clock.now() + aheadMs,
    monotonic,
    get aheadMs() {
      return aheadMs
    },
    nextMove,
    advance: (ms) => {
      aheadMs += ms
      const before = moving
      moving = newController()
      before.abort()
    },
    sleep: async (ms, signal) => {
      const until = monotonic() + ms
      do await nextMove(Math.max(0, until - monotonic()), signal)
      while (monotonic() < until)
    },
  }
}

/** Any number of waits listen to it. */
function newController(): AbortController {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  return controller
}
