import type { Clock, Secret } from '../core/index.ts'
import {
  type AccessToken,
  requestToken,
  type TokenClient,
  type TokenResult,
  type TokenRequestOptions,
} from './token-service.ts'

const LONGEST_MARGIN_MS = 30_000

/** How long before its end a token is no longer used: a tenth of its life, at most 30 s. */
function marginMs(lifeMs: number): number {
  return Math.min(LONGEST_MARGIN_MS, lifeMs / 10)
}

/**
 * Keeps the access token until shortly before it expires. However many deliveries need a token, one request is in
 * flight; a failure is given to all who waited for it and is not kept.
 */
export class TokenCache {
  readonly #credentials: TokenClient
  readonly #options: TokenRequestOptions
  readonly #clock: Clock
  #current: { readonly token: AccessToken; readonly usableUntil: number } | undefined
  #pending: Promise<TokenResult> | undefined

  constructor(credentials: TokenClient, options: TokenRequestOptions) {
    this.#credentials = credentials
    this.#options = options
    this.#clock = options.clock
  }

  /** A usable token without waiting, or `undefined`. */
  usable(): Secret | undefined {
    const held = this.#current
    return held !== undefined && this.#clock.monotonic() < held.usableUntil
      ? held.token.value
      : undefined
  }

  /** The cached token, or a new one when there is none or it is about to expire. */
  get(): Promise<TokenResult> {
    const usable = this.usable()
    if (usable !== undefined && this.#current !== undefined) {
      return Promise.resolve({ ok: true, token: this.#current.token })
    }
    return this.#request()
  }

  /**
   * A token other than `rejected`, which an endpoint rejected with 401: the one that replaced it already, or else a
   * new one from the token service.
   */
  renew(rejected: Secret): Promise<TokenResult> {
    // Removed at once: signing meanwhile waits for the new token, and a failing service does not bring this one back.
    if (this.#current?.token.value === rejected) this.#current = undefined
    return this.get()
  }

  #request(): Promise<TokenResult> {
    this.#pending ??= this.#fetch().finally(() => {
      this.#pending = undefined
    })
    return this.#pending
  }

  async #fetch(): Promise<TokenResult> {
    const askedAt = this.#clock.monotonic()
    const response = await requestToken(this.#credentials, this.#options)
    if (response.ok) {
      const { expiresAt } = response.token
      const usableUntil =
        expiresAt === undefined
          ? Number.POSITIVE_INFINITY
          : expiresAt - marginMs(expiresAt - askedAt)
      this.#current = { token: response.token, usableUntil }
    }
    return response
  }
}
