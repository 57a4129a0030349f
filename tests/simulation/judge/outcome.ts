import type { Clock } from '../../../src/core/index.ts'
import type { AttemptOutcome } from '../../../src/queue/index.ts'
import type { RetryPolicy } from '../../../src/sender/index.ts'
import type { EndpointComplaint } from './endpoint-watch.ts'
import { askedMs, waitBounds, wrongWait } from './policy.ts'
import type { Ending, Held } from './subject.ts'

export interface SettlingSituation {
  readonly outcome: AttemptOutcome
  readonly held: Held
  readonly policy: RetryPolicy
  readonly storeNow: () => number
  /** The worker's time of day. */
  readonly clock: Pick<Clock, 'now'>
  readonly tokenFailures: () => number
}

/** What is wrong with what a worker is about to record. */
export function wrongOutcome(situation: SettlingSituation): EndpointComplaint | undefined {
  const untrue = untruth(situation)
  return untrue === undefined
    ? againstThePolicy(situation)
    : { rule: 'truly recorded', detail: untrue }
}

function untruth({ outcome, held, clock, tokenFailures }: SettlingSituation): string | undefined {
  const { attempt } = outcome
  const { ending } = held
  if (held.startedAt === undefined || held.isInFlight) return 'is settled before its attempt ended'
  if (attempt.startedAt !== held.startedAt) return 'is recorded with another beginning'
  if (attempt.durationMs < 0) return 'is recorded with a negative duration'
  if (attempt.error?.kind.startsWith('token-') === true) {
    return tokenFailures() > 0 ? undefined : 'is recorded with a failure of the token service'
  }
  if (ending === undefined) return 'is recorded and was never sent'
  if (attempt.status !== ending.status) {
    return `is recorded with ${attempt.status}; the status was ${ending.status}`
  }
  const kind = expectedKind(ending)
  if (attempt.error?.kind !== kind) {
    return `is recorded with ${attempt.error?.kind ?? 'success'}; it was ${kind ?? 'success'}`
  }
  const isHonoured = ending.status === 429 || ending.status === 503
  const asked = isHonoured ? askedMs(ending.retryAfter, clock.now()) : undefined
  return attempt.retryAfterMs === asked
    ? undefined
    : `is recorded with Retry-After of ${attempt.retryAfterMs} ms; it was ${asked}`
}

function expectedKind({ status = 0, failure, isAccepted }: Ending): string | undefined {
  if (isAccepted) return undefined
  if (failure !== undefined) return failure
  // A 2xx counts only with the whole of its response.
  if (status >= 200 && status < 300) return 'unreadable-answer'
  if (status === 401) return 'unauthorized'
  if (status >= 300 && status < 400) return 'redirect'
  if (status >= 400 && status < 500) return 'client-error'
  return status >= 500 && status < 600 ? 'server-error' : 'unexpected-status'
}

function againstThePolicy({
  outcome: { attempt, settlement, claim },
  policy,
  storeNow,
}: SettlingSituation): EndpointComplaint | undefined {
  const spent = claim.spent + 1
  const due =
    attempt.error === undefined ? 'delivered' : spent < 1 + policy.retries ? 'waiting' : 'failed'
  if (settlement.state !== due) {
    const detail = `is ${settlement.state} instead of ${due} after attempt ${spent}`
    return { rule: 'attempts as the policy says', detail }
  }
  if (settlement.state !== 'waiting') return undefined
  const bounds = waitBounds(policy, spent, attempt.retryAfterMs)
  const wrong = wrongWait(settlement.dueAt - storeNow(), bounds)
  return wrong === undefined ? undefined : { rule: 'waits as the policy says', detail: wrong }
}
