import type { Attempt, AttemptErrorKind } from '../sender/index.ts'

/** When an endpoint counts as down, and how long fresh deliveries are then held back. */
export interface BreakerPolicy {
  /** Failures in a row that say the endpoint is down. */
  readonly threshold: number
  /** The first time of holding back, in milliseconds; each next one is `factor` times as long. */
  readonly cooldownMs: number
  readonly factor: number
  readonly maxCooldownMs: number
}

/** The memory of one endpoint's circuit breaker. */
export interface BreakerState {
  readonly failures: number
  /** How often it opened since the endpoint was last up. */
  readonly opened: number
  /** In milliseconds of the time that is given; absent while closed. */
  readonly openUntil?: number
}

export const CLOSED: BreakerState = { failures: 0, opened: 0 }

/**
 * What may be sent. Deliveries that were tried already are retried under their policy and detect when the endpoint is
 * back; fresh ones are held back, which spends none of their attempts, until `probe` lets a single one try.
 */
export type Permit = 'all' | 'retries' | 'probe'

const DOWN_STATUSES = new Set([429, 502, 503, 504])
const DOWN_KINDS: ReadonlySet<AttemptErrorKind> = new Set<AttemptErrorKind>([
  'name-resolution',
  'connection-refused',
  'connection-reset',
  'connect-timeout',
  'tls',
  'headers-timeout',
  'body-timeout',
  'timeout',
  'network',
  'token-unreachable',
  'token-timeout',
  'token-error',
])

/** Whether an attempt shows that the endpoint is down or overloaded, rather than that it rejects this message. */
export function showsDown({ error, status }: Attempt): boolean {
  if (error === undefined) return false
  return DOWN_KINDS.has(error.kind) || (status !== undefined && DOWN_STATUSES.has(status))
}

/** @param now in milliseconds, of a time that goes on evenly */
export function afterAttempt(
  state: BreakerState,
  attempt: Attempt,
  now: number,
  policy: BreakerPolicy,
): BreakerState {
  if (!showsDown(attempt)) return CLOSED
  const failures = state.failures + 1
  const isOpen = state.openUntil !== undefined && now < state.openUntil
  if (failures < policy.threshold || isOpen) return { ...state, failures }
  const cooldown = Math.min(policy.cooldownMs * policy.factor ** state.opened, policy.maxCooldownMs)
  return { failures, opened: state.opened + 1, openUntil: now + cooldown }
}

export function permitOf({ openUntil }: BreakerState, now: number): Permit {
  if (openUntil === undefined) return 'all'
  return now < openUntil ? 'retries' : 'probe'
}
