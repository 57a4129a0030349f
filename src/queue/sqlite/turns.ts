import { setTimeout as delay } from 'node:timers/promises'

/** Schedules the writer; a parameter, so that a simulation can control it. */
export interface Turns {
  /** Calls once this turn has ended. @returns a function that cancels the call */
  next(call: () => void): () => void
  /** Resolves after so many milliseconds. */
  pause(ms: number): Promise<unknown>
}

export const systemTurns: Turns = {
  next: (call) => {
    const turn = setImmediate(call)
    return () => clearImmediate(turn)
  },
  pause: (ms) => delay(ms),
}
