import type { EntrySummary } from '../../mocks/console/api.ts'

/** A delivery as the console's list has it, accepted unless a status says otherwise. */
export function entry(changes: Partial<EntrySummary> = {}): EntrySummary {
  return {
    id: 1,
    kind: 'delivery',
    startedAt: 0,
    durationMs: 1,
    operation: 'drop_shipment_confirmation',
    method: 'POST',
    target: '/drop_shipment_confirmation',
    verdict: 'accepted',
    violations: 0,
    warnings: 0,
    ...changes,
  }
}
