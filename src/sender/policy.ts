import type { Random } from '../core/index.ts'
import type { Attempt } from './attempt.ts'

/**
 * How often and when a failed delivery is tried again. "Optoro will retry five times with the same message. The
 * retries will happen at an exponential backoff cadence in order not to overload machines."
 */
export interface RetryPolicy {
  /** Attempts after the first. */
  readonly retries: number
  /** The first wait, in milliseconds; each next one is `factor` times as long. */
  readonly backoffMs: number
  readonly factor: number
  /** Each wait is made longer by up to this share, so that a fleet does not retry in step. */
  readonly jitter: number
  /** No wait between two attempts grows beyond this. Milliseconds. */
  readonly maxBackoffMs: number
  /** No Retry-After is honoured beyond this. Milliseconds. */
  readonly maxRetryAfterMs: number
}

export const DEFAULT_POLICY: RetryPolicy = {
  retries: 5,
  backoffMs: 1000,
  factor: 2,
  jitter: 0.2,
  maxBackoffMs: 3_600_000,
  maxRetryAfterMs: 3_600_000,
}

/** What follows an attempt. */
export type NextStep =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'retry'; readonly waitMs: number }
  /** The retries are spent: the delivery goes to the failure queue. */
  | { readonly kind: 'failed' }

/** The wait before a retry without jitter. @param retry 1 for the first */
export function backoffMs(policy: RetryPolicy, retry: number): number {
  const growth = Math.min(policy.factor ** (retry - 1), Number.MAX_SAFE_INTEGER)
  return Math.min(policy.backoffMs * growth, policy.maxBackoffMs)
}

/**
 * What follows an attempt: `Retry-After` raises the wait and never lowers it, and jitter lengthens whichever holds.
 * All failures are handled alike.
 *
 * @param spent attempts made so far, this one included
 */
export function nextStep(
  attempt: Attempt,
  spent: number,
  policy: RetryPolicy,
  random: Random,
): NextStep {
  if (attempt.error === undefined) return { kind: 'delivered' }
  if (spent > policy.retries) return { kind: 'failed' }
  const asked = Math.min(attempt.retryAfterMs ?? 0, policy.maxRetryAfterMs)
  const least = Math.max(backoffMs(policy, spent), asked)
  return { kind: 'retry', waitMs: Math.round(least * (1 + policy.jitter * random.next())) }
}
