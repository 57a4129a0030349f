import type { IncomingMessage } from 'node:http'
import {
  createSigner,
  type Credentials,
  type RequestHeader,
  type TokenFailure,
  tokenRequest,
} from '../auth/index.ts'
import { type Addresses, type Contract, urlForTarget } from '../contract/index.ts'
import {
  type Clock,
  type ExchangeFailure,
  type Header,
  headerOf,
  headerPairs,
  type HttpRequest,
  type HttpResponse,
  isRecord,
  jsonIn,
  passedOn,
  type RawHeaders,
  type Redactor,
  Secret,
  shownUrl,
  textOf,
  type Transport,
} from '../core/index.ts'
import { operationOf } from './comparison/compare.ts'
import type { Obstacle } from './obstacle.ts'
import { MARK } from './marked-pact.ts'
import type { PactInteraction } from './pact-file.ts'

export interface Forwarding {
  /** What the pact's paths are those of. */
  readonly contract: Contract
  readonly addresses: Addresses
  readonly credentials: Credentials
  /** Go with every message, and not with token requests. */
  readonly requestHeaders?: readonly RequestHeader[]
  readonly transport: Transport
  readonly clock: Clock
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** Learns every secret that the provider was sent, or gave. */
  readonly redactor: Redactor
}

export interface Forwarded {
  readonly response?: HttpResponse
  readonly obstacle?: Obstacle
}

const NOT_FORWARDED = new Set([MARK, 'host', 'connection', 'content-length', 'transfer-encoding'])

/** Sends the verifier's request to the provider as the sender would send it, and returns the provider's response. */
export async function forward(
  received: IncomingMessage,
  body: Buffer,
  interaction: PactInteraction,
  options: Forwarding,
): Promise<Forwarded> {
  const { transport, timeoutMs, signal, credentials, redactor } = options
  const request = await signedRequest(received, body, interaction, options)
  if ('kind' in request) {
    return { obstacle: { kind: 'no-token', sentence: request.message, ...nextOfToken(request) } }
  }
  const exchange = await transport.send(request, { timeoutMs, signal })
  const { response, failure, passedBy } = exchange
  if (response === undefined || failure !== undefined) {
    const sentence = `no response from ${shownUrl(request.url)}: ${failure?.message ?? 'none was received'}`
    return { obstacle: { kind: 'unreachable', sentence, ...nextOf(failure) } }
  }
  if (passedBy !== undefined) {
    const sentence = `${response.status} came from ${shownUrl(request.url)} ${passedOn(exchange)}`
    const next = `look whether the endpoint is running, and into the log of ${passedBy}`
    return { obstacle: { kind: 'unreachable', sentence, next } }
  }
  if (response.status >= 300 && response.status < 400) {
    const location = headerOf(response, 'location') ?? 'nowhere'
    const sentence = `it redirects to ${location}, and the sender follows no redirects`
    return { response, obstacle: { kind: 'redirect', sentence } }
  }
  if (!interaction.isTokenRequest || credentials.scheme !== 'oauth2') return { response }
  redactor.add(...tokensIn(response))
  // RFC 6749 §5.2: 400 or 401 may as well be the fault of the credentials that this verification was given.
  const isRejected = response.status === 400 || response.status === 401
  const sentence = 'the token service rejected the client credentials'
  return {
    response,
    ...(isRejected
      ? { obstacle: { kind: 'credentials-refused', sentence, next: CHECK_CREDENTIALS } }
      : {}),
  }
}

const CHECK_CREDENTIALS =
  'check --client-id, --client-secret and --token-auth (form, basic or json)'

function nextOfToken({ status, cause }: TokenFailure): Pick<Obstacle, 'next'> {
  return status === 400 || status === 401 ? { next: CHECK_CREDENTIALS } : nextOf(cause)
}

function nextOf(failure: ExchangeFailure | undefined): Pick<Obstacle, 'next'> {
  return failure?.next === undefined ? {} : { next: failure.next }
}

/** Any value where a token is expected: in an invalid response it may be anything. */
function tokensIn(response: HttpResponse): Secret[] {
  const found: Secret[] = []
  const visit = (value: unknown): void => {
    if (typeof value === 'string') found.push(new Secret(value, '$DROPSHIP_ACCESS_TOKEN'))
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit)
  }
  const body = jsonIn(textOf(response.body))
  if (isRecord(body)) visit([body.access_token, body.refresh_token, body.id_token])
  return found
}

/** The request as the sender would send it; or the failure to get an access token. */
async function signedRequest(
  received: IncomingMessage,
  body: Buffer,
  interaction: PactInteraction,
  options: Forwarding,
): Promise<HttpRequest | TokenFailure> {
  const { credentials, contract, addresses, transport, clock, redactor, signal } = options
  const operation = operationOf(contract, interaction)
  const url = urlForTarget(addresses, operation, received.url ?? '/')
  const request: HttpRequest = {
    method: received.method ?? 'POST',
    // A token request goes to the token service, wherever the operations are.
    url: url ?? '',
    headers: headersOf(received.rawHeaders),
    body,
  }
  // A new signer for each request, so that each carries a fresh token: a state may have revoked all others.
  const signer = createSigner(credentials, {
    transport,
    clock,
    headers: options.requestHeaders ?? [],
  })
  redactor.add(...signer.secrets())
  if (interaction.isTokenRequest && credentials.scheme === 'oauth2')
    return tokenRequest(credentials)
  // The credentials in the pact are examples that no provider knows, so the provider has to reject them.
  if (interaction.status === 401) return signer.extend(request)
  const unsigned = request.headers.filter(([name]) => name.toLowerCase() !== 'authorization')
  const signed = await signer.sign({ ...request, headers: unsigned }, signal)
  redactor.add(...signer.secrets())
  return signed.ok ? signed.request : signed.failure
}

function headersOf(raw: RawHeaders): Header[] {
  return headerPairs(raw).filter(([name]) => !NOT_FORWARDED.has(name.toLowerCase()))
}
