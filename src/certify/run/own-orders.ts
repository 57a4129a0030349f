import { rejectsUnknownOrder } from '../../contract/index.ts'
import type { Misconfiguration } from '../results/report.ts'
import { parseResponse } from './response.ts'
import type { OrdinaryResponse } from './ordinary-response.ts'
import { describeResponse } from './wording.ts'

/** Whether an ordinary message was rejected only because the endpoint does not know its order. */
export function knowsOnlyItsOrders(
  { operation, body, exchange }: OrdinaryResponse,
  isThere: boolean,
): boolean {
  const { response, failure } = exchange
  if (response === undefined || failure !== undefined) return false
  const { text } = parseResponse(exchange)
  return rejectsUnknownOrder(operation, body, { status: response.status, text }, isThere)
}

/** What to do about it, with a file to fill in. */
export function ownOrders(
  responses: readonly OrdinaryResponse[],
  unknown: OrdinaryResponse,
): Misconfiguration {
  return {
    kind: 'own-orders',
    sentence: `The endpoint knows only its own orders: an ordinary message with an invented identifier gets ${describeResponse(unknown.exchange)} on ${unknown.operation.id}.`,
    next: 'write identifiers of orders that exist in the test system into a fixtures file, and add --fixtures fixtures.yaml',
    file: {
      name: 'fixtures.yaml',
      text: fixturesTemplate(responses.map(({ operation }) => operation.id)),
    },
  }
}

/** A fixtures file to fill in. */
function fixturesTemplate(operations: readonly string[]): string {
  return `# Orders that exist in the test system. certify sends their identifiers instead of invented ones, in turn;
# each gets many messages of ${operations.join(', ')}.
orders:
  - client_identifier: ORDER-1 # the order's identifier
    items: [ORDER-1-A, ORDER-1-B] # identifiers of its lines; leave the list empty where they are not checked
  - client_identifier: ORDER-2
    items: [ORDER-2-A]
`
}
