import type { Attempt } from '../sender/index.ts'
import {
  afterAttempt,
  type BreakerPolicy,
  type BreakerState,
  CLOSED,
  type Permit,
  permitOf,
} from './breaker.ts'
import type { Claim } from './delivery.ts'

export interface EndpointPolicy {
  /** Deliveries under way to one endpoint at a time. */
  readonly concurrency: number
  /** Deliveries started per second at most; absent: no limit. */
  readonly ratePerSecond?: number
  /** Absent: nothing is held back. */
  readonly breaker?: BreakerPolicy
}

/** What an endpoint queue asks the store for. */
export interface Wanted {
  readonly limit: number
  readonly which: 'all' | 'retries'
}

/** How far behind its rate a queue may catch up: late timers must not lower the rate. */
const CATCH_UP_MS = 20

/**
 * One endpoint's deliveries within a worker: which are held, how many are in flight, and which may start now. All times
 * are the worker's monotonic time.
 */
export class EndpointQueue {
  readonly endpoint: string
  readonly #concurrency: number
  readonly #ratePerSecond: number | undefined
  readonly #breakerPolicy: BreakerPolicy | undefined
  #breaker: BreakerState = CLOSED
  #retries: Claim[] = []
  #fresh: Claim[] = []
  #nextStartAt = 0
  /** No further delivery was due when the store was last asked. */
  exhausted = false
  /** The store is being asked. */
  claiming = false
  /** Deliveries under way, until their outcome is durable. */
  running = 0
  nextRetryAt: number | undefined
  nextFreshAt: number | undefined

  constructor(endpoint: string, policy: EndpointPolicy) {
    this.endpoint = endpoint
    this.#concurrency = policy.concurrency
    this.#ratePerSecond = policy.ratePerSecond
    this.#breakerPolicy = policy.breaker
  }

  get held(): number {
    return this.#retries.length + this.#fresh.length
  }

  /** How long fresh deliveries are held back from now on; `undefined` while the endpoint is up. */
  pauseMs(now: number): number | undefined {
    const { openUntil } = this.#breaker
    return openUntil === undefined ? undefined : Math.max(0, openUntil - now)
  }

  permit(now: number): Permit {
    return permitOf(this.#breaker, now)
  }

  /** What to ask the store for now, or `undefined`. */
  wanted(now: number): Wanted | undefined {
    if (this.claiming || this.exhausted) return undefined
    const concurrency = this.#concurrency
    const permit = this.permit(now)
    const room = concurrency - this.held
    if (permit === 'all' && room > concurrency / 2) return { limit: room, which: 'all' }
    if (permit === 'probe' && this.running === 0 && this.held === 0)
      return { limit: 1, which: 'all' }
    const limit = concurrency - this.#retries.length
    return limit > 0 && isPast(this.nextRetryAt, now) ? { limit, which: 'retries' } : undefined
  }

  /** Accepts the store's claims for `wanted`. @param askedAt when the store was asked */
  claimed(claims: readonly Claim[], { limit, which }: Wanted, askedAt: number): void {
    for (const claim of claims) (claim.spent > 0 ? this.#retries : this.#fresh).push(claim)
    this.exhausted = claims.length < limit
    // Retries come first: when some of the claims are not retries, no retry that was due then is left.
    const noRetryLeft = this.exhausted || claims.some(({ spent }) => spent === 0)
    if (noRetryLeft && isPast(this.nextRetryAt, askedAt)) this.nextRetryAt = undefined
    const noneLeft = this.exhausted && which === 'all'
    if (noneLeft && isPast(this.nextFreshAt, askedAt)) this.nextFreshAt = undefined
  }

  /** The next delivery that may start now. */
  take(now: number): Claim | undefined {
    const [concurrency, ratePerSecond] = [this.#concurrency, this.#ratePerSecond]
    if (this.running >= concurrency || now < this.#nextStartAt) return undefined
    const permit = this.permit(now)
    const freshToo = permit === 'all' || (permit === 'probe' && this.running === 0)
    const claim = this.#retries.shift() ?? (freshToo ? this.#fresh.shift() : undefined)
    if (claim === undefined) return undefined
    this.running++
    if (ratePerSecond !== undefined) {
      this.#nextStartAt = Math.max(this.#nextStartAt, now - CATCH_UP_MS) + 1000 / ratePerSecond
    }
    return claim
  }

  /** Returns claims that wait here and may not start: all when stopping, fresh ones when the endpoint went down. */
  giveBack(which: 'all' | 'fresh'): readonly Claim[] {
    const claims = which === 'all' ? [...this.#retries, ...this.#fresh] : this.#fresh
    this.#fresh = []
    if (which === 'all') this.#retries = []
    return claims
  }

  /** Removes the waiting claims that are lost, without an attempt and whatever the rate. */
  drop(isLost: (claim: Claim) => boolean): readonly Claim[] {
    const lost = [...this.#retries, ...this.#fresh].filter(isLost)
    if (lost.length > 0) {
      this.#retries = this.#retries.filter((claim) => !isLost(claim))
      this.#fresh = this.#fresh.filter((claim) => !isLost(claim))
    }
    return lost
  }

  /** @returns whether the endpoint went down or came back with this attempt */
  observe(attempt: Attempt, now: number): boolean {
    if (this.#breakerPolicy === undefined) return false
    const before = this.#breaker
    this.#breaker = afterAttempt(before, attempt, now, this.#breakerPolicy)
    return before.openUntil !== this.#breaker.openUntil
  }

  /** Sets when the next deliveries are due according to the store; `undefined` where none is pending. */
  update(nextRetryAt: number | undefined, nextFreshAt: number | undefined): void {
    this.nextRetryAt = nextRetryAt
    this.nextFreshAt = nextFreshAt
  }

  /** When this queue next has work that neither a response nor a notification of the store announces. */
  nextTime(now: number): number {
    if (this.exhausted && !this.claiming && this.isDue(now)) return now
    const start = this.held > 0 ? this.#nextStartAt : now
    return Math.min(
      later(start, now),
      later(this.nextFreshAt, now),
      later(this.nextRetryAt, now),
      later(this.#breaker.openUntil, now),
    )
  }

  /** Whether something is due that may be claimed. */
  isDue(now: number): boolean {
    const fresh = isPast(this.nextFreshAt, now) && this.permit(now) !== 'retries'
    return fresh || isPast(this.nextRetryAt, now)
  }
}

function isPast(time: number | undefined, now: number): boolean {
  return time !== undefined && time <= now
}

function later(time: number | undefined, now: number): number {
  return time === undefined || time <= now ? Infinity : time
}
