import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Credentials } from '../../src/auth/index.ts'
import type { OtherClient } from '../../src/certify/index.ts'
import { Secret } from '../../src/core/index.ts'
import type { EndpointResponse } from './endpoint.ts'

/** Whom an endpoint authenticates, and how it issues tokens where it does. */
export interface TestAuthority {
  readonly challenge: string
  accepts(request: IncomingMessage, bytes: Buffer): boolean
  /** The token service's response, for its own path only. */
  token?(request: IncomingMessage, path: string, bytes: Buffer): EndpointResponse | undefined
  credentials(url: string): Credentials
  /** Another client that its token service knows. */
  readonly otherClient?: OtherClient
}

export interface TokenOptions {
  readonly expiresInSeconds?: number
  /** Changes a token response before it is sent. */
  readonly respond?: (response: EndpointResponse, token: string) => EndpointResponse
  /** Whether a token is still valid; by default until it expires. */
  readonly isValid?: (token: string, issued: ReadonlyMap<string, number>) => boolean
  readonly checksSecret?: boolean
  /** Whether a client's secret is the correct one. */
  readonly isSecret?: (secret: string | null, own: string) => boolean
  /** Makes a token; opaque ones by default. */
  readonly mint?: () => string
  readonly checksClient?: boolean
  /** Whether a token is valid whoever it was issued to. */
  readonly acceptsOthers?: boolean
}

const CLIENT = 'optoro'
const SECRET = 'a-secret-of-the-client'
const OTHER_CLIENT = 'another-shop'
const OTHER_SECRET = 'a-secret-of-another-shop'

/** OAuth 2 client credentials in the form body, with opaque tokens. */
export function tokens(options: TokenOptions = {}): TestAuthority {
  const issued = new Map<string, number>()
  const lifeSeconds = options.expiresInSeconds ?? 3600
  const isValid = options.isValid ?? ((token) => (issued.get(token) ?? 0) > Date.now())
  return {
    challenge: 'Bearer',
    accepts: (request) => {
      const match = /^bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '')
      return match?.[1] !== undefined && isValid(match[1], issued)
    },
    token: (_request, path, bytes) => {
      if (path !== '/oauth/token') return undefined
      const form = new URLSearchParams(bytes.toString('utf8'))
      const isOther =
        form.get('client_id') === OTHER_CLIENT && form.get('client_secret') === OTHER_SECRET
      const isClient = options.checksClient === false || form.get('client_id') === CLIENT
      const isSecret = options.isSecret ?? ((secret, own) => secret === own)
      const hasSecret =
        options.checksSecret === false || isSecret(form.get('client_secret'), SECRET)
      if (!isOther && (!isClient || !hasSecret)) {
        return {
          status: 401,
          headers: { 'content-type': 'application/json' },
          body: '{"error":"invalid_client"}',
        }
      }
      const token = options.mint?.() ?? randomBytes(24).toString('hex')
      if (!isOther || options.acceptsOthers === true) {
        issued.set(token, Date.now() + lifeSeconds * 1000)
      }
      const response: EndpointResponse = {
        status: 200,
        headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
        body: JSON.stringify({
          access_token: token,
          token_type: 'Bearer',
          expires_in: lifeSeconds,
        }),
      }
      return options.respond?.(response, token) ?? response
    },
    credentials: (url) => ({
      scheme: 'oauth2',
      tokenUrl: `${url}/oauth/token`,
      clientId: CLIENT,
      clientSecret: new Secret(SECRET, '$DROPSHIP_CLIENT_SECRET'),
      tokenAuth: 'form',
    }),
    otherClient: {
      clientId: OTHER_CLIENT,
      clientSecret: new Secret(OTHER_SECRET, '$DROPSHIP_OTHER_CLIENT_SECRET'),
    },
  }
}

/** HTTP Basic with one user. */
export function basic(): TestAuthority {
  const user = 'optoro'
  const password = 'correct horse battery'
  const correct = Buffer.from(`${user}:${password}`).toString('base64')
  return {
    challenge: 'Basic realm="drop ship"',
    accepts: (request) =>
      /^basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1] === correct,
    credentials: () => ({
      scheme: 'basic',
      username: user,
      password: new Secret(password, '$DROPSHIP_PASSWORD'),
    }),
  }
}

/** A key in a header of the client's choice. */
export function apiKey(header = 'X-Client-Key'): TestAuthority {
  const key = 'key-0123456789abcdef'
  return {
    challenge: 'ApiKey',
    accepts: (request) => request.headers[header.toLowerCase()] === key,
    credentials: () => ({ scheme: 'api-key', header, key: new Secret(key, '$DROPSHIP_API_KEY') }),
  }
}
