import { toUSVString } from 'node:util'
import type { Signed, Signer, TokenFailure, TokenFailureKind } from '../auth/index.ts'
import {
  type Clock,
  type Exchange,
  type ExchangeFailure,
  type FailureKind,
  type Header,
  headerOf,
  type HttpRequest,
  type HttpResponse,
  packageRoot,
  passedOn,
  Redactor,
  type Secret,
  secretsInUrl,
  type SendOptions,
  textOf,
  type Transport,
  parseRetryAfter,
} from '../core/index.ts'

/** One message on its way to one endpoint. Its id and its bytes are the same in every attempt. */
export interface Delivery {
  /** Sent as `webhook-id`, by which a receiver recognises a message it had before. */
  readonly id: string
  /** For example `drop_shipment_confirmation`. */
  readonly operation: string
  readonly method: string
  readonly url: string
  readonly body: Uint8Array
}

/** Why an attempt failed. All kinds are retried alike; reports tell them apart. */
export type AttemptErrorKind =
  | Exclude<FailureKind, 'aborted'>
  | Exclude<TokenFailureKind, 'token-aborted'>
  /** 401, with a new token too where there is one to have. */
  | 'unauthorized'
  /** 3xx: redirects are never followed. */
  | 'redirect'
  /** Any other 4xx. */
  | 'client-error'
  /** 5xx. */
  | 'server-error'
  /** A status outside 200–599. */
  | 'unexpected-status'

export interface AttemptError {
  readonly kind: AttemptErrorKind
  /** One sentence for a person, secrets removed. */
  readonly message: string
}

/** What is kept of an attempt's exchanges. Plain data, free of secrets: it can be stored and shown. */
export interface Attempt extends Pick<Exchange, 'startedAt' | 'durationMs'> {
  /** The endpoint's last status in this attempt. */
  readonly status?: number
  /** Absent when the endpoint accepted the message. */
  readonly error?: AttemptError
  /** A 401 was followed by a new token and an immediate resend, which is part of this attempt. */
  readonly renewed: boolean
  /** What the endpoint asked for with Retry-After on 429 or 503. Milliseconds, unbounded. */
  readonly retryAfterMs?: number
  /** The beginning of the response's body. */
  readonly answer?: string
}

export type AttemptResult =
  | { readonly observed: true; readonly attempt: Attempt }
  /** Given up by the signal before an outcome was observed: it does not count. */
  | { readonly observed: false }

export interface AttemptOptions {
  readonly transport: Transport
  readonly signer: Signer
  readonly clock: Clock
  /** Limit for one request from connecting to the response's last byte. Milliseconds; default: the transport's. */
  readonly timeoutMs?: number
  /** Headers of an operation's messages besides the usual ones, or instead of them. */
  readonly headersOf?: (operation: string) => readonly Header[]
}

/** Makes one attempt at a delivery. Never throws for what an endpoint, a token service or a network does. */
export type Attempter = (delivery: Delivery, signal?: AbortSignal) => Promise<AttemptResult>

/** Characters. */
const RESPONSE_LIMIT = 2048
const CONTENT_TYPE: Header = ['Content-Type', 'application/json']
const ACCEPT: Header = ['Accept', 'application/json']
const NO_HEADERS: readonly Header[] = []

/**
 * "When Optoro receives a 401 HTTP status, Optoro will request a new Authentication Token from the client's services
 * and retry the request": a 401 is followed by a new token and one immediate resend within the same attempt; a
 * second 401 is a failed attempt like any other.
 */
export function createAttempter({
  transport,
  signer,
  clock,
  timeoutMs,
  headersOf = () => NO_HEADERS,
}: AttemptOptions): Attempter {
  const userAgent: Header = ['User-Agent', `drop-ship-harness/${packageRoot().version}`]
  const limit = timeoutMs === undefined ? {} : { timeoutMs }
  let shared: SendOptions = limit
  const redact = redactorFor(signer)

  const resultOf = (begun: Begun, signed: Signed, exchange?: Exchange): AttemptResult => {
    const { delivery, startedAt, renewed } = begun
    const shown = (text: string): string => withoutUrlSecrets(redact(signed, text), delivery.url)
    const error = errorOf(signed, exchange, shown)
    if (error === 'given up') return { observed: false }
    const durationMs = clock.monotonic() - begun.began
    const attempt: Draft<Attempt> = { startedAt, durationMs, renewed }
    addResponse(attempt, exchange?.response, shown)
    if (error !== undefined) attempt.error = error
    const retryAfterMs = retryAfterOf(exchange?.response, clock)
    if (retryAfterMs !== undefined) attempt.retryAfterMs = retryAfterMs
    return { observed: true, attempt }
  }

  const renew = async (
    begun: Begun,
    token: Secret | undefined,
    rejected: Exchange,
  ): Promise<AttemptResult> => {
    const { request, options } = begun
    const renewal = await signer.renew(token, options.signal)
    if (!renewal.ok) return resultOf(begun, renewal, rejected)
    const signed = await signer.sign(request, options.signal, renewal.token)
    const exchange = signed.ok ? await transport.send(signed.request, options) : rejected
    return resultOf({ ...begun, renewed: true }, signed, exchange)
  }

  // No async function: an attempt waits for one promise, and there are thousands at a time.
  const send = (begun: Begun, signed: Signed): Promise<AttemptResult> => {
    if (!signed.ok) return Promise.resolve(resultOf(begun, signed))
    return transport.send(signed.request, begun.options).then((exchange) =>
      // What became of the response's body does not matter: a server may reset the connection once it has said 401.
      signer.renewable && exchange.response?.status === 401
        ? renew(begun, signed.token, exchange)
        : resultOf(begun, signed, exchange),
    )
  }

  return (delivery, signal) => {
    const request = requestOf(delivery, userAgent, headersOf(delivery.operation))
    // A worker gives all its attempts one signal.
    if (shared.signal !== signal) shared = signal === undefined ? limit : { ...limit, signal }
    const [startedAt, began] = [clock.now(), clock.monotonic()]
    const begun = { delivery, request, options: shared, startedAt, began, renewed: false }
    const signed = signer.signNow?.(request)
    return signed === undefined
      ? signer.sign(request, signal).then((later) => send(begun, later))
      : send(begun, signed)
  }
}

/** An attempt that is being made. */
interface Begun {
  readonly delivery: Delivery
  readonly request: HttpRequest
  readonly options: SendOptions
  readonly startedAt: number
  /** By the monotonic clock. */
  readonly began: number
  readonly renewed: boolean
}

/** While it is made: to put it together from parts takes longer than all the rest of an attempt. */
type Draft<T> = { -readonly [K in keyof T]: T[K] }

function addResponse(
  attempt: Draft<Attempt>,
  response: HttpResponse | undefined,
  shown: (text: string) => string,
): void {
  if (response === undefined) return
  attempt.status = response.status
  if (response.body.length === 0) return
  // Redacted before it is cut: half a secret would not be recognised.
  const text = shown(textOf(response.body))
  attempt.answer = text.length > RESPONSE_LIMIT ? toUSVString(text.slice(0, RESPONSE_LIMIT)) : text
}

function requestOf(
  { id, method, url, body }: Delivery,
  userAgent: Header,
  own: readonly Header[],
): HttpRequest {
  const usual: readonly Header[] = [CONTENT_TYPE, ACCEPT, ['webhook-id', id], userAgent]
  if (own.length === 0) return { method, url, body, headers: usual }
  const names = new Set(own.map(([name]) => name.toLowerCase()))
  return {
    method,
    url,
    body,
    headers: [...usual.filter(([name]) => !names.has(name.toLowerCase())), ...own],
  }
}

/** Why an attempt failed, `undefined` when it did not. */
function errorOf(
  signed: Signed | { readonly ok: false },
  exchange: Exchange | undefined,
  shown: (text: string) => string,
): AttemptError | 'given up' | undefined {
  const failure = 'failure' in signed ? signed.failure : exchange?.failure
  if (failure !== undefined) {
    if (failure.kind === 'token-aborted' || failure.kind === 'aborted') return 'given up'
    const ofProxy = proxyFailure(failure)
    if (ofProxy === undefined) return { kind: failure.kind, message: shown(failure.message) }
    const { next } = ofProxy
    const advice = next === undefined ? '' : `; ${next}`
    return { kind: 'proxy', message: shown(`${failure.message}${advice}`) }
  }
  if (exchange?.response?.truncated === true) {
    return {
      kind: 'unreadable-answer',
      message: 'the response is too long, and was not read to its end',
    }
  }
  const status = exchange?.response?.status
  return status === undefined
    ? { kind: 'network', message: 'no response came' }
    : errorOfStatus(status, passedOn(exchange ?? {}))
}

/** Of the request itself, or of the one for its access token. */
function proxyFailure(failure: ExchangeFailure | TokenFailure): ExchangeFailure | undefined {
  const cause = 'cause' in failure ? failure.cause : failure
  return cause?.kind === 'proxy' ? cause : undefined
}

/** Any 2xx is success to the sender. */
function errorOfStatus(status: number, passed: string): AttemptError | undefined {
  if (status >= 200 && status < 300) return undefined
  const message = `the endpoint responded with ${status}${passed === '' ? '' : `, ${passed}`}`
  if (status === 401) return { kind: 'unauthorized', message }
  if (status >= 300 && status < 400) {
    return { kind: 'redirect', message: `${message}; redirects are not followed` }
  }
  if (status >= 400 && status < 500) return { kind: 'client-error', message }
  return { kind: status >= 500 && status < 600 ? 'server-error' : 'unexpected-status', message }
}

function retryAfterOf(response: HttpResponse | undefined, clock: Clock): number | undefined {
  if (response?.status !== 429 && response?.status !== 503) return undefined
  return parseRetryAfter(headerOf(response, 'retry-after'), clock.now())
}

/** An endpoint may repeat the URL that it was called with. */
function withoutUrlSecrets(text: string, url: string): string {
  const secrets = secretsInUrl(url)
  if (secrets.length === 0) return text
  const redactor = new Redactor()
  redactor.add(...secrets)
  return redactor.redact(text)
}

/** Removes secrets that an endpoint echoes; rebuilt when the token changed, so that it does not grow. */
function redactorFor(signer: Signer): (signed: Signed, text: string) => string {
  let redactor: Redactor | undefined
  let token: unknown
  return (signed, text) => {
    const current = signed.ok ? signed.token : undefined
    if (redactor === undefined || current !== token) {
      redactor = new Redactor()
      redactor.add(...signer.secrets())
      token = current
    }
    // PostgreSQL keeps neither NUL nor half a character in text.
    return toUSVString(redactor.redact(text).replaceAll('\0', '\uFFFD'))
  }
}
