import type { Contract, Operation } from '../../contract/index.ts'
import { conflict, type Messages, type UnusualValue } from '../../messages/index.ts'
import { type Outcome, skipped } from '../results/check.ts'
import { requirement } from '../results/requirement.ts'
import { check, type Executable, type Group, group } from '../run/group.ts'
import { isolate } from '../run/isolation.ts'
import { proveValid } from '../run/proven.ts'
import { isAccepted } from '../run/response.ts'
import type { Session } from '../run/session.ts'
import { describeResponse } from '../run/wording.ts'

const unusual = requirement({
  id: 'DS-ACC-07',
  level: 'strict',
  keyword: 'SHOULD',
  basis: 'page',
  text: 'What the schema allows and a sender hardly sends is accepted too: empty texts and negative amounts.',
  source: 'Request Body schema of each operation',
})

const methods = requirement({
  id: 'DS-ACC-08',
  level: 'strict',
  keyword: 'SHOULD',
  basis: 'page',
  text: 'Another method than the documented one is not accepted.',
  source: 'POST a Drop Shipment …',
})

export const STRICTNESS = [unusual, methods]

/** To tell the values that are rejected from the others. */
const MOST_REQUESTS = 60
const OTHER_METHODS = ['GET', 'PUT'] as const

/** Differences from the contract that cost nothing in practice: warnings, whatever the response. */
export function strictnessGroup(
  operation: Operation,
  contract: Contract,
  messages: Messages,
): Group {
  return group({
    name: `${operation.id}: accepts whatever the schema allows`,
    ids: `accept/${operation.id}`,
    operation: operation.id,
    unless: (session) => session.skippedIfBroken(operation),
    checks: [
      check(unusual, {
        id: 'unusual',
        title: 'accepts empty texts and negative amounts, where the schema allows them',
        expected: 'a 2xx for every value that the schema allows',
        fix: 'accept them, or expect a delivery to fail should the sender ever send one',
        requests: MOST_REQUESTS * 2,
        run: (session) => acceptsUnusual(session, operation, messages.unusual()),
      }),
      ...OTHER_METHODS.filter((method) => !isDocumented(contract, operation, method)).map(
        (method) => rejectsMethod(operation, method),
      ),
    ],
  })
}

function isDocumented({ operations }: Contract, { path }: Operation, method: string): boolean {
  return operations.some((other) => other.path === path && other.method === method)
}

function rejectsMethod(operation: Operation, method: string): Executable {
  return check(methods, {
    id: `method/${method}`,
    title: `does not accept ${method}`,
    expected: `a 4xx, as a rule 405, because the operation is ${operation.method}`,
    fix: 'respond with 405 to other methods',
    requests: 1,
    isIndependent: true,
    run: async ({ target }) => {
      const options = { method, raw: new Uint8Array(), contentType: null }
      const exchange = await target.send(operation, undefined, options)
      return isAccepted(exchange)
        ? { status: 'warned', actual: `accepted with ${exchange.response?.status ?? 0}`, exchange }
        : { status: 'passed', actual: describeResponse(exchange), exchange }
    },
  })
}

async function acceptsUnusual(
  session: Session,
  operation: Operation,
  all: readonly UnusualValue[],
): Promise<Outcome> {
  const { workaround } = session.state(operation)
  const values = all.filter(({ edit }) => !workaround.some((change) => conflict(change, edit)))
  if (values.length === 0) return skipped('the schema allows neither')
  let sent = 0
  const { rejected } = await isolate(values, async (part) => {
    const edits = part.map(({ edit }) => edit)
    const message = proveValid(operation, session.message(operation, edits))
    return message === undefined || sent++ >= MOST_REQUESTS
      ? undefined
      : session.target.send(operation, message.body)
  })
  const [first] = rejected
  if (first === undefined) return { status: 'passed', actual: 'all of them are accepted' }
  const places = rejected.flatMap(({ items }) =>
    items.map(({ rulePointer, what }) => `${rulePointer} (${what})`),
  )
  const named = [...new Set(places)]
  return {
    status: 'warned',
    actual: `stricter than the contract at ${named.slice(0, MOST_NAMED).join(', ')}${named.length > MOST_NAMED ? ` and ${named.length - MOST_NAMED} more places` : ''}: ${describeResponse(first.exchange)}`,
    ...(first.items[0] === undefined ? {} : { pointer: first.items[0].rulePointer }),
    exchange: first.exchange,
  }
}

const MOST_NAMED = 6
