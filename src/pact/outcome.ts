import type { Obstacle } from './obstacle.ts'
import type { PactInteraction } from './pact-file.ts'

export interface InteractionResult {
  readonly description: string
  readonly states: readonly string[]
  /** `pending`: failed, in a pact that nobody has verified before, which does not count. */
  readonly status: 'passed' | 'failed' | 'pending' | 'skipped'
  /** What is wrong, one line each; of a skipped one the reason and what would allow it. */
  readonly causes: readonly string[]
  /** The next step for a person, where the way to the provider is at fault. */
  readonly next?: string
  /** What the status rests on: a response that was judged, or why there was none to judge. */
  readonly basis: 'answer' | 'no answer' | 'no token' | 'no state' | 'not asked'
  /** Asked of the token service, whose responses say nothing of the endpoint. */
  readonly isTokenRequest: boolean
}

export interface PactResult {
  readonly consumer: string
  readonly provider: string
  readonly interactions: readonly InteractionResult[]
  /** Descriptions of those that a filter left out. */
  readonly leftOut: readonly string[]
}

export type VerificationVerdict = 'verified' | 'not verified' | 'inconclusive'

/**
 * `inconclusive` when no response of the endpoint came to be judged, or when all that failed did for want of a token or of
 * a state, or of a request that the verifier did not send: none of these says anything of the endpoint. One that answers
 * some interactions and not others is not verified.
 */
export function verdictOf(results: readonly PactResult[]): VerificationVerdict {
  const all = results.flatMap(({ interactions }) => interactions)
  const ofEndpoint = all.filter(({ isTokenRequest }) => !isTokenRequest)
  const judgedBy = ofEndpoint.some(({ basis }) => basis !== 'not asked') ? ofEndpoint : all
  if (!judgedBy.some(({ basis }) => basis === 'answer')) return 'inconclusive'
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

/** What came of one interaction: what the verifier says of it, and what the gateway saw. */
export interface Outcome {
  /** One line each; none: it passed; `undefined`: the verifier says nothing of it. */
  readonly mismatches: readonly string[] | undefined
  readonly isPending: boolean
  readonly obstacle: Obstacle | undefined
  readonly wasSent: boolean
}

/** What an outcome says of the provider. */
export function judged(
  { mismatches, isPending, obstacle, wasSent }: Outcome,
  { isTokenRequest }: PactInteraction,
): Pick<InteractionResult, 'status' | 'causes' | 'basis' | 'next'> {
  const failed = isPending ? 'pending' : 'failed'
  if (obstacle !== undefined) {
    const { kind, sentence, next } = obstacle
    const hasAnswer = kind === 'redirect' || kind === 'credentials-refused'
    const causes = hasAnswer ? [sentence, ...(mismatches ?? [])] : [sentence]
    const hasNoToken = isTokenRequest && kind === 'unreachable'
    return {
      status: failed,
      causes,
      basis: hasNoToken ? 'no token' : BASIS_OF_OBSTACLE[kind],
      ...(next === undefined ? {} : { next }),
    }
  }
  if (mismatches === undefined) {
    return { status: failed, causes: [NOT_REACHED], basis: 'not asked' }
  }
  // Whatever the verifier says of a request that it has not sent, the provider has no part in it.
  if (!wasSent) {
    return { status: failed, causes: [NOT_SENT, ...mismatches], basis: 'not asked' }
  }
  return {
    status: mismatches.length === 0 ? 'passed' : failed,
    causes: mismatches,
    basis: 'answer',
  }
}

const NOT_REACHED = 'the Pact verifier did not come to it'
const NOT_SENT = 'the Pact verifier did not send its request, so the provider was not asked'

const BASIS_OF_OBSTACLE = {
  unreachable: 'no answer',
  'no-token': 'no token',
  'credentials-refused': 'no token',
  // The provider's own state URL has answered.
  state: 'answer',
  'state-unreachable': 'no state',
  redirect: 'answer',
} as const satisfies Record<Obstacle['kind'], InteractionResult['basis']>
