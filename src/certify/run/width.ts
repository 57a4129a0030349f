import type { Aside } from './aside.ts'

/** Alone, a response has to take as long, and what is to be sent longer than this. Milliseconds. */
const SLOW_MS = 25
const LONG_MS = 250
/** At first, and at most. */
const FEW = 4
const MOST = 16
/** Of the time limit, even if the endpoint handles one request after the other. */
const SHARE_OF_TIME_LIMIT = 0.6
/** A response that takes so many times as long as one alone came as soon as alone. */
const AS_SOON = 1.5

export interface WidthLimits {
  /** Of one request. */
  readonly timeoutMs: number
  /** Connections of what goes side by side. */
  readonly concurrency: number
}

/** How many requests an endpoint is sent side by side: more while it responds as it does to one alone. */
export class Width {
  #width: number | undefined
  /** Why requests go one by one from here on. */
  ended: string | undefined

  /**
   * How many of so many requests may go side by side now; 1 for one by one.
   * @param usualMs what a response takes alone
   */
  of(count: number, usualMs: number, { timeoutMs, concurrency }: WidthLimits): number {
    const isWorthwhile = count > 1 && usualMs > SLOW_MS && count * usualMs > LONG_MS
    if (!isWorthwhile || this.ended !== undefined) return 1
    const within = Math.floor((timeoutMs * SHARE_OF_TIME_LIMIT) / usualMs)
    this.#width ??= Math.min(FEW, within)
    return Math.max(1, Math.min(this.#width, MOST, concurrency))
  }

  /** Learns from requests that went side by side. */
  note(asides: readonly Aside[], usualMs: number): void {
    for (const { trouble } of asides) this.ended ??= trouble
    const sorted = asides
      .flatMap(({ latencies }) => latencies)
      .toSorted((left, right) => left - right)
    const median = sorted[Math.floor(sorted.length / 2)]
    const width = this.#width
    // Of a few nothing is learnt.
    if (median === undefined || width === undefined || asides.length * 2 <= width) return
    const isAsSoon = median <= usualMs * AS_SOON
    this.#width = isAsSoon ? Math.min(MOST, width * 2) : Math.max(2, Math.floor(width / 2))
  }
}
