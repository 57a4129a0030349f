import type { OAuth2Credentials } from '../../auth/index.ts'
import type { Operation } from '../../contract/index.ts'
import { type Exchange, formatDuration, isRecord } from '../../core/index.ts'
import type { Check, Outcome } from '../results/check.ts'
import { type Session, skipped } from '../run/session.ts'
import { parseAnswer } from '../run/target.ts'
import { anotherToken, sendWith, unauthorizedToken } from './another-token.ts'

/** A token that lives no longer than this is waited for. */
const PATIENCE_MS = 15_000

/** One check for each operation: an expired token is answered with 401. */
export function expiryChecks(operations: readonly Operation[]): Check[] {
  return operations.map((operation) => ({
    level: 'compatible',
    id: `authenticate/${operation.id}/expired-token`,
    title: 'answers 401 to an expired token',
    requirement: 'DS-AUTH-04',
    operation: operation.id,
  }))
}

/** Lets a short-lived token expire, and uses it on every operation. */
export async function checkExpiry(
  session: Session,
  credentials: OAuth2Credentials,
  good: Exchange | undefined,
  operations: readonly Operation[],
): Promise<void> {
  const expected = '401 to an expired token'
  const lifeMs = good === undefined ? undefined : lifeOf(good)
  const reportAll = (outcome: Outcome): void => {
    for (const operation of operations)
      session.report(`authenticate/${operation.id}/expired-token`, outcome)
  }
  if (lifeMs === undefined) {
    reportAll(skipped(expected, 'the token service does not say how long a token lives'))
    return
  }
  if (lifeMs > PATIENCE_MS) {
    const reason = `a token lives ${formatDuration(lifeMs)}; let the token service give tokens of ${PATIENCE_MS / 1000} s or less (expires_in) for the certification`
    reportAll(skipped(expected, reason))
    return
  }
  const token = await anotherToken(session, credentials, '$DROPSHIP_EXPIRED_TOKEN')
  if (token === undefined) {
    reportAll(skipped(expected, 'the token service gave no second token'))
    return
  }
  // Used while it is good: an endpoint that remembers good tokens has to forget them in time.
  for (const operation of operations) await sendWith(session, operation, token)
  await session.target.wait(lifeMs + MARGIN_MS)
  for (const operation of operations) {
    const exchange = await sendWith(session, operation, token)
    const fix = 'check the expiry of a token at every request'
    session.report(
      `authenticate/${operation.id}/expired-token`,
      unauthorizedToken(exchange, { expected, fix }),
    )
  }
}

function lifeOf(good: Exchange): number | undefined {
  const { json } = parseAnswer(good)
  return isRecord(json) && typeof json.expires_in === 'number' ? json.expires_in * 1000 : undefined
}

/** Clocks of two machines, and tokens that are checked to the second. */
const MARGIN_MS = 1100
