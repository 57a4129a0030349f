/**
 * Those who wait for one signal, each in a numbered place. Places are used again: a `Set` would copy itself now and
 * then, and what an old copy names keeps whole exchanges from being collected with the young.
 */
class Waiting {
  readonly #calls: ((() => void) | undefined)[] = []
  readonly #free: number[] = []

  add(call: () => void): number {
    const place = this.#free.pop() ?? this.#calls.length
    this.#calls[place] = call
    return place
  }

  remove(place: number): void {
    this.#calls[place] = undefined
    this.#free.push(place)
  }

  callAll(): void {
    for (const call of this.#calls) call?.()
  }
}

const waitingFor = new WeakMap<AbortSignal, Waiting>()

/**
 * Calls when the signal says so: with one listener on a signal that thousands of requests share, since to add one and
 * take it away again costs a tenth of a request.
 *
 * @returns calls no more; to be called once
 */
export function onAbort(signal: AbortSignal, call: () => void): () => void {
  let waiting = waitingFor.get(signal)
  if (waiting === undefined) {
    const added = new Waiting()
    waitingFor.set(signal, added)
    signal.addEventListener('abort', () => added.callAll(), { once: true })
    waiting = added
  }
  const all = waiting
  const place = all.add(call)
  return () => all.remove(place)
}
