import type { Contract, Operation } from '../../contract/index.ts'
import type { Messages } from '../../messages/index.ts'
import { describeAnswer, type Probe, type Session, skipped } from '../run/session.ts'
import { isAccepted } from '../run/target.ts'

/** One operation's message sent to another, wherever the published reading forbids it. */
export function strangersProbe(
  contract: Contract,
  messagesOf: (operation: Operation) => Messages,
): Probe[] {
  const pairs = contract.operations.flatMap((from) =>
    contract.operations
      .filter((to) => to !== from && !to.accepts(messagesOf(from).message('full', 2), 'published'))
      .map((to) => ({ from, to, id: `refuse/${to.id}/message-of/${from.id}` })),
  )
  if (pairs.length === 0) return []
  return [
    {
      name: "refuses other operations' messages",
      from: 'strict',
      checks: pairs.map(({ from, to, id }) => ({
        id,
        title: `refuses a message of ${from.id}`,
        requirement: 'DS-REF-08',
        level: 'strict',
        operation: to.id,
      })),
      requests: pairs.length,
      run: async (session) => {
        const expected = '400 or 422, because it is the message of another operation'
        for (const { from, to, id } of pairs) {
          if (isSameAddress(session, from, to)) {
            session.report(id, skipped(expected, 'both operations have the same address'))
            continue
          }
          const { broken } = session.state(to)
          if (broken !== undefined) {
            session.report(id, skipped(expected, broken))
            continue
          }
          const exchange = await session.target.send(to, messagesOf(from).message('full', 2))
          const status = exchange.response?.status
          const isRefused = exchange.failure === undefined && (status === 400 || status === 422)
          session.report(id, {
            status: isRefused ? 'passed' : 'failed',
            expected,
            actual: isAccepted(exchange)
              ? `accepted with ${status ?? 0}`
              : describeAnswer(exchange),
            exchange,
            ...(isRefused ? {} : { fix: 'validate the body against the schema of this operation' }),
          })
        }
      },
    },
  ]
}

/** Where a client takes several webhooks at one URL, a message of either belongs there. */
function isSameAddress({ target }: Session, from: Operation, to: Operation): boolean {
  return target.addressOf(from).url === target.addressOf(to).url
}
