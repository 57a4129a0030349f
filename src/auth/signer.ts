import {
  type Clock,
  HarnessError,
  type Header,
  type HttpRequest,
  isHeaderName,
  isHeaderValue,
  Secret,
  type Transport,
  plural,
} from '../core/index.ts'
import { signAwsSigV4 } from './aws-sigv4.ts'
import { assertBasicUsername } from './basic.ts'
import type { Credentials, OAuth2Credentials } from './credentials.ts'
import { assertRequestHeaders, type RequestHeader, withHeaders } from './request-headers.ts'
import { assertOneScheme } from './schemes.ts'
import { TokenCache } from './token-cache.ts'
import { assertTokenParameters } from './token-parameters.ts'
import type { TokenResult, TokenFailure } from './token-service.ts'
import { readTokenUrl } from './token-url.ts'

export type Signed =
  | {
      readonly ok: true
      readonly request: HttpRequest
      /** The access token it was signed with, to be passed to {@link Signer.renew} after a 401; oauth2 only. */
      readonly token?: Secret
    }
  | { readonly ok: false; readonly failure: TokenFailure }

export type Renewed =
  | { readonly ok: true; readonly token: Secret }
  | { readonly ok: false; readonly failure: TokenFailure }

/** Adds to requests what proves the sender's identity; owns the access token where there is one. */
export interface Signer {
  readonly scheme: Credentials['scheme']
  /** Whether a new token can be had after a 401: only with oauth2 does {@link Signer.renew} make sense. */
  readonly renewable: boolean
  /**
   * The request with its authentication headers. A failing token service is a typed failure, never thrown.
   * @param signal stops waiting for the token; the token request continues for other requests
   * @param token what {@link Signer.renew} gave: used as it is, however short its life; default: the one in use
   */
  sign(request: HttpRequest, signal?: AbortSignal, token?: Secret): Promise<Signed>
  /**
   * After a 401: a token other than `rejected`. One request is in flight however many ask; when a newer token is
   * cached already, that one is used. The next {@link Signer.sign} uses it.
   * @param rejected the token of the rejected request, as {@link Signer.sign} returned it
   */
  renew(rejected: Secret | undefined, signal?: AbortSignal): Promise<Renewed>
  /** The request with the headers that go with every message, and without authentication. */
  extend(request: HttpRequest): HttpRequest
  /** Everything that must not be shown: what a Redactor takes before it sees an endpoint's responses. */
  secrets(): readonly Secret[]
}

export interface SignerOptions {
  /** Carries the token requests. */
  readonly transport: Transport
  readonly clock: Clock
  /** Go with every message, signed or not; the token service is not sent them. */
  readonly headers?: readonly RequestHeader[]
}

/**
 * The signer for one client's endpoint.
 * @throws HarnessError INVALID_URL for a token URL that is none, INVALID_OPTION for credentials that no header can carry,
 * that belong to several schemes, and for request headers that are not free to be set
 */
export function createSigner(credentials: Credentials, options: SignerOptions): Signer {
  const { headers = [] } = options
  assertOneScheme(credentials)
  assertRequestHeaders(headers, credentials)
  const own = signerOf(credentials, options)
  const extend = (request: HttpRequest): HttpRequest => withHeaders(request, headers)
  if (headers.length === 0) return { ...own, extend }
  const values = headers.map(([, value]) => value)
  return {
    ...own,
    extend,
    // Before it is signed: a signature covers them.
    sign: (request, signal, token) => own.sign(extend(request), signal, token),
    secrets: () => [...values, ...own.secrets()],
  }
}

type SchemeSigner = Omit<Signer, 'extend'>

function signerOf(credentials: Credentials, options: SignerOptions): SchemeSigner {
  switch (credentials.scheme) {
    case 'none':
      return fixed('none', [], [])
    case 'basic': {
      assertBasicUsername(credentials.username)
      const pair = `${credentials.username}:${credentials.password.expose()}`
      const encoded = new Secret(
        Buffer.from(pair).toString('base64'),
        '$DROPSHIP_BASIC_CREDENTIALS',
      )
      const header = encoded.within((text) => `Basic ${text}`)
      return fixed('basic', [['Authorization', header]], [credentials.password, encoded])
    }
    case 'api-key':
      assertHeader(credentials.header, credentials.key)
      return fixed('api-key', [[credentials.header, credentials.key]], [credentials.key])
    case 'aws-sigv4':
      return {
        ...fixed(
          'aws-sigv4',
          [],
          [credentials.secretAccessKey, credentials.sessionToken].filter((s) => s !== undefined),
        ),
        sign: async (request) => ({
          ok: true,
          request: await signAwsSigV4(request, credentials, options.clock),
        }),
      }
    case 'oauth2':
      return bearer(credentials, options)
  }
}

/** Headers that never change. */
function fixed(
  scheme: Credentials['scheme'],
  headers: readonly Header[],
  secrets: readonly Secret[],
): SchemeSigner {
  return {
    scheme,
    renewable: false,
    sign: (request) => Promise.resolve({ ok: true, request: withHeaders(request, headers) }),
    renew: () =>
      Promise.resolve({
        ok: false,
        failure: { kind: 'token-refused', message: `${scheme} has no token to renew` },
      }),
    secrets: () => secrets,
  }
}

function assertHeader(name: string, key: Secret): void {
  if (isHeaderName(name) && isHeaderValue(key.expose())) return
  throw new HarnessError('INVALID_OPTION', 'No HTTP header can carry this API key.', {
    expected: 'a header name as X-Api-Key, and a key of printable ASCII characters',
    found: `the header name ${JSON.stringify(name)} with a key of ${plural(key.expose().length, 'character')}`,
    next: 'check --header and --api-key (no line end may follow the key)',
  })
}

function bearer(credentials: OAuth2Credentials, options: SignerOptions): SchemeSigner {
  readTokenUrl(credentials.tokenUrl, 'credentials.tokenUrl')
  assertTokenParameters(credentials.parameters ?? {}, credentials.scope)
  const cache = new TokenCache(credentials, options)
  // A request in flight may still carry the token before the current one, and its response may echo it.
  let recent: readonly Secret[] = []
  let header: { readonly token: Secret; readonly headers: readonly Header[] } | undefined

  const headersFor = (token: Secret): readonly Header[] => {
    if (header?.token !== token) {
      header = { token, headers: [['Authorization', token.within((text) => `Bearer ${text}`)]] }
      recent = [token, ...recent.filter((other) => other !== token)].slice(0, 4)
    }
    return header.headers
  }
  const finish = (request: HttpRequest, token: Secret): Signed => ({
    ok: true,
    request: withHeaders(request, headersFor(token)),
    token,
  })
  return {
    scheme: 'oauth2',
    renewable: true,
    sign: async (request, signal, token) => {
      const usable = token ?? cache.usable()
      if (usable !== undefined) return finish(request, usable)
      const response = await given(cache.get(), signal)
      return response.ok ? finish(request, response.token.value) : response
    },
    renew: async (rejected, signal) => {
      const response = await given(
        rejected === undefined ? cache.get() : cache.renew(rejected),
        signal,
      )
      return response.ok ? { ok: true, token: response.token.value } : response
    },
    secrets: () => [credentials.clientSecret, ...recent],
  }
}

/** Waits for a token no longer than the signal allows. */
async function given(
  response: Promise<TokenResult>,
  signal: AbortSignal | undefined,
): Promise<TokenResult> {
  if (signal === undefined) return response
  const aborted: TokenResult = {
    ok: false,
    failure: {
      kind: 'token-aborted',
      message: 'the delivery was given up while it waited for a token',
    },
  }
  if (signal.aborted) return aborted
  let stop: (() => void) | undefined
  const stopped = new Promise<TokenResult>((resolve) => {
    stop = () => resolve(aborted)
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([response, stopped])
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop)
  }
}
