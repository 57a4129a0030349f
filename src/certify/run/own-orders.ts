import { identifiersIn, isIdentifierName, type Operation } from '../../contract/index.ts'
import type { Misconfiguration } from '../results/report.ts'
import { namedFields } from './error-fields.ts'
import { parseResponse } from './response.ts'
import type { OrdinaryResponse } from './ordinary-response.ts'
import { describeResponse } from './wording.ts'

/** What a response says of something that it looked for and did not find. */
const NOT_FOUND =
  /\b(?:not (?:be )?(?:found|known|exist\w*|recogni[sz]ed)|un(?:known|recogni[sz]ed)|no such|(?:does|do)(?:n['’]t| not) exist|no matching|cannot find|could not find)\b/i

/** What an endpoint looks up; a router that knows no such path speaks of paths, routes and resources. */
const LOOKED_UP = /\b(?:orders?|shipments?|identifiers?|client_identifiers?|order.?items?)\b/i

/**
 * Whether an ordinary message was rejected only because the endpoint does not know its order: the normal case of a real
 * retailer. A 404 that speaks of the order or of its identifier, or of an endpoint that responds differently to other
 * bodies; a 400 or 422 that names nothing but identifiers, or says that the order is unknown.
 *
 * @param isThere whether the address responds differently to an invalid body, so that its 404 is not a router's
 */
export function knowsOnlyItsOrders(
  { operation, body, exchange }: OrdinaryResponse,
  isThere: boolean,
): boolean {
  const { response, failure } = exchange
  if (response === undefined || failure !== undefined) return false
  const { text } = parseResponse(exchange)
  const fields = namedFields(exchange)
  switch (response.status) {
    case 404:
    case 410:
      return isThere || speaksOfOrder(operation, body, text)
    case 400:
    case 409:
    case 422:
      return fields === undefined
        ? NOT_FOUND.test(text) && speaksOfOrder(operation, body, text)
        : fields.every((field) => isIdentifierName(operation, lastStepOf(field)))
    default:
      return false
  }
}

function speaksOfOrder(operation: Operation, body: unknown, text: string): boolean {
  return (
    (NOT_FOUND.test(text) && LOOKED_UP.test(text.replaceAll(operation.path, ''))) ||
    identifiersIn(operation, body).some((identifier) => text.includes(identifier))
  )
}

/** The last name of a field, in whichever notation. */
function lastStepOf(field: string): string {
  const steps = field.split(/[./[\]'"]+/)
  return steps.findLast((step) => step !== '' && !/^\d+$/.test(step)) ?? ''
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
