import { createRandom, type Random } from '../../../src/core/index.ts'

/** What a simulation leaves to chance, of one seed. */
export class Draw {
  readonly random: Random

  constructor(seed: string) {
    this.random = createRandom(seed)
  }

  chance(probability: number): boolean {
    return probability > 0 && this.random.next() < probability
  }

  between(least: number, most: number): number {
    return least + (most - least) * this.random.next()
  }

  integer(least: number, most: number): number {
    return this.random.integer(least, most)
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.random.next() * items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }

  /** A time until something happens that may happen at any moment. */
  exponential(mean: number): number {
    return -Math.log(1 - this.random.next()) * mean
  }
}
