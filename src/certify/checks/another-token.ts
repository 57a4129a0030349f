import { type OAuth2Credentials, tokenRequest } from '../../auth/index.ts'
import type { Operation } from '../../contract/index.ts'
import { type Exchange, isRecord, Secret } from '../../core/index.ts'
import type { Outcome } from '../results/check.ts'
import { describeAnswer, type Session } from '../run/session.ts'
import { parseAnswer } from '../run/target.ts'

/**
 * A token besides the one that the run uses, or `undefined` when the token service gives none.
 * @param shownAs what reports show in its place
 */
export async function anotherToken(
  session: Session,
  credentials: OAuth2Credentials,
  shownAs: string,
): Promise<Secret | undefined> {
  const { json } = parseAnswer(await session.target.ask(tokenRequest(credentials)))
  if (!isRecord(json) || typeof json.access_token !== 'string') return undefined
  const token = new Secret(json.access_token, shownAs)
  session.target.keepSecret(token)
  return token
}

/**
 * Whether a token that is not to be taken was answered with 401.
 * @param describe says what another answer means
 */
export function unauthorizedToken(
  exchange: Exchange,
  { expected, fix }: Required<Pick<Outcome, 'expected' | 'fix'>>,
  describe: (exchange: Exchange) => string = describeAnswer,
): Outcome {
  if (exchange.response?.status === 401 && exchange.failure === undefined)
    return { status: 'passed', expected, actual: 'answered 401', exchange }
  return { status: 'failed', expected, actual: describe(exchange), exchange, fix }
}

/** An ordinary message with this token instead of the run's. */
export async function sendWith(
  session: Session,
  operation: Operation,
  token: Secret,
): Promise<Exchange> {
  return session.target.send(operation, session.message(operation), {
    credentials: 'none',
    headers: [['Authorization', token.within((value) => `Bearer ${value}`)]],
  })
}
