import type { Claim, Outcome } from '../delivery.ts'
import type { Row } from '../rows.ts'
import { DELIVERED, FAILED, PENDING } from './schema.ts'

/** Claims as two columns. */
export function keysOf(claims: readonly Claim[]): readonly [number[], number[]] {
  return [claims.map(({ key }) => key), claims.map(({ fence }) => fence)]
}

/** An outcome as the settle statement reads it. */
export function recordOf({ claim, attempt, settlement }: Outcome, now: number): Row {
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
