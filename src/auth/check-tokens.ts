import { timingSafeEqual } from 'node:crypto'
import type { Clock } from '../core/index.ts'

export type TokenState = 'valid' | 'wrong' | 'expired' | 'revoked'

/** The access tokens that a client's token service has issued: owns which of them are good. */
export interface AccessTokens {
  /** A new opaque token. @param lifetimeMs milliseconds until it expires */
  issue(lifetimeMs: number): string
  check(token: string): TokenState
  /** Makes every token issued so far count as expired. Returns how many were good until now. */
  expireAll(): number
  /** Makes every token issued so far count as revoked. Returns how many were good until now. */
  revokeAll(): number
  /** Tokens that are good now. */
  count(): number
}

export interface AccessTokensOptions {
  readonly clock: Clock
  /** Gives unguessable text for one token, of URL-safe characters. */
  readonly createText: () => string
  /** Older tokens are forgotten, and are unknown then; default 10 000. */
  readonly limit?: number
}

interface Issued {
  readonly bytes: Buffer
  readonly expiresAt: number
  state: 'valid' | 'expired' | 'revoked'
}

/** What every token begins with, so that a journal recognises tokens in text that it shows. */
const PREFIX = 'dst_'

/** Finds tokens in any text. */
export const TOKEN_PATTERN: RegExp = /dst_[\w-]+\.[\w-]+/g

/**
 * A token is `dst_NUMBER.TEXT`: found by its number, which is not secret, and compared by its text in constant time.
 */
export function createAccessTokens(options: AccessTokensOptions): AccessTokens {
  const { clock, createText, limit = 10_000 } = options
  const issued = new Map<string, Issued>()
  let last = 0

  const isGood = (entry: Issued): boolean =>
    entry.state === 'valid' && clock.monotonic() < entry.expiresAt
  const end = (state: 'expired' | 'revoked'): number => {
    let ended = 0
    for (const entry of issued.values()) {
      if (!isGood(entry)) continue
      entry.state = state
      ended += 1
    }
    return ended
  }
  return {
    issue: (lifetimeMs) => {
      last += 1
      const token = `${PREFIX}${last.toString(36)}.${createText()}`
      issued.set(numberOf(token), {
        bytes: Buffer.from(token),
        expiresAt: clock.monotonic() + lifetimeMs,
        state: 'valid',
      })
      if (issued.size > limit) {
        const [oldest] = issued.keys()
        if (oldest !== undefined) issued.delete(oldest)
      }
      return token
    },
    check: (token) => {
      const entry = issued.get(numberOf(token))
      if (entry === undefined) return 'wrong'
      const bytes = Buffer.from(token)
      if (bytes.length !== entry.bytes.length || !timingSafeEqual(bytes, entry.bytes))
        return 'wrong'
      if (entry.state === 'revoked') return 'revoked'
      return isGood(entry) ? 'valid' : 'expired'
    },
    expireAll: () => end('expired'),
    revokeAll: () => end('revoked'),
    count: () => [...issued.values()].filter(isGood).length,
  }
}

function numberOf(token: string): string {
  return token.slice(0, token.indexOf('.'))
}
