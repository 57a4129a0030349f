import type { Attempt } from '../../src/sender/index.ts'

/** Whether two attempts are recorded in the same words. */
export function isSameAttempt(left: Attempt, right: Attempt): boolean {
  return (
    left === right ||
    (left.startedAt === right.startedAt &&
      left.durationMs === right.durationMs &&
      left.status === right.status &&
      left.error === right.error &&
      left.renewed === right.renewed &&
      left.retryAfterMs === right.retryAfterMs &&
      left.answer === right.answer)
  )
}

/** A whole number that attempts have in common which are recorded in the same words. */
export function likenessOf(attempt: Attempt): number {
  return (attempt.status ?? 0) + (attempt.answer ?? '').length
}
