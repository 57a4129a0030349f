import type { Clock, Header, HttpRequest, Secret, Transport } from '../core/index.ts'
import type { TokenFailure } from './token-service.ts'

export type Signed =
  | {
      readonly ok: true
      readonly request: HttpRequest
      /** The access token it was signed with, to be passed to {@link SchemeSigner.renew} after a 401; oauth2 only. */
      readonly token?: Secret
    }
  | { readonly ok: false; readonly failure: TokenFailure }

export type Renewed =
  | { readonly ok: true; readonly token: Secret }
  | { readonly ok: false; readonly failure: TokenFailure }

/** Adds to requests what proves the sender's identity; owns the access token where there is one. */
export interface SchemeSigner {
  readonly scheme: string
  /** Whether a new token can be had after a 401: only with oauth2 does {@link SchemeSigner.renew} make sense. */
  readonly renewable: boolean
  /**
   * The request with its authentication headers. A failing token service is a typed failure, never thrown.
   * @param signal stops waiting for the token; the token request continues for other requests
   * @param token what {@link SchemeSigner.renew} gave: used as it is, however short its life; default: the one in use
   */
  sign(request: HttpRequest, signal?: AbortSignal, token?: Secret): Promise<Signed>
  /**
   * The same where nothing has to be waited for: the headers are known already.
   * @returns `undefined` where it is for {@link SchemeSigner.sign}
   */
  signNow?(request: HttpRequest): Signed | undefined
  /**
   * After a 401: a token other than `rejected`. One request is in flight however many ask; when a newer token is
   * cached already, that one is used. The next {@link SchemeSigner.sign} uses it.
   * @param rejected the token of the rejected request, as {@link SchemeSigner.sign} returned it
   */
  renew(rejected: Secret | undefined, signal?: AbortSignal): Promise<Renewed>
  /** Everything that must not be shown: what a Redactor takes before it sees an endpoint's responses. */
  secrets(): readonly Secret[]
}

/** What signers need besides credentials. */
export interface SigningContext {
  /** Carries the token requests. */
  readonly transport: Transport
  readonly clock: Clock
}

/** A signer that computes each request's headers from the request. */
export function perRequest(
  scheme: string,
  secrets: readonly Secret[],
  sign: (request: HttpRequest) => Promise<HttpRequest>,
): SchemeSigner {
  return {
    scheme,
    renewable: false,
    sign: async (request) => ({ ok: true, request: await sign(request) }),
    renew: () =>
      Promise.resolve({
        ok: false,
        failure: { kind: 'token-refused', message: `${scheme} has no token to renew` },
      }),
    secrets: () => secrets,
  }
}

/** A signer whose headers never change. */
export function fixedHeaders(
  scheme: string,
  secrets: readonly Secret[],
  headers: readonly Header[],
): SchemeSigner {
  const add = (request: HttpRequest): HttpRequest => withHeaders(request, headers)
  return {
    ...perRequest(scheme, secrets, (request) => Promise.resolve(add(request))),
    sign: (request) => Promise.resolve({ ok: true, request: add(request) }),
    signNow: (request) => ({ ok: true, request: add(request) }),
  }
}

/** Adds headers to a request, in place of those of the same name. */
export function withHeaders(request: HttpRequest, added: readonly Header[]): HttpRequest {
  if (added.length === 0) return request
  const headers: Header[] = []
  for (const header of request.headers) if (!isAmong(header[0], added)) headers.push(header)
  for (const header of added) headers.push(header)
  return { ...request, headers }
}

/** Without a set: it is asked for each header of each request. */
function isAmong(name: string, headers: readonly Header[]): boolean {
  for (const header of headers) {
    const other = header[0]
    if (other.length === name.length && other.toLowerCase() === name.toLowerCase()) return true
  }
  return false
}

/** The bytes of a body. A streamed body is read once, and must give the same bytes again when it is sent. */
export async function bytesOf(body: HttpRequest['body']): Promise<Buffer> {
  if (body === undefined) return Buffer.alloc(0)
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const chunks: Uint8Array[] = []
  for await (const chunk of body()) chunks.push(chunk)
  return Buffer.concat(chunks)
}
