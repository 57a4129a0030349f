import type { Draw } from '../world/draw.ts'
import type { Schedule } from '../world/schedule.ts'
import { fails, type Reaction, responds } from './reaction.ts'

/** The access tokens that a client's token service gave out. */
export class Tokens {
  readonly #schedule: Schedule
  readonly #validUntil = new Map<string, number>()
  #issued = 0

  constructor(schedule: Schedule) {
    this.#schedule = schedule
  }

  issue(lifeMs: number): string {
    const token = `token-${++this.#issued}-secret`
    this.#validUntil.set(`Bearer ${token}`, this.#schedule.now + lifeMs)
    return token
  }

  areValid(authorization: string): boolean {
    return this.#schedule.now < (this.#validUntil.get(authorization) ?? Number.NEGATIVE_INFINITY)
  }

  revokeAll(): void {
    this.#validUntil.clear()
  }
}

export interface SimulatedTokenOptions {
  readonly tokens: Tokens
  readonly draw: Draw
  /** The share of requests that fail. */
  readonly failing: number
  /** Milliseconds. */
  readonly lifeMs: number
}

export class TokenService {
  readonly #options: SimulatedTokenOptions
  #calm = false
  /** Requests that got no token. */
  failures = 0

  constructor(options: SimulatedTokenOptions) {
    this.#options = options
  }

  calmDown(): void {
    this.#calm = true
  }

  receive(): Reaction {
    const { draw, failing, tokens, lifeMs } = this.#options
    const ms = draw.between(1, 30)
    if (!this.#calm && draw.chance(failing)) {
      this.failures++
      return failure(draw, ms)
    }
    const expiresIn = draw.chance(0.1) ? {} : { expires_in: Math.round(lifeMs / 1000) }
    return ok(ms, { access_token: tokens.issue(lifeMs), token_type: 'Bearer', ...expiresIn })
  }
}

function ok(ms: number, body: unknown): Reaction {
  return responds(ms, 200, { body: Buffer.from(JSON.stringify(body)) })
}

function failure(draw: Draw, ms: number): Reaction {
  const failures: readonly Reaction[] = [
    responds(ms, 500),
    responds(ms, 503, { body: Buffer.from('maintenance') }),
    responds(ms, 400, { body: Buffer.from('{"error":"invalid_client"}') }),
    responds(ms, 302),
    fails(ms, 'connection-refused'),
    fails(ms, 'connection-reset'),
    fails(Number.POSITIVE_INFINITY, undefined),
    ok(ms, { access_token: '', token_type: 'Bearer' }),
    responds(ms, 200, { body: Buffer.from('{"access_token":') }),
  ]
  return draw.pick(failures)
}
