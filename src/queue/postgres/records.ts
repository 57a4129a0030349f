import type { Claim, NewDelivery, AttemptOutcome } from '../delivery.ts'
import type { Row } from '../rows.ts'
import { DELIVERED, FAILED, PENDING } from './schema.ts'

/** Claims as two columns. */
export function keysOf(claims: readonly Claim[]): readonly [number[], number[]] {
  return [claims.map(({ key }) => key), claims.map(({ fence }) => fence)]
}

/** Deliveries as the enqueue statement reads them: a column a value, the bodies one after another in the last. */
export function columnsOf(deliveries: readonly NewDelivery[]): readonly unknown[] {
  let size = 0
  const starts = deliveries.map(({ body }) => (size += body.byteLength) - body.byteLength)
  return [
    deliveries.map(({ id }) => id),
    deliveries.map(({ endpoint }) => endpoint),
    deliveries.map(({ operation }) => operation),
    deliveries.map(({ method }) => method),
    deliveries.map(({ url }) => url),
    deliveries.map(({ identifier }) => identifier ?? null),
    // SQL counts from 1.
    starts.map((start) => start + 1),
    deliveries.map(({ body }) => body.byteLength),
    Buffer.concat(deliveries.map(({ body }) => body)),
  ]
}

/** An outcome as the settle statement reads it. */
export function recordOf({ claim, attempt, settlement }: AttemptOutcome, now: number): Row {
  return {
    seq: claim.key,
    fence: claim.fence,
    state: { delivered: DELIVERED, failed: FAILED, waiting: PENDING }[settlement.state],
    due_at: settlement.state === 'waiting' ? settlement.dueAt : now,
    number: claim.spent + 1,
    round: claim.round,
    started_at: attempt.startedAt,
    duration_ms: attempt.durationMs,
    status: attempt.status,
    error: attempt.error?.kind,
    error_message: attempt.error?.message,
    renewed: attempt.renewed,
    retry_after_ms: attempt.retryAfterMs,
    answer: attempt.answer,
  }
}
