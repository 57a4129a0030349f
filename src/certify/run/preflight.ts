import { type Credentials, SCHEME_NAMES, schemeNamed, type TokenFailure } from '../../auth/index.ts'
import { type Address, orderIdentifiers } from '../../contract/index.ts'
import {
  type Exchange,
  type ExchangeFailure,
  headerOf,
  type HttpRequest,
  listed,
  shownUrl,
} from '../../core/index.ts'
import type { Misconfiguration } from '../results/report.ts'
import { preflightObserver } from './effect-observer.ts'
import { adviseAddresses, listUrls } from './address-advice.ts'
import { asksForCertificate, nextFor } from './connection-advice.ts'
import type { OrdinaryResponse } from './ordinary-response.ts'
import { knowsOnlyItsOrders, ownOrders } from './own-orders.ts'
import { isAccepted, isSameResponse } from './response.ts'
import type { Session } from './session.ts'
import { describeResponse } from './wording.ts'

/** A token service that is reached and fails with correct credentials: nothing else can be checked. */
export interface FailingTokenService {
  readonly kind: 'failing-token-service'
  readonly sentence: string
}

/**
 * Name resolution, connection, TLS, token and one valid message for each operation. Most failures that users of such
 * suites meet are their own configuration: it is not reported as the endpoint's.
 */
export async function preflight(
  session: Session,
): Promise<Misconfiguration | FailingTokenService | undefined> {
  const { contract, credentials } = session.options
  const failed = await session.options.state?.announce('preflight', { operation: null })
  if (failed !== undefined) {
    return {
      kind: 'state-service',
      sentence: `The state service does not respond as documented: ${failed}.`,
      next: 'check --state-url: the service returns 2xx for every announcement',
    }
  }
  const unobserved = await askObserver(session)
  if (unobserved !== undefined) return unobserved
  if (credentials.scheme === 'oauth2') {
    const failure = await session.target.access.firstToken()
    if (failure !== undefined) return tokenProblem(failure, shownUrl(credentials.tokenUrl))
  }
  const responses: OrdinaryResponse[] = []
  for (const operation of contract.operations) {
    const body = session.message(operation)
    const address = session.target.addressOf(operation)
    const exchange = await session.target.send(operation, body)
    if (isConnectionProblem(exchange)) return unreachable(exchange, address)
    responses.push({ operation, address, body, exchange })
  }
  if (!session.options.knowsItsOrders) {
    const unknown = await findUnknownOrder(session, responses)
    if (unknown !== undefined) return ownOrders(responses, unknown)
  }
  const found = misaddressed(responses, credentials)
  if (found?.kind === 'credentials' && (await acceptsTokenAtTimes(session))) return undefined
  // An endpoint that responds differently to an invalid body is there, and checks show how it treats messages.
  return found === undefined ||
    found.kind === 'credentials' ||
    (await ignoresBody(session, responses))
    ? found
    : undefined
}

/** Behind a balancer each request may meet another process, and a new token may always be known to another one. */
const CHANCES = 4

/** Whether the token that was rejected is accepted by some process of the endpoint: a defect that checks report, not a misconfiguration. */
async function acceptsTokenAtTimes(session: Session): Promise<boolean> {
  const { contract, credentials } = session.options
  const [operation] = contract.operations
  if (credentials.scheme !== 'oauth2' || operation === undefined) return false
  for (let chance = 0; chance < CHANCES; chance++) {
    const asItIs = { alter: (signed: HttpRequest) => signed }
    if (isAccepted(await session.send(operation, [], asItIs))) return true
  }
  return false
}

/** About orders that nothing was sent about: what is learnt is how the observer responds. */
async function askObserver(session: Session): Promise<Misconfiguration | undefined> {
  const { observer, contract, ownOrders: known } = session.options
  if (observer === undefined) return undefined
  return preflightObserver(observer, contract.operations, (operation) =>
    known.length > 0 ? known : orderIdentifiers(operation, session.message(operation)).slice(0, 1),
  )
}

/** Whether an endpoint responds to an invalid body as it does to valid messages. */
async function ignoresBody(
  session: Session,
  [first]: readonly OrdinaryResponse[],
): Promise<boolean> {
  if (first === undefined) return false
  const { operation, exchange } = first
  const other = await session.target.send(operation, [])
  return isSameResponse(other, exchange)
}

/** The first response of an endpoint that rejects an ordinary message for its order alone. */
async function findUnknownOrder(
  session: Session,
  responses: readonly OrdinaryResponse[],
): Promise<OrdinaryResponse | undefined> {
  for (const response of responses) {
    const isNotFound = response.exchange.response?.status === 404
    const isThere = isNotFound && !(await ignoresBody(session, [response]))
    if (knowsOnlyItsOrders(response, isThere)) return response
  }
  return undefined
}

const CONNECTION: ReadonlySet<string> = new Set([
  'name-resolution',
  'connection-refused',
  'connect-timeout',
  'tls',
  'network',
  'proxy',
])

function isConnectionProblem({ response, failure }: Exchange): boolean {
  return response === undefined && failure !== undefined && CONNECTION.has(failure.kind)
}

function unreachable({ failure }: Exchange, { url }: Address): Misconfiguration {
  return {
    kind: 'unreachable',
    sentence: `The endpoint cannot be reached at ${shownUrl(url)}: ${failure?.message ?? 'no connection'}.`,
    next: nextFor(failure, url) ?? 'check the URL and the network',
  }
}

function tokenProblem(
  { kind, message, status, cause }: TokenFailure,
  tokenUrl: string,
): Misconfiguration | FailingTokenService {
  if (status !== undefined && status >= 300 && status < 400) {
    return {
      kind: 'token',
      sentence: `No access token: ${tokenUrl} responds with ${status}, and redirects are not followed.`,
      next: 'give the URL it leads to as --token-url, if that is the token service',
    }
  }
  // A service that is reached and fails with correct credentials is the client's own: checks report it.
  if (kind === 'token-error' || kind === 'token-unreadable') {
    return {
      kind: 'failing-token-service',
      sentence: `The token service issues no usable token: ${message}.`,
    }
  }
  return {
    kind: 'token',
    sentence:
      status === undefined
        ? `${message.charAt(0).toUpperCase()}${message.slice(1)}.`
        : `No access token from ${tokenUrl}: ${message}.`,
    next: nextForConnection(cause, tokenUrl) ?? nextForToken(status),
  }
}

/** What is advised for the endpoint's own connection, where it fits a token service as well. */
function nextForConnection(
  cause: ExchangeFailure | undefined,
  tokenUrl: string,
): string | undefined {
  return cause?.kind === 'tls' || cause?.kind === 'proxy' ? nextFor(cause, tokenUrl) : undefined
}

function nextForToken(status: number | undefined): string {
  if (status === undefined) return 'check --token-url, and that the token service is running'
  return status === 404 || status === 405 || status === 410
    ? 'check --token-url: nothing at this path issues tokens'
    : 'check --client-id, --client-secret and --token-auth (form, basic or json)'
}

function misaddressed(
  responses: readonly OrdinaryResponse[],
  credentials: Credentials,
): Misconfiguration | undefined {
  const [first] = responses
  if (first === undefined) return undefined
  const { exchange } = first
  const status = exchange.response?.status
  if (!responses.every((other) => isSameResponse(other.exchange, exchange))) return undefined
  const addresses = responses.map(({ address }) => address)
  if (asksForCertificate(exchange)) return withoutCertificate(exchange)
  if (status === undefined) return withoutResponse(exchange, addresses)
  if (status >= 300 && status < 400) return redirected(exchange, status)
  if (status === 404 || status === 405 || status === 410) {
    return {
      kind: 'base-url',
      sentence: `Nothing accepts messages at ${listUrls(addresses)}: every operation responds with ${status}.`,
      next: `${adviseAddresses(addresses, first.operation.path)}; if the URL is correct and the endpoint only knows its own orders, add --fixtures FILE`,
    }
  }
  if (status === 401 || status === 403) return unauthorized(exchange, credentials)
  if (status === 502 || status === 503 || status === 504) {
    return {
      kind: 'unreachable',
      sentence: `A gateway in front of the endpoint reports it as unavailable: every operation responds with ${describeResponse(exchange)}.`,
      next: 'check that the endpoint is running behind its gateway, and that the URL is that of the test system',
    }
  }
  return undefined
}

function withoutCertificate(exchange: Exchange): Misconfiguration {
  return {
    kind: 'unreachable',
    sentence: `The server in front of the endpoint asks for a client certificate: every operation responds with ${describeResponse(exchange)}.`,
    next: 'give one that it accepts with --cert FILE --key FILE',
  }
}

function withoutResponse(
  { request, failure }: Exchange,
  addresses: readonly Address[],
): Misconfiguration {
  const origins = [...new Set(addresses.map(({ url }) => new URL(url).origin))].join(', ')
  return {
    kind: 'unreachable',
    sentence: `The endpoint accepts connections and does not respond on any operation at ${origins}: ${failure?.message ?? 'no response'}.`,
    next:
      nextFor(failure, request.url) ??
      'check that the endpoint is running and that its port is right; --timeout allows it more time',
  }
}

function redirected({ request, response }: Exchange, status: number): Misconfiguration {
  const location = (response === undefined ? undefined : headerOf(response, 'location')) ?? ''
  return {
    kind: 'base-url',
    sentence: `Every operation is redirected: ${shownUrl(request.url)} responds with ${status}${location === '' ? '' : ` to ${location.slice(0, 200)}`}, and the sender follows no redirects.`,
    next: 'give the URL it leads to, if that is the endpoint',
  }
}

const SCHEME_CHOICE = listed(
  SCHEME_NAMES.filter((name) => name !== 'none'),
  'or',
)

/** nginx drops a header whose name has an underscore, and says so only in its log. */
function underscoreIn(credentials: Credentials): string {
  const header = schemeNamed(credentials.scheme).header(credentials)
  return header?.includes('_') === true
    ? `; nginx drops the header ${header} unless underscores_in_headers is on`
    : ''
}

function unauthorized(exchange: Exchange, credentials: Credentials): Misconfiguration {
  const { scheme } = credentials
  const isForbidden = exchange.response?.status === 403
  return {
    kind: 'credentials',
    sentence:
      scheme === 'none'
        ? `The endpoint asks for credentials (${exchange.response?.status}), and none were given.`
        : `The endpoint does not accept the ${scheme} credentials: every operation responds with ${describeResponse(exchange)}.`,
    next:
      scheme === 'none'
        ? `add --auth ${SCHEME_CHOICE} with its options`
        : isForbidden
          ? 'check what the credentials are allowed to do, the path (gateways return 403 for unknown paths), and lists of allowed addresses'
          : `check the credentials, and that they belong to this endpoint${underscoreIn(credentials)}`,
  }
}
