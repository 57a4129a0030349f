import type { Secret } from '../core/index.ts'
import type { TokenParameters } from './token-parameters.ts'

/** How the client credentials travel to the token service (RFC 6749 §2.3.1, or as JSON). */
export type TokenAuth = 'form' | 'basic' | 'json'

export interface OAuth2Credentials {
  readonly scheme: 'oauth2'
  readonly tokenUrl: string
  readonly clientId: string
  readonly clientSecret: Secret
  readonly tokenAuth: TokenAuth
  readonly scope?: string
  /** What else the token request says, for example `audience`. */
  readonly parameters?: TokenParameters
}

export interface BasicCredentials {
  readonly scheme: 'basic'
  readonly username: string
  readonly password: Secret
}

export interface ApiKeyCredentials {
  readonly scheme: 'api-key'
  /** The header that carries the key, for example `X-Api-Key`. */
  readonly header: string
  readonly key: Secret
}

export interface AwsSigV4Credentials {
  readonly scheme: 'aws-sigv4'
  readonly region: string
  readonly service: string
  readonly accessKeyId: string
  readonly secretAccessKey: Secret
  /** Comes with temporary credentials. */
  readonly sessionToken?: Secret
}

export interface NoCredentials {
  readonly scheme: 'none'
}

/**
 * What the sender identifies itself with at a client's endpoint: one of the four mechanisms publicly documented
 * for these webhooks, or nothing.
 */
export type Credentials =
  | OAuth2Credentials
  | BasicCredentials
  | ApiKeyCredentials
  | AwsSigV4Credentials
  | NoCredentials
