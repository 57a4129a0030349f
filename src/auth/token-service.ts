import {
  type Clock,
  defined,
  type ExchangeFailure,
  type Header,
  type HttpRequest,
  type HttpResponse,
  isRecord,
  jsonIn,
  printableLine,
  Redactor,
  Secret,
  shownUrl,
  textOf,
  type Transport,
} from '../core/index.ts'
import { parameterPairs, type TokenParameters } from './token-parameters.ts'

/** How the client credentials travel to the token service (RFC 6749 §2.3.1, or as JSON). */
export const TOKEN_AUTH = ['form', 'basic', 'json'] as const

/** A client of a token service. */
export interface TokenClient {
  readonly tokenUrl: string
  readonly clientId: string
  readonly clientSecret: Secret
  readonly tokenAuth: (typeof TOKEN_AUTH)[number]
  readonly scope?: string
  /** What else the token request says, for example `audience`. */
  readonly parameters?: TokenParameters
}

/** Why no access token came. Each is a failure of the attempt that needed the token. */
export type TokenFailureKind =
  /** The token service was not reached, or closed the connection. */
  | 'token-unreachable'
  /** It did not respond within the time limit. */
  | 'token-timeout'
  /** It responded with 4xx: the client credentials or the grant are not accepted. */
  | 'token-refused'
  /** It responded with 5xx or with a redirect. */
  | 'token-error'
  /** It responded with 200, but not with an RFC 6749 §5.1 token response. */
  | 'token-unreadable'
  /** The delivery that waited for the token was given up. */
  | 'token-aborted'

export interface TokenFailure {
  readonly kind: TokenFailureKind
  /** One sentence for a person; secrets are replaced by their placeholders. */
  readonly message: string
  /** The token service's status, when it responded. */
  readonly status?: number
  /** Why the service was not reached. */
  readonly cause?: ExchangeFailure
}

export interface AccessToken {
  readonly value: Secret
  /** Milliseconds on the monotonic clock; `undefined` when the service did not say how long the token lives. */
  readonly expiresAt: number | undefined
}

export type TokenResult =
  | { readonly ok: true; readonly token: AccessToken }
  | { readonly ok: false; readonly failure: TokenFailure }

export interface TokenRequestOptions {
  readonly transport: Transport
  readonly clock: Clock
}

const MAX_TOKEN_LENGTH = 16_384
const MAX_DETAIL_LENGTH = 300
const LONGEST_LIFE_S = 10 * 365 * 24 * 3600
const NO_TOKEN_FROM = 'no access token from '

/** The token service that a failure's message names, secrets replaced; `undefined` where it names none. */
export function tokenUrlIn(message: string): string | undefined {
  if (!message.startsWith(NO_TOKEN_FROM)) return undefined
  return /^(\S+): /.exec(message.slice(NO_TOKEN_FROM.length))?.[1]
}

/** RFC 6749 §2.3.1: user name and password of HTTP Basic are form-encoded first. */
function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1)
}

function basicPair({ clientId, clientSecret }: TokenClient): Secret {
  const pair = `${formEncoded(clientId)}:${formEncoded(clientSecret.expose())}`
  return new Secret(Buffer.from(pair).toString('base64'), '$DROPSHIP_CLIENT_BASIC')
}

/**
 * The token request of RFC 6749 §4.4.2, with the client credentials in the form body, in HTTP Basic, or as JSON.
 */
export function tokenRequest(credentials: TokenClient): HttpRequest {
  const { clientId, clientSecret, scope, parameters, tokenAuth, tokenUrl } = credentials
  const grant = {
    grant_type: 'client_credentials',
    ...defined({ scope }),
    ...parameters,
  }
  const inBody = { ...grant, client_id: clientId, client_secret: clientSecret.expose() }
  const post = (type: string, body: string, headers: readonly Header[] = []): HttpRequest => ({
    method: 'POST',
    url: tokenUrl,
    headers: [['Content-Type', type], ['Accept', 'application/json'], ...headers],
    body: Buffer.from(body),
  })
  const form = 'application/x-www-form-urlencoded'
  switch (tokenAuth) {
    case 'form':
      return post(form, new URLSearchParams(parameterPairs(inBody)).toString())
    case 'json':
      return post('application/json', JSON.stringify(inBody))
    case 'basic':
      return post(form, new URLSearchParams(parameterPairs(grant)).toString(), [
        ['Authorization', basicPair(credentials).within((text) => `Basic ${text}`)],
      ])
  }
}

/** Asks the client's token service for an access token once, and reads its response strictly. */
export async function requestToken(
  credentials: TokenClient,
  { transport, clock }: TokenRequestOptions,
): Promise<TokenResult> {
  const askedAt = clock.monotonic()
  const { response, failure } = await transport.send(tokenRequest(credentials))
  if (response === undefined || failure !== undefined) {
    const timedOut = failure?.kind.endsWith('timeout') === true
    const kind = timedOut ? 'token-timeout' : 'token-unreachable'
    const reason = failure?.message ?? 'no response'
    const message = `${NO_TOKEN_FROM}${shownUrl(credentials.tokenUrl)}: ${reason}`
    const cause = failure === undefined ? {} : { cause: failure }
    return { ok: false, failure: { kind, message, ...cause } }
  }
  if (response.status !== 200) return failedResponse(credentials, response)
  const parsed = parseTokenResponse(response)
  if (typeof parsed === 'string') {
    return failedToken(
      'token-unreadable',
      `the token service responded with 200, but ${parsed}`,
      response.status,
    )
  }
  const { accessToken, expiresIn } = parsed
  return {
    ok: true,
    token: {
      value: new Secret(accessToken, '$DROPSHIP_ACCESS_TOKEN'),
      expiresAt: expiresIn === undefined ? undefined : askedAt + expiresIn * 1000,
    },
  }
}

function failedToken(kind: TokenFailureKind, message: string, status?: number): TokenResult {
  return {
    ok: false,
    failure: { kind, message, ...defined({ status }) },
  }
}

function failedResponse(credentials: TokenClient, response: HttpResponse): TokenResult {
  const { status } = response
  const kind = status >= 400 && status < 500 ? 'token-refused' : 'token-error'
  const redactor = new Redactor()
  redactor.add(credentials.clientSecret, basicPair(credentials))
  const words = redactor.redact(errorWords(response))
  const shown = words.length > MAX_DETAIL_LENGTH ? `${words.slice(0, MAX_DETAIL_LENGTH)}…` : words
  const detail = shown === '' ? '' : ` (${shown})`
  return failedToken(kind, `the token service responded with ${status}${detail}`, status)
}

/** RFC 6749 §5.2: `error` and `error_description`, where the response has them. */
function errorWords(response: HttpResponse): string {
  const body = parseJson(response)
  if (!isRecord(body) || typeof body.error !== 'string') return ''
  const description = body.error_description
  const text = typeof description === 'string' ? `${body.error}: ${description}` : body.error
  return printableLine(text)
}

function parseJson(response: HttpResponse): unknown {
  return response.truncated ? undefined : jsonIn(textOf(response.body))
}

/** RFC 6749 §5.1, or a sentence's end that says what is wrong with the response. */
function parseTokenResponse(
  response: HttpResponse,
): { readonly accessToken: string; readonly expiresIn: number | undefined } | string {
  const body = parseJson(response)
  if (!isRecord(body)) return 'its body is not a JSON object'
  const { access_token: accessToken, token_type: type, expires_in: life } = body
  if (typeof accessToken !== 'string' || accessToken === '')
    return 'access_token is not a non-empty string'
  if (accessToken.length > MAX_TOKEN_LENGTH || !/^[\u0021-\u007E]+$/.test(accessToken)) {
    return `access_token is longer than ${MAX_TOKEN_LENGTH} characters or not printable ASCII`
  }
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer')
    return 'token_type is not "Bearer"'
  if (life === undefined || life === null) return { accessToken, expiresIn: undefined }
  const numeric = typeof life === 'number' || (typeof life === 'string' && /^\d{1,12}$/.test(life))
  const seconds = numeric ? Number(life) : Number.NaN
  if (!Number.isFinite(seconds) || seconds < 0) return 'expires_in is not a number of seconds'
  return { accessToken, expiresIn: Math.min(seconds, LONGEST_LIFE_S) }
}
