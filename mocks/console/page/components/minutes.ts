import type { EntrySummary } from '../../api.ts'
import { type DeliveryOutcome, outcomeOf } from '../../outcome.ts'

export const MINUTE_MS = 60_000

/** The deliveries that began within one minute, by outcome. */
export interface Minute extends Readonly<Record<DeliveryOutcome, number>> {
  readonly startedAt: number
}

/**
 * The last minutes, oldest first, the present one included.
 * @param entries oldest first
 * @param now milliseconds since the epoch, of the clock that the entries were recorded with
 */
export function lastMinutes(
  entries: readonly EntrySummary[],
  now: number,
  count: number,
): readonly Minute[] {
  const last = Math.floor(now / MINUTE_MS)
  const minutes = Array.from({ length: count }, (_, index) => ({
    startedAt: (last - count + 1 + index) * MINUTE_MS,
    delivered: 0,
    rejected: 0,
    failed: 0,
  }))
  for (const { kind, startedAt, status } of entries) {
    const minute = minutes[count - 1 - (last - Math.floor(startedAt / MINUTE_MS))]
    if (kind === 'delivery' && minute !== undefined) minute[outcomeOf(status)] += 1
  }
  return minutes
}

/** All minutes together. */
export function totalOf(minutes: readonly Minute[]): Readonly<Record<DeliveryOutcome, number>> {
  const sum = (outcome: DeliveryOutcome): number =>
    minutes.reduce((total, minute) => total + minute[outcome], 0)
  return { delivered: sum('delivered'), rejected: sum('rejected'), failed: sum('failed') }
}
