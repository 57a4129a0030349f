import type { OAuth2Credentials } from '../../auth/index.ts'
import type { Operation } from '../../contract/index.ts'
import {
  plural,
  type Exchange,
  formatDuration,
  type HttpRequest,
  isRecord,
  type Secret,
} from '../../core/index.ts'
import { type Outcome, skipped } from '../results/check.ts'
import { requirement } from '../results/requirement.ts'
import { check, type Group, group, type Step, step } from '../run/group.ts'
import { issueToken, sendToken } from '../run/issued-token.ts'
import { acceptance, unauthorized } from '../run/outcomes.ts'
import { isAccepted, parseResponse } from '../run/response.ts'
import type { Session } from '../run/session.ts'
import { describeResponse } from '../run/wording.ts'
import { wrong } from './authentication.ts'
import { REFRESH } from './sources.ts'
import type { TokenResponse } from './token-service.ts'

/** A token that must not be accepted, or why there is none. */
type Issued = { readonly token: Secret } | { readonly skipped: Outcome }

/**
 * A token that was issued to somebody else is wrong, too.
 * @param other another client of the same token service; without one the checks are skipped
 */
export function otherClientGroup(
  operations: readonly Operation[],
  other: OAuth2Credentials | undefined,
): Group {
  const issued = step(0, async (session): Promise<Issued> => {
    if (other === undefined) return { skipped: NO_OTHER_CLIENT }
    const token = await issueToken(session, other, '$DROPSHIP_OTHER_CLIENT_TOKEN')
    return token === undefined
      ? { skipped: skipped('the token service issued no token to the other client') }
      : { token }
  })
  return group({
    name: 'tokens of another client',
    ids: 'authenticate',
    judges: 'token service',
    checks: operations.map((operation) =>
      check(wrong, {
        id: `${operation.id}/token-of-another-client`,
        operation: operation.id,
        title: 'returns 401 for a token that was issued to another client',
        expected: '401 for a token that the token service issued to another client',
        fix: 'check whom a token was issued to (its client_id, its subject)',
        step: issued,
        requests: 2,
        conclude: (own, session) => rejectsToken(session, operation, own, anyClient),
      }),
    ),
  })
}

const NO_OTHER_CLIENT = skipped(
  'it needs a second OAuth client',
  'name one with --other-client-id and $DROPSHIP_OTHER_CLIENT_SECRET',
)

function anyClient(exchange: Exchange): string {
  return isAccepted(exchange)
    ? `accepted with ${exchange.response?.status ?? 0}: whoever has a token of this service could send messages`
    : describeResponse(exchange)
}

const expired = requirement({
  id: 'DS-AUTH-04',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'The response to an expired token is 401.',
  source: REFRESH,
})

/** A token that is valid no longer than this is waited for. */
const PATIENCE_MS = 15_000

/** Clocks of two machines, and tokens that are checked to the second. */
const MARGIN_MS = 1100

/** Lets a short-lived token expire, and uses it on every operation. */
export function expiryGroup(
  operations: readonly Operation[],
  credentials: OAuth2Credentials,
  response: Step<TokenResponse>,
): Group {
  const expire = async (session: Session): Promise<Issued> => {
    const { exchange, problem: unusable } = await response.take(session)
    const lifeMs = unusable === undefined ? lifeOf(exchange) : undefined
    if (lifeMs === undefined)
      return { skipped: skipped('the token service does not say how long a token is valid') }
    const { time } = session.options
    if (lifeMs > PATIENCE_MS && time === undefined)
      return {
        skipped: skipped(
          `a token is valid for ${formatDuration(lifeMs)}`,
          `let the token service issue tokens of ${formatDuration(PATIENCE_MS)} or less (expires_in) for the certification, or name a service that sets its time forward with --clock-url`,
        ),
      }
    const token = await issueToken(session, credentials, '$DROPSHIP_EXPIRED_TOKEN')
    if (token === undefined) return { skipped: skipped('the token service issued no second token') }
    // Used while it is valid: an endpoint that remembers valid tokens has to forget them in time.
    for (const operation of operations) await sendToken(session, operation, token)
    const problem = await letPass(session, lifeMs + MARGIN_MS)
    return problem === undefined ? { token } : { skipped: { ...skipped(problem), notRun: true } }
  }
  const issued = step(operations.length, expire, { parts: [response] })
  return group({
    name: 'expired tokens',
    ids: 'authenticate',
    judges: 'token service',
    checks: operations.map((operation) =>
      check(expired, {
        id: `${operation.id}/expired-token`,
        operation: operation.id,
        title: 'returns 401 for an expired token',
        expected: '401 for an expired token',
        fix: 'check the expiry of a token at every request',
        step: issued,
        requests: 2,
        conclude: (own, session) => rejectsToken(session, operation, own),
      }),
    ),
  })
}

/** Waits, or has the endpoint's time set forward, after which the run's own token is renewed. Says what went wrong, or nothing. */
async function letPass({ target, options }: Session, ms: number): Promise<string | undefined> {
  if (options.time !== undefined)
    return (await options.time.advance(ms)) ?? (await target.access.renewToken())
  await target.wait(ms)
  return undefined
}

function lifeOf(exchange: Exchange): number | undefined {
  const { json } = parseResponse(exchange)
  return isRecord(json) && typeof json.expires_in === 'number' ? json.expires_in * 1000 : undefined
}

const renewed = requirement({
  id: 'DS-AUTH-05',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'After a 401, a new token from the token service is accepted.',
  source: REFRESH,
})

export function renewalGroup(operation: Operation): Group {
  return group({
    name: `${operation.id}: accepts new tokens`,
    ids: `authenticate/${operation.id}`,
    operation: operation.id,
    checks: [
      check(renewed, {
        id: 'new-token',
        title: 'accepts a new token after a 401',
        expected: 'a 2xx for a token that was issued after a 401',
        fix: 'accept every token that the token service issued and that has not expired',
        requests: 6,
        run: async (session) => {
          await session.target.send(operation, session.message(operation), {
            credentials: 'wrong',
            alter: withUnknownToken,
          })
          const problem = await session.target.access.renewToken()
          if (problem !== undefined)
            return {
              status: 'failed',
              actual: problem,
              fix: 'issue a new token whenever the sender asks for one',
            }
          return acceptance(await session.sendValid(operation, () => session.valid(operation)))
        },
      }),
    ],
  })
}

function withUnknownToken(signed: HttpRequest): HttpRequest {
  return {
    ...signed,
    headers: [
      ...signed.headers.filter(([name]) => name.toLowerCase() !== 'authorization'),
      ['Authorization', 'Bearer not-a-token'],
    ],
  }
}

const reuse = requirement({
  id: 'DS-AUTH-07',
  level: 'resilient',
  keyword: 'MUST',
  basis: 'practice',
  text: 'One token serves many requests until it expires.',
  source: 'documented practice: access tokens are reused until they expire',
})

/** Last, where there are tokens: whether the run so far needed no more of them than their expiry made necessary. */
export function reuseGroup(): Group {
  return group({
    name: 'reuse of tokens',
    ids: 'authenticate',
    isConclusion: true,
    checks: [
      check(reuse, {
        id: 'token-reuse',
        title: 'accepts one token many times',
        expected: 'one token for all messages until it expires',
        fix: 'accept a token until it expires: the sender reuses it',
        requests: 0,
        run: ({ target }) => {
          const { earlyRejections } = target.course
          const [first] = earlyRejections
          return Promise.resolve(
            first === undefined
              ? { status: 'passed', actual: 'accepted' }
              : {
                  status: 'failed',
                  actual: `${plural(earlyRejections.length, 'request')} got 401 for a token that had not expired: ${describeResponse(first)}`,
                  exchange: first,
                },
          )
        },
      }),
    ],
  })
}

export const TOKENS = [expired, renewed, reuse]

async function rejectsToken(
  session: Session,
  operation: Operation,
  issued: Issued,
  describe?: (exchange: Exchange) => string,
): Promise<Outcome> {
  if ('skipped' in issued) return issued.skipped
  return unauthorized(await sendToken(session, operation, issued.token), undefined, describe)
}
