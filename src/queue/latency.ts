import { roundedMs } from '../core/index.ts'

/** Durations in classes of 5 % width: percentiles of any number of attempts in constant memory. */
export class LatencyHistogram {
  readonly #counts = new Map<number, number>()
  #total = 0
  #max = 0

  add(ms: number): void {
    const rank = ms <= MIN_MS ? 0 : Math.ceil(Math.log(ms / MIN_MS) / LOG_WIDTH)
    this.#counts.set(rank, (this.#counts.get(rank) ?? 0) + 1)
    this.#total++
    this.#max = Math.max(this.#max, ms)
  }

  /** To the microsecond. */
  summary(): LatencySummary | undefined {
    if (this.#total === 0) return undefined
    return {
      p50Ms: roundedMs(this.#percentile(0.5)),
      p95Ms: roundedMs(this.#percentile(0.95)),
      p99Ms: roundedMs(this.#percentile(0.99)),
      maxMs: roundedMs(this.#max),
    }
  }

  #percentile(share: number): number {
    const wanted = Math.ceil(this.#total * share)
    let seen = 0
    for (const rank of [...this.#counts.keys()].toSorted((left, right) => left - right)) {
      seen += this.#counts.get(rank) ?? 0
      if (seen >= wanted) return Math.min(MIN_MS * WIDTH ** rank, this.#max)
    }
    return this.#max
  }
}

export interface LatencySummary {
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly maxMs: number
}

const MIN_MS = 0.1
const WIDTH = 1.05
const LOG_WIDTH = Math.log(WIDTH)
