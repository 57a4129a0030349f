import type { Clock } from '../../src/core/index.ts'

/**
 * Time that passes only while nothing else happens: examiner and sender share it in one process over real connections, so
 * that an hour of waits takes as long as its requests, on a busy machine too.
 */
export interface VirtualClock extends Clock {
  /** Something happened: time pauses for a few turns of the event loop. */
  touch(): void
  /** A request is on its way: until it is back, time passes only when nothing at all happens for a while. */
  request<T>(work: () => Promise<T>): Promise<T>
  stop(): void
}

interface Sleeper {
  readonly due: number
  readonly wake: () => void
}

/** Turns of the event loop without anything to do after which time passes. */
const QUIET_TURNS = 12
/** Where requests are not counted, one is longer on its way than the pauses between what is seen of it. */
const UNCOUNTED_TURNS = 80
/** Milliseconds of real time without anything to do after which a request counts as one without a response. */
const HANGING_MS = 15

const START = Date.UTC(2026, 0, 1)
/** Sums of fractions are not exact: time passes with every wait. */
const LEAST_MS = 0.001

/** @param counts whether all requests are made by {@link VirtualClock.request}; else any may be on its way */
export function createVirtualClock({ counts = true } = {}): VirtualClock {
  const hangingMs = counts ? HANGING_MS : HANGING_MS / 3
  let time = 0
  let sleepers: Sleeper[] = []
  let quietTurns = 0
  let lastTouch = performance.now()
  let onTheirWay = 0
  let isStopped = false

  const touch = (): void => {
    quietTurns = 0
    lastTouch = performance.now()
  }
  const isQuiet = (): boolean =>
    quietTurns >= (counts ? QUIET_TURNS : UNCOUNTED_TURNS) &&
    ((counts && onTheirWay === 0) || performance.now() - lastTouch >= hangingMs)
  const turn = (): void => {
    if (isStopped) return
    quietTurns += 1
    if (sleepers.length > 0 && isQuiet()) {
      time = Math.max(time, Math.min(...sleepers.map(({ due }) => due)))
      const woken = sleepers.filter(({ due }) => due <= time)
      sleepers = sleepers.filter(({ due }) => due > time)
      for (const { wake } of woken) wake()
      touch()
    }
    setImmediate(turn)
  }
  setImmediate(turn)
  return {
    now: () => START + Math.floor(time),
    monotonic: () => time,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        touch()
        if (signal?.aborted === true) {
          reject(signal.reason as Error)
          return
        }
        const sleeper = {
          due: time + Math.max(ms, LEAST_MS),
          wake: () => {
            signal?.removeEventListener('abort', abort)
            resolve()
          },
        }
        const abort = (): void => {
          touch()
          sleepers = sleepers.filter((each) => each !== sleeper)
          reject(signal?.reason as Error)
        }
        signal?.addEventListener('abort', abort, { once: true })
        sleepers.push(sleeper)
      }),
    touch,
    request: async (work) => {
      onTheirWay += 1
      touch()
      try {
        return await work()
      } finally {
        onTheirWay -= 1
        touch()
      }
    },
    stop: () => {
      isStopped = true
    },
  }
}
