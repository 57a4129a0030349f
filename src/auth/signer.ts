import type { HttpRequest } from '../core/index.ts'
import { assertOneScheme } from './fields.ts'
import { assertRequestHeaders, type RequestHeader } from './request-headers.ts'
import { type Credentials, schemeNamed } from './schemes/index.ts'
import { type SchemeSigner, type SigningContext, withHeaders } from './signing.ts'

/** Signs requests for one client's endpoint, and adds the headers that go with every message. */
export interface Signer extends SchemeSigner {
  /** The request with the headers that go with every message, and without authentication. */
  extend(request: HttpRequest): HttpRequest
}

export interface SignerOptions extends SigningContext {
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
  const scheme = schemeNamed(credentials.scheme)
  assertOneScheme(credentials)
  assertRequestHeaders(headers, credentials)
  scheme.assertSendable?.(credentials)
  const own = scheme.sign(credentials, options)
  const extend = (request: HttpRequest): HttpRequest => withHeaders(request, headers)
  if (headers.length === 0) return { ...own, extend }
  const values = headers.map(([, value]) => value)
  return {
    ...own,
    extend,
    // Before it is signed: a signature covers them.
    sign: (request, signal, token) => own.sign(extend(request), signal, token),
    signNow: (request) => own.signNow?.(extend(request)),
    secrets: () => [...values, ...own.secrets()],
  }
}
