import type { Clock } from '../../src/core/index.ts'

export interface FakeClock extends Clock {
  /** Lets `ms` milliseconds pass: sleepers wake in the order of their due times. */
  advance(ms: number): Promise<void>
  /** Sets the time of day back, as a person or a time server does; what is waited for goes on. */
  setBack(ms: number): void
  /** The waits that were asked for so far, in milliseconds. */
  readonly sleeps: readonly number[]
}

interface Sleeper {
  readonly due: number
  readonly wake: () => void
}

/** Time that only a test advances; with `autoAdvance`, every sleep ends at once and moves it. */
export function createFakeClock(
  options: { start?: number; autoAdvance?: boolean } = {},
): FakeClock {
  let time = options.start ?? Date.UTC(2026, 0, 1)
  let backBy = 0
  let sleepers: Sleeper[] = []
  const sleeps: number[] = []
  return {
    now: () => time - backBy,
    monotonic: () => time,
    setBack: (ms) => {
      backBy += ms
    },
    sleeps,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        sleeps.push(ms)
        if (signal?.aborted === true) {
          reject(signal.reason as Error)
          return
        }
        if (options.autoAdvance === true) {
          time += ms
          setImmediate(resolve)
          return
        }
        const giveUp = (): void => {
          sleepers = sleepers.filter((other) => other !== sleeper)
          reject(signal?.reason as Error)
        }
        const wake = (): void => {
          signal?.removeEventListener('abort', giveUp)
          resolve()
        }
        const sleeper: Sleeper = { due: time + ms, wake }
        sleepers.push(sleeper)
        signal?.addEventListener('abort', giveUp)
      }),
    advance: async (ms) => {
      const until = time + ms
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve))
        const [next] = sleepers
          .filter(({ due }) => due <= until)
          .toSorted((left, right) => left.due - right.due)
        if (next === undefined) break
        sleepers = sleepers.filter((other) => other !== next)
        time = next.due
        next.wake()
      }
      time = until
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}
