import { setImmediate as nextTurn } from 'node:timers/promises'

/** Work in steps, between which something else may have its turn. */
export type Steps<T> = Generator<undefined, T, undefined>

/** From here on a body is judged step by step, so that other requests do not wait for all of it. */
export const STEPPED_BYTES = 64 * 1024

/** Takes all steps at once. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Takes every step in a turn of its own: nothing else waits longer than the longest of them takes. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await nextTurn()
  }
}
