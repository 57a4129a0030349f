import type { Credentials, TokenFailure } from '../../auth/index.ts'
import type { Address, Contract, Operation } from '../../contract/index.ts'
import { type Exchange, headerOf, shownUrl } from '../../core/index.ts'
import { isSameAnswer } from '../causes.ts'
import type { Misconfiguration } from '../results/report.ts'
import { adviseAddresses, listUrls } from './address-advice.ts'
import { nextFor } from './connection-advice.ts'
import { describeAnswer, type Session } from './session.ts'

/** A token service that is reached and fails with right credentials: nothing else can be judged. */
export interface FailingTokenService {
  readonly kind: 'failing-token-service'
  readonly sentence: string
}

/**
 * Name resolution, connection, TLS, token and one valid message for each operation. Most failures that users of such
 * suites meet are their own configuration: it is not judged as the endpoint's.
 */
export async function preflight(
  session: Session,
  contract: Contract,
  credentials: Credentials,
): Promise<Misconfiguration | FailingTokenService | undefined> {
  const trouble = await session.options.state?.announce('preflight', { operation: null })
  if (trouble !== undefined) {
    return {
      kind: 'state-service',
      sentence: `The client's test hook does not answer as it has to: ${trouble}.`,
      next: 'check --state-url: the service answers 2xx to every announcement',
    }
  }
  if (credentials.scheme === 'oauth2') {
    const failure = await session.target.firstToken()
    if (failure !== undefined) return tokenProblem(failure, credentials.tokenUrl)
  }
  const answers: Answer[] = []
  for (const operation of contract.operations) {
    const exchange = await session.target.send(operation, session.message(operation))
    if (isConnectionProblem(exchange)) {
      return unreachable(exchange, session.target.addressOf(operation))
    }
    answers.push({ operation, address: session.target.addressOf(operation), exchange })
  }
  const found = misaddressed(answers, credentials)
  // An endpoint that answers something else to what is no message is there, and is judged for how it treats messages.
  return found === undefined || found.kind === 'credentials' || (await isDeaf(session, answers))
    ? found
    : undefined
}

/** Whether an endpoint answers a body that is no message as it answers valid ones. */
async function isDeaf(session: Session, [first]: readonly Answer[]): Promise<boolean> {
  if (first === undefined) return false
  const { operation, exchange } = first
  const other = await session.target.send(operation, [])
  return isSameAnswer(other, exchange)
}

interface Answer {
  readonly operation: Operation
  readonly address: Address
  readonly exchange: Exchange
}

const CONNECTION: ReadonlySet<string> = new Set([
  'name-resolution',
  'connection-refused',
  'connect-timeout',
  'tls',
  'network',
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
  { kind, message, status }: TokenFailure,
  tokenUrl: string,
): Misconfiguration | FailingTokenService {
  if (status !== undefined && status >= 300 && status < 400) {
    return {
      kind: 'token',
      sentence: `No access token: ${tokenUrl} answers ${status}, and redirects are not followed.`,
      next: 'give the URL it leads to as --token-url, if that is the token service',
    }
  }
  // A service that is reached, and fails with right credentials, is the client's own: that is judged, not excused.
  if (kind === 'token-error' || kind === 'token-unreadable') {
    return {
      kind: 'failing-token-service',
      sentence: `The token service gives no usable token: ${message}.`,
    }
  }
  return {
    kind: 'token',
    sentence:
      status === undefined
        ? `${message.charAt(0).toUpperCase()}${message.slice(1)}.`
        : `No access token from ${tokenUrl}: ${message}.`,
    next: nextForToken(status),
  }
}

function nextForToken(status: number | undefined): string {
  if (status === undefined) return 'check --token-url, and that the token service is running'
  return status === 404 || status === 405 || status === 410
    ? 'check --token-url: nothing at this path gives tokens'
    : 'check --client-id, --client-secret and --token-auth (form, basic or json)'
}

function misaddressed(
  answers: readonly Answer[],
  credentials: Credentials,
): Misconfiguration | undefined {
  const [first] = answers
  if (first === undefined) return undefined
  const { exchange } = first
  const status = exchange.response?.status
  if (!answers.every((answer) => isSameAnswer(answer.exchange, exchange))) return undefined
  const addresses = answers.map(({ address }) => address)
  if (status === undefined) return withoutAnswer(exchange, addresses)
  if (status >= 300 && status < 400) return redirected(exchange, status)
  if (status === 404 || status === 405 || status === 410) {
    return {
      kind: 'base-url',
      sentence: `Nothing takes messages at ${listUrls(addresses)}: every operation is answered with ${status}.`,
      next: adviseAddresses(addresses, first.operation.path),
    }
  }
  if (status === 401 || status === 403) return refused(exchange, credentials)
  if (status === 502 || status === 503 || status === 504) {
    return {
      kind: 'unreachable',
      sentence: `Something in front of the endpoint says that it is not there: every operation is answered with ${describeAnswer(exchange)}.`,
      next: 'check that the endpoint is running behind its gateway, and that the URL is that of the test system',
    }
  }
  return undefined
}

function withoutAnswer(
  { request, failure }: Exchange,
  addresses: readonly Address[],
): Misconfiguration {
  const origins = [...new Set(addresses.map(({ url }) => new URL(url).origin))].join(', ')
  return {
    kind: 'unreachable',
    sentence: `The endpoint takes connections and answers none of the operations at ${origins}: ${failure?.message ?? 'no answer'}.`,
    next:
      nextFor(failure, request.url) ??
      'check that the endpoint is running and that its port is right; --timeout allows it more time',
  }
}

function redirected({ request, response }: Exchange, status: number): Misconfiguration {
  const location = (response === undefined ? undefined : headerOf(response, 'location')) ?? ''
  return {
    kind: 'base-url',
    sentence: `Every operation is redirected: ${shownUrl(request.url)} answers ${status}${location === '' ? '' : ` to ${location.slice(0, 200)}`}, and the sender follows no redirects.`,
    next: 'give the URL it leads to, if that is the endpoint',
  }
}

function refused(exchange: Exchange, { scheme }: Credentials): Misconfiguration {
  const isForbidden = exchange.response?.status === 403
  return {
    kind: 'credentials',
    sentence:
      scheme === 'none'
        ? `The endpoint asks for credentials (${exchange.response?.status}), and none were given.`
        : `The endpoint does not accept the ${scheme} credentials: every operation is answered with ${describeAnswer(exchange)}.`,
    next:
      scheme === 'none'
        ? 'add --auth oauth2, basic, api-key or aws-sigv4 with its options'
        : isForbidden
          ? 'check what the credentials are allowed to do, the path (gateways answer 403 to paths they do not know), and lists of permitted addresses'
          : 'check the credentials, and that they belong to this endpoint',
  }
}
