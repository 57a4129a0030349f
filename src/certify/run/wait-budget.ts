import { formatDuration, plural, type Exchange } from '../../core/index.ts'
import type { RequestOptions } from './request.ts'
import { isSilence } from './response.ts'
import { RunEnded } from './run-ended.ts'

/**
 * So many times the time limit of a request are spent on an endpoint that does not respond in time: at the default of 10 s
 * it is concluded within a minute.
 */
const MOST_TIME_LIMITS = 4.5

export interface WaitLimits {
  readonly timeoutMs: number
  readonly latencyBudgetMs: number
  readonly concurrency: number
}

/** Adds up what a run spends on silence and on responses beyond the latency budget, and ends it when that is enough. */
export class WaitBudget {
  readonly #limits: WaitLimits
  #lostMs = 0
  #silent = 0
  #slow = 0

  constructor(limits: WaitLimits) {
    this.#limits = limits
  }

  note(exchange: Exchange, { parallel = false, held }: RequestOptions): void {
    const { latencyBudgetMs, concurrency } = this.#limits
    const tookMs = exchange.durationMs - (held?.waitedMs() ?? 0)
    const isSilent = isSilence(exchange) && tookMs > 0
    if (!isSilent && tookMs <= latencyBudgetMs) return
    if (isSilent) this.#silent++
    else this.#slow++
    this.#lostMs += parallel ? tookMs / concurrency : tookMs
  }

  /** @throws RunEnded when nothing more is to be concluded at this pace */
  assertNotLost(): void {
    const { timeoutMs, latencyBudgetMs } = this.#limits
    if (this.#lostMs < MOST_TIME_LIMITS * timeoutMs) return
    throw this.#silent >= this.#slow
      ? new RunEnded('silent', `${plural(this.#silent, 'request')} got no complete response`)
      : new RunEnded(
          'slow',
          `${plural(this.#slow, 'response')} took longer than the latency budget of ${formatDuration(latencyBudgetMs)}`,
        )
  }
}
