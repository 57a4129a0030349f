/**
 * So many things in a row that lead to nothing take at least so long. Who finds another worker at what is due looks
 * every 20 ms, which is half as often.
 */
const IDLE_ACTIONS = 100
const IDLE_MS = 200

/** Whether a worker that waits is quiet. */
export class Pace {
  #actions = 0
  #since = 0
  /** What it gave back and has not attempted since: to be given it again is not progress. */
  readonly #givenBack = new Set<string>()

  /** The store gave it a claim. @param id of a delivery, here and below */
  given(id: string): void {
    if (this.#givenBack.size === 0 || !this.#givenBack.has(id)) this.progressed()
  }

  gaveBack(id: string): void {
    this.#givenBack.add(id)
  }

  attempted(id: string): void {
    if (this.#givenBack.size > 0) this.#givenBack.delete(id)
    this.progressed()
  }

  /** It recorded something, or was told of something. */
  progressed(): void {
    this.#actions = 0
  }

  /** It asks the store for something, or sleeps. @returns what is wrong with that */
  acted(now: number): string | undefined {
    if (this.#actions === 0) this.#since = now
    this.#actions++
    if (this.#actions < IDLE_ACTIONS) return undefined
    const lasted = now - this.#since
    this.#actions = 0
    return lasted < IDLE_MS
      ? `does ${IDLE_ACTIONS} things in ${Math.round(lasted)} ms and nothing comes of it`
      : undefined
  }
}
