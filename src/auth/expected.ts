import type { IncomingHttpHeaders } from 'node:http'
import type { Credentials, OAuth2Credentials } from './credentials.ts'

/** What an endpoint expects the sender to identify itself with: the sender's credentials, without the token service's address. */
export type ExpectedCredentials =
  | Exclude<Credentials, OAuth2Credentials>
  | Pick<OAuth2Credentials, 'scheme' | 'clientId' | 'clientSecret'>

/** What a check reads of a request. */
export interface CheckedRequest {
  readonly method: string
  /** Path and query as in the request line. */
  readonly target: string
  readonly headers: IncomingHttpHeaders
  readonly body: Uint8Array
}

/** Why a request is not authenticated. */
export interface Unauthenticated {
  readonly reason: 'missing' | 'malformed' | 'wrong' | 'expired' | 'revoked'
  /** One sentence for the person who reads the 401. */
  readonly message: string
  /** The value of `WWW-Authenticate`. */
  readonly challenge: string
}

/** Checks one request: `undefined` when it is authenticated. Secrets are compared in constant time. */
export type AuthenticationCheck = (request: CheckedRequest) => Unauthenticated | undefined
