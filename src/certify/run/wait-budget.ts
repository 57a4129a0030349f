import { formatDuration, plural, type Exchange } from '../../core/index.ts'
import type { RequestOptions } from './request.ts'
import { isSilence } from './response.ts'
import { RunEnded } from './run-ended.ts'

/**
 * So many times the time limit of a request are spent on an endpoint that does not respond in time: at the default of 10 s
 * it is concluded within a minute.
 */
const MOST_TIME_LIMITS = 4.5

/** An operation that was silent so often, and responded to nothing, is asked no more: the others are. */
const MOST_SILENCES = 3

export interface WaitLimits {
  readonly timeoutMs: number
  readonly latencyBudgetMs: number
  readonly concurrency: number
}

/** Adds up what a run spends on silence and on responses beyond the latency budget, and ends it when that is enough. */
export class WaitBudget {
  readonly #limits: WaitLimits
  /** By operation: how often one was silent that has responded to nothing, and its last silence. */
  readonly #unheard = new Map<string, { readonly times: number; readonly last: Exchange }>()
  readonly #heard = new Set<string>()
  #lostMs = 0
  #silent = 0
  #slow = 0

  constructor(limits: WaitLimits) {
    this.#limits = limits
  }

  /** @param isAside whether it was tried side by side: what it took then says nothing */
  note(
    operation: string,
    exchange: Exchange,
    { parallel = false, held }: RequestOptions,
    isAside: boolean,
  ): void {
    const { latencyBudgetMs, concurrency } = this.#limits
    const tookMs = exchange.durationMs - (held?.waitedMs() ?? 0)
    const isSilent = isSilence(exchange) && tookMs > 0
    if (exchange.response !== undefined) this.#heard.add(operation)
    else if (isSilent)
      this.#unheard.set(operation, {
        times: (this.#unheard.get(operation)?.times ?? 0) + 1,
        last: exchange,
      })
    if (!isSilent && (isAside || tookMs <= latencyBudgetMs)) return
    if (isSilent) this.#silent++
    else this.#slow++
    this.#lostMs += parallel || isAside ? tookMs / concurrency : tookMs
  }

  /** The silence of an operation that responds to nothing, in place of one more; `undefined` for any other. */
  foreseenSilence(operation: string): Exchange | undefined {
    if (this.#heard.has(operation)) return undefined
    const { times = 0, last } = this.#unheard.get(operation) ?? {}
    return times < MOST_SILENCES || last === undefined ? undefined : { ...last, durationMs: 0 }
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
