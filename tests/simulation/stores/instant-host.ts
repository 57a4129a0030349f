import type { Clock } from '../../../src/core/index.ts'
import type { Host } from './host.ts'

/** A process in which nothing takes time, for tests that move their clock by hand. */
export function instantHost(clock: Clock): Host {
  return {
    clock,
    isAlive: true,
    later: (_ms, call) => void setImmediate(call),
    turns: {
      next: (call) => {
        const turn = setImmediate(call)
        return () => clearImmediate(turn)
      },
      pause: () => new Promise((resolve) => setImmediate(resolve)),
    },
  }
}
