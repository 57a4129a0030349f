import { setTimeout as delay } from 'node:timers/promises'

/** When the writer goes on: handed in, so that a simulation of it decides. */
export interface Turns {
  /** Calls once this turn has ended. @returns takes the call back */
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
