import { type Contract, type Operation, orderIdentifiers } from '../../contract/index.ts'
import { jsonIn } from '../../core/index.ts'
import type { Outcome } from '../results/check.ts'
import { requirement } from '../results/requirement.ts'
import { check, type Group, group } from '../run/group.ts'
import { adviceOnOrdinary } from '../run/advice.ts'
import { acceptance } from '../run/outcomes.ts'
import { isAccepted } from '../run/response.ts'
import type { Session } from '../run/session.ts'
import { DELIVERY } from './sources.ts'

const order = requirement({
  id: 'DS-RES-02',
  level: 'resilient',
  keyword: 'MUST',
  basis: 'practice',
  text: 'The messages of one order are accepted in any order.',
  source: DELIVERY,
})

/** The messages of one order in every order of arrival. */
export function orderGroup({ operations }: Contract): Group {
  return group({
    name: 'messages of one order in any order',
    ids: 'resilient',
    checks: operations.flatMap((before) =>
      operations.map((after) =>
        check(order, {
          id: `${before.id}/then/${after.id}`,
          operation: after.id,
          title:
            before === after
              ? `accepts two different messages of ${after.id} about one order`
              : `accepts ${after.id} after ${before.id} of the same order`,
          expected: 'a 2xx for both, because deliveries are not ordered',
          fix: 'accept the messages of one order in whatever order they arrive',
          unless: (session) => session.skippedIfBroken(before, after),
          requests: 2,
          // What an endpoint remembers of its last message alone would not be found side by side.
          isIndependent: before === after ? false : 'of a new order',
          run: (session) => sendInOrder(session, before, after),
        }),
      ),
    ),
  })
}

async function sendInOrder(
  session: Session,
  before: Operation,
  after: Operation,
): Promise<Outcome> {
  const message = session.message(before)
  const next = aboutSameOrder(session, orderIdentifiers(before, message), after)
  const first = await session.target.send(before, message)
  const second = await session.target.send(after, next)
  if (isAccepted(first)) return acceptance(second)
  // What is rejected first is not rejected for what came before.
  return { ...acceptance(first), fix: adviceOnOrdinary(first) }
}

/** A message of another operation about the same order. */
function aboutSameOrder(
  session: Session,
  [identifier]: readonly string[],
  after: Operation,
): unknown {
  const message = session.message(after)
  const [own] = orderIdentifiers(after, message)
  if (identifier === undefined || own === undefined) return message
  const text = JSON.stringify(message).replaceAll(JSON.stringify(own), JSON.stringify(identifier))
  return jsonIn(text)
}

export const ORDERING = [order]
