import type { IncomingHttpHeaders } from 'node:http'
import type { Clock } from '../core/index.ts'
import type { AccessTokens } from './check-tokens.ts'

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

/** What a check needs besides the expected credentials. */
export interface CheckContext {
  readonly clock: Clock
  /** The access tokens that the endpoint's token service has issued. */
  readonly tokens: AccessTokens
}

/** The realm of every challenge. */
export const REALM = 'realm="drop-ship"'

export function unauthenticated(
  reason: Unauthenticated['reason'],
  message: string,
  challenge: string,
): Unauthenticated {
  return { reason, message, challenge }
}

/** What follows the scheme's name, which is compared without regard to case (RFC 9110 §11.1). */
export function credentialsOf(authorization: string, scheme: string): string | undefined {
  const { length } = scheme
  if (authorization.charCodeAt(length) !== 32) return undefined
  if (authorization.slice(0, length).toLowerCase() !== scheme) return undefined
  const value = authorization.slice(length + 1).trim()
  return value === '' || value.includes(' ') ? undefined : value
}
