const waitingFor = new WeakMap<AbortSignal, Set<() => void>>()

/**
 * Calls when the signal says so: with one listener on a signal that thousands of requests share, since to add one and
 * take it away again costs a tenth of a request.
 *
 * @returns calls no more
 */
export function onAbort(signal: AbortSignal, call: () => void): () => void {
  const known = waitingFor.get(signal)
  const calls = known ?? new Set()
  if (known === undefined) {
    waitingFor.set(signal, calls)
    signal.addEventListener('abort', () => calls.forEach((each) => each()), { once: true })
  }
  calls.add(call)
  return () => calls.delete(call)
}
