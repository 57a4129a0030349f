import type { Clock } from '../../core/index.ts'
import { RunEnded } from './run-ended.ts'
import type { Throttling } from './throttling.ts'

export interface PaceOptions {
  readonly clock: Clock
  /** Requests per second at most; no limit when absent. */
  readonly rate?: number
  readonly signal: AbortSignal
}

const FEW_SECONDS_MS = 4000

/** When the next request may be sent: as the user's rate and the endpoint's throttling allow. */
export class RequestPace {
  readonly #options: PaceOptions
  readonly #throttling: Throttling
  #nextSlot = 0

  constructor(options: PaceOptions, throttling: Throttling) {
    this.#options = options
    this.#throttling = throttling
  }

  /** Milliseconds between two requests; 0 where nobody asks for any. */
  get spacingMs(): number {
    const { rate } = this.#options
    return Math.max(this.#throttling.spacingMs, rate === undefined ? 0 : 1000 / rate)
  }

  /** Whether so many more requests take but a few seconds at this latency. */
  hasTimeFor(requests: number, latencyMs: number): boolean {
    return requests * Math.max(latencyMs, this.spacingMs) <= FEW_SECONDS_MS
  }

  /** Waits for the slot of the next request. */
  async next(): Promise<void> {
    const { clock, signal } = this.#options
    if (signal.aborted) throw new RunEnded()
    const { spacingMs } = this
    if (spacingMs === 0) return
    const now = clock.monotonic()
    const slot = Math.max(now, this.#nextSlot)
    this.#nextSlot = slot + spacingMs
    if (slot > now) await this.wait(slot - now)
  }

  /** Waits; ends early with the run. */
  async wait(ms: number): Promise<void> {
    const { clock, signal } = this.#options
    await clock.sleep(ms, signal).catch(() => undefined)
    if (signal.aborted) throw new RunEnded()
  }
}
