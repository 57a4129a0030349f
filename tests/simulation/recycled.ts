/**
 * Things that live as long as their seed, used again for the next one: each costs several times its making to be moved
 * and collected, and there are a hundred thousand of them.
 */
export class Recycled<T> {
  #free: T[] = []

  take(): T | undefined {
    return this.#free.pop()
  }

  /** Nobody uses these any more. */
  give(things: readonly T[]): void {
    this.#free = this.#free.concat(things)
  }
}
