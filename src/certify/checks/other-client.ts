import type { OAuth2Credentials } from '../../auth/index.ts'
import type { Operation } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'
import type { Check, Outcome } from '../results/check.ts'
import { describeAnswer, type Session, skipped } from '../run/session.ts'
import { isAccepted } from '../run/target.ts'
import { anotherToken, sendWith, unauthorizedToken } from './another-token.ts'

const id = (operation: Operation): string => `authenticate/${operation.id}/token-of-another-client`

/** One check for each operation: a token that was given to somebody else is answered with 401. */
export function otherClientChecks(operations: readonly Operation[]): Check[] {
  return operations.map((operation) => ({
    level: 'compatible',
    id: id(operation),
    title: 'answers 401 to a token that was given to another client',
    requirement: 'DS-AUTH-02',
    operation: operation.id,
  }))
}

/**
 * Gets a token as another client of the same token service, and uses it on every operation.
 * @param other absent: the checks are not made, and say how they can be
 */
export async function checkOtherClient(
  session: Session,
  other: OAuth2Credentials | undefined,
  operations: readonly Operation[],
): Promise<void> {
  const expected = '401 to a token that the token service gave to another client'
  const reportAll = (outcome: Outcome): void => {
    for (const operation of operations) session.report(id(operation), outcome)
  }
  if (other === undefined) {
    const reason =
      'it takes a second client of the token service: --other-client-id and $DROPSHIP_OTHER_CLIENT_SECRET name one'
    reportAll(skipped(expected, reason))
    return
  }
  const token = await anotherToken(session, other, '$DROPSHIP_OTHER_CLIENT_TOKEN')
  if (token === undefined) {
    reportAll(skipped(expected, 'the token service gave the other client no token'))
    return
  }
  for (const operation of operations) {
    const exchange = await sendWith(session, operation, token)
    const fix = 'look at whom a token was given to (its client_id, its subject)'
    session.report(id(operation), unauthorizedToken(exchange, { expected, fix }, describe))
  }
}

function describe(exchange: Exchange): string {
  return isAccepted(exchange)
    ? `accepted with ${exchange.response?.status ?? 0}: whoever has a token of this service could send messages`
    : describeAnswer(exchange)
}
