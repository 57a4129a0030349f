import { BulkShare } from './bulk-share.ts'
import { simulate, type SimulationResult } from './simulation.ts'
import { scenarioOf } from './world/scenario.ts'

export { simulate, type SimulationResult } from './simulation.ts'

export interface CampaignOptions {
  /** The first seed; each next one is one more. */
  readonly from: number
  /** So many at most. */
  readonly seeds?: number
  /** No seed begins after this time, in milliseconds. Some with a bulk are passed over then: {@link BulkShare}. */
  readonly limitMs?: number
  /** Milliseconds of a clock that goes on evenly. */
  readonly now: () => number
  readonly onProgress?: (totals: CampaignTotals) => void
}

/** What many seeds came to. */
export interface CampaignTotals {
  seeds: number
  /** Seeds with a bulk that were passed over. */
  passedOver: number
  /** Deliveries that came to an end. */
  deliveries: number
  attempts: number
  steps: number
  /** Simulated milliseconds. */
  simulatedMs: number
  /** Real milliseconds. */
  lastedMs: number
  readonly failed: SimulationResult[]
}

const PROGRESS_MS = 10_000
/** A product that is broken breaks most seeds: a few of them are enough. */
const ENOUGH_FAILED = 5

/** Runs seed after seed. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignTotals> {
  const { from, seeds = Infinity, limitMs = Infinity, now, onProgress } = options
  const startedAt = now()
  let nextProgressAt = startedAt + PROGRESS_MS
  const totals: CampaignTotals = {
    seeds: 0,
    passedOver: 0,
    deliveries: 0,
    attempts: 0,
    steps: 0,
    simulatedMs: 0,
    lastedMs: 0,
    failed: [],
  }
  const share = new BulkShare(limitMs)
  while (totals.seeds < seeds && totals.lastedMs < limitMs) {
    const seed = from + totals.seeds + totals.passedOver
    const isBulky = scenarioOf(seed).bulk !== undefined
    if (share.passesOver(isBulky)) {
      totals.passedOver++
      continue
    }
    add(totals, await simulate(seed))
    const lastedMs = now() - startedAt
    share.took(isBulky, lastedMs - totals.lastedMs)
    totals.lastedMs = lastedMs
    if (totals.failed.length >= ENOUGH_FAILED) break
    if (now() < nextProgressAt) continue
    nextProgressAt = now() + PROGRESS_MS
    onProgress?.(totals)
  }
  return totals
}

function add(totals: CampaignTotals, result: SimulationResult): void {
  totals.seeds++
  totals.deliveries += result.deliveries
  totals.attempts += result.attempts
  totals.steps += result.steps
  totals.simulatedMs += result.lastedMs
  if (result.violation !== undefined) totals.failed.push(result)
}
