import { defined } from '../core/index.ts'
import type { Obstacle } from './obstacle.ts'
import type { PactInteraction } from './pact-file.ts'

export interface InteractionResult {
  readonly description: string
  readonly states: readonly string[]
  /** `pending`: failed, in a pact that was never verified before, which does not count. */
  readonly status: 'passed' | 'failed' | 'pending' | 'skipped'
  /** The causes of a failure, one line each; for a skipped interaction the reason and what would allow it. */
  readonly causes: readonly string[]
  /** What was sent in place of what the description says, where the provider has no such thing. */
  readonly note?: string
  /** The next step for a person, where the way to the provider is at fault. */
  readonly next?: string
  /** What the status rests on: a response that was judged, or why there was none to judge. */
  readonly basis: 'response' | 'no response' | 'no token' | 'no state' | 'not asked'
  /** Asked of the token service, whose responses say nothing of the endpoint. */
  readonly isTokenRequest: boolean
}

export interface PactResult {
  readonly consumer: string
  readonly provider: string
  readonly interactions: readonly InteractionResult[]
  /** Descriptions of the interactions that a filter excluded. */
  readonly leftOut: readonly string[]
}

export type VerificationVerdict = 'verified' | 'not verified' | 'inconclusive'

/**
 * `inconclusive` when no response of the endpoint was judged, or when all failures are due to a missing token or state, or
 * to a request that the verifier did not send: these say nothing about the endpoint. A provider
 * that responds to some interactions and not to others is not verified.
 */
export function verdictOf(results: readonly PactResult[]): VerificationVerdict {
  const all = results.flatMap(({ interactions }) => interactions)
  const ofEndpoint = all.filter(({ isTokenRequest }) => !isTokenRequest)
  const judgedBy = ofEndpoint.some(({ basis }) => basis !== 'not asked') ? ofEndpoint : all
  if (!judgedBy.some(({ basis }) => basis === 'response')) return 'inconclusive'
  const failed = all.filter(({ status }) => status === 'failed')
  if (failed.length === 0) return 'verified'
  const isExcused = failed.every(({ basis }) => EXCUSES.has(basis))
  return isExcused ? 'inconclusive' : 'not verified'
}

const EXCUSES: ReadonlySet<InteractionResult['basis']> = new Set([
  'no token',
  'no state',
  'not asked',
])

/** The result of one interaction: what the verifier reports and what the gateway observed. */
export interface InteractionOutcome {
  /** One line each; none: it passed; `undefined`: the verifier reports nothing. */
  readonly mismatches: readonly string[] | undefined
  readonly isPending: boolean
  readonly obstacle: Obstacle | undefined
  /** Why the response says only that the endpoint does not know the order. */
  readonly unknownOrder: string | undefined
  readonly wasSent: boolean
}

/** The result for the provider. */
export function judged(
  { mismatches, isPending, obstacle, unknownOrder, wasSent }: InteractionOutcome,
  { isTokenRequest }: PactInteraction,
): Pick<InteractionResult, 'status' | 'causes' | 'basis' | 'next'> {
  const failed = isPending ? 'pending' : 'failed'
  if (obstacle !== undefined) {
    const { kind, sentence, next } = obstacle
    const hasResponse = kind === 'redirect' || kind === 'credentials-refused'
    const causes = hasResponse ? [sentence, ...(mismatches ?? [])] : [sentence]
    const hasNoToken = isTokenRequest && kind === 'unreachable'
    return {
      status: failed,
      causes,
      basis: hasNoToken ? 'no token' : BASIS_OF_OBSTACLE[kind],
      ...defined({ next }),
    }
  }
  if (mismatches === undefined) {
    return { status: failed, causes: [NOT_REACHED], basis: 'not asked' }
  }
  // A mismatch of a request that the verifier did not send is not the provider's.
  if (!wasSent) {
    return { status: failed, causes: [NOT_SENT, ...mismatches], basis: 'not asked' }
  }
  if (unknownOrder !== undefined && mismatches.length > 0) {
    return { status: 'skipped', causes: [unknownOrder], basis: 'no state' }
  }
  return {
    status: mismatches.length === 0 ? 'passed' : failed,
    causes: mismatches,
    basis: 'response',
  }
}

const NOT_REACHED = 'the Pact verifier did not reach it'
const NOT_SENT = 'the Pact verifier did not send its request, so the provider was not asked'

const BASIS_OF_OBSTACLE = {
  unreachable: 'no response',
  'no-token': 'no token',
  'credentials-refused': 'no token',
  // The provider's own state URL has responded.
  state: 'response',
  'state-unreachable': 'no state',
  redirect: 'response',
} as const satisfies Record<Obstacle['kind'], InteractionResult['basis']>
