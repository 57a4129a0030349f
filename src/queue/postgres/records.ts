import type { Claim, Outcome } from '../delivery.ts'
import { claimContent, numberOf, type Row } from '../rows.ts'
import { DELIVERED, FAILED, PENDING } from './schema.ts'

/** The order of claiming, which UPDATE does not keep: retries first, then the oldest. */
export function byDueTime(left: Row, right: Row): number {
  return (
    Number(right.retrying) - Number(left.retrying) ||
    numberOf(left, 'was_due_at') - numberOf(right, 'was_due_at') ||
    numberOf(left, 'seq') - numberOf(right, 'seq')
  )
}

/** Claims as two columns. */
export function keysOf(claims: readonly Claim[]): readonly [number[], number[]] {
  return [claims.map(({ key }) => key), claims.map(({ fence }) => fence)]
}

/** A claim from a row of the claim statement. */
export function claimOf(row: Row, endpoint: string): Claim {
  return {
    ...claimContent(row),
    endpoint,
    key: numberOf(row, 'seq'),
    fence: numberOf(row, 'fence'),
  }
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
