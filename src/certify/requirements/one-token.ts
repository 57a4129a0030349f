import type { OAuth2Credentials } from '../../auth/index.ts'
import type { Operation } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'
import { type Outcome, skipped } from '../results/check.ts'
import { requirement } from '../results/requirement.ts'
import { check, type Group, group, step } from '../run/group.ts'
import { issueToken, sendToken } from '../run/issued-token.ts'
import { isAccepted } from '../run/response.ts'
import type { Session } from '../run/session.ts'
import { describeResponse, share } from '../run/wording.ts'

const reach = requirement({
  id: 'DS-AUTH-09',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'practice',
  text: 'One token is accepted over every connection and on every operation.',
  source: 'documented practice: access tokens are reused until they expire',
})

export const ONE_TOKEN = [reach]

/** What one token met, in the order in which it was sent. */
interface TokenUses {
  /** Of each operation the first response, over the connection that the token was issued over. */
  readonly onOperations: readonly Exchange[]
  /** On the first operation that says something of the token: alone, one after the other, so that their order says something. */
  readonly inTurn: readonly Exchange[]
  /** The same over new connections at the same time: an idle server may accept others with one worker alone. */
  readonly atOnce: readonly Exchange[]
}

const BEFORE = 3
const AT_ONCE = 4
const AFTER = 2

/** One token on each operation, and on one of them over several new connections, as the sender's workers use it. */
async function useOneToken(
  session: Session,
  operations: readonly Operation[],
  credentials: OAuth2Credentials,
): Promise<TokenUses | undefined> {
  const token = await issueToken(session, credentials, '$DROPSHIP_ACCESS_TOKEN')
  if (token === undefined) return undefined
  const onOperations: Exchange[] = []
  for (const operation of operations) onOperations.push(await sendToken(session, operation, token))
  // What is silent or broken says nothing of tokens, and may cost a time limit each time.
  const chosen = onOperations.findIndex(
    (exchange) => isAccepted(exchange) || isUnauthorized(exchange),
  )
  const inTurn = chosen === -1 ? [] : onOperations.slice(chosen, chosen + 1)
  const operation = operations[chosen]
  if (operation === undefined) return { onOperations, inTurn, atOnce: [] }
  const again = (parallel = false): Promise<Exchange> =>
    sendToken(session, operation, token, { isNew: true, parallel })
  for (let time = 0; time < BEFORE; time++) inTurn.push(await again())
  const atOnce = await Promise.all(Array.from({ length: AT_ONCE }, () => again(true)))
  for (let time = 0; time < AFTER; time++) inTurn.push(await again())
  return { onOperations, inTurn, atOnce }
}

/** Runs before the checks of operations: with a token that only some processes know, every message is accepted by chance. */
export function oneTokenGroup(
  operations: readonly Operation[],
  credentials: OAuth2Credentials,
): Group {
  const used = step(operations.length + BEFORE + AT_ONCE + AFTER, (session) =>
    useOneToken(session, operations, credentials),
  )
  return group({
    name: 'one token for all messages',
    ids: 'authenticate',
    checks: [
      check(reach, {
        id: 'token-on-new-connections',
        title: 'accepts one token over every new connection',
        expected: 'a 2xx over every connection for a token that was accepted over one',
        fix: 'share issued tokens between all workers and instances of the endpoint: in a common store, or as signed tokens that each of them can check',
        step: used,
        conclude: (uses, session) => {
          const outcome = connectionsOutcome(uses)
          if (outcome.status === 'failed') session.target.course.scatteredTokens = outcome.actual
          return outcome
        },
      }),
      ...operations.map((operation, index) =>
        check(reach, {
          id: `${operation.id}/token-of-all-operations`,
          operation: operation.id,
          title: 'accepts a token that was used on another operation',
          expected: 'a 2xx for a token that another operation accepts',
          fix: 'accept a token on every operation: the sender gets one for all of them',
          step: used,
          conclude: (uses, { target }) =>
            target.course.scatteredTokens === undefined
              ? operationOutcome(uses, index)
              : skipped(target.course.scatteredTokens),
        }),
      ),
    ],
  })
}

function connectionsOutcome(uses: TokenUses | undefined): Outcome {
  if (uses === undefined) return NO_TOKEN
  const { inTurn, atOnce } = uses
  const all = [...inTurn, ...atOnce]
  const rejected = all.filter(isUnauthorized)
  const [first] = rejected
  const accepted = all.filter(isAccepted)
  if (first === undefined)
    return accepted.length === 0
      ? NOT_ACCEPTED
      : { status: 'passed', actual: share(accepted.length, all.length, 'request') }
  // Rejected once and for all, it was used up: what that costs is a matter of its reuse.
  const since = inTurn.findIndex(isUnauthorized)
  const isAcceptedAgain = since !== -1 && inTurn.slice(since).some(isAccepted)
  if (!isAcceptedAgain)
    return accepted.length === 0 ? NOT_ACCEPTED : skipped('the token was accepted at first only')
  return {
    status: 'failed',
    actual: `one token, ${share(rejected.length, all.length, 'request')} got 401 and ${accepted.length} were accepted: only the worker or instance that issued a token knows it`,
    exchange: first,
  }
}

function operationOutcome(uses: TokenUses | undefined, index: number): Outcome {
  const exchange = uses?.onOperations[index]
  if (uses === undefined || exchange === undefined) return NO_TOKEN
  if (isAccepted(exchange)) return { status: 'passed', actual: 'accepted', exchange }
  const isAcceptedBefore = uses.onOperations.slice(0, index).some(isAccepted)
  return isUnauthorized(exchange) && isAcceptedBefore
    ? {
        status: 'failed',
        actual: `${describeResponse(exchange)}, for a token that another operation had accepted`,
        exchange,
      }
    : NOT_ACCEPTED
}

function isUnauthorized({ response }: Exchange): boolean {
  return response?.status === 401
}

const NO_TOKEN = skipped('the token service issued no further token')
const NOT_ACCEPTED = skipped('no message with this token was accepted, for whatever reason')
