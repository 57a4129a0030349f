import { defined, roundedMs } from '../core/index.ts'
import type { Claim, Settlement } from './delivery.ts'
import { LatencyHistogram } from './latency.ts'
import type { WorkerSummary } from './worker-events.ts'

/** Counts the outcomes of a worker's attempts. */
export class WorkerStatistics {
  readonly #counts = { attempts: 0, delivered: 0, retried: 0, failed: 0, lost: 0 }
  readonly #latency = new LatencyHistogram()

  add(claim: Claim, durationMs: number, { state }: Settlement, recorded: boolean): void {
    this.#counts.attempts++
    this.#latency.add(durationMs)
    if (!recorded) this.#counts.lost++
    else if (state !== 'waiting') this.#counts[state]++
    else if (claim.spent === 0) this.#counts.retried++
  }

  summary(durationMs: number): WorkerSummary {
    const latency = this.#latency.summary()
    return { ...this.#counts, durationMs: roundedMs(durationMs), ...defined({ latency }) }
  }
}
