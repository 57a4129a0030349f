import type { Claim, NewDelivery, AttemptOutcome } from '../delivery.ts'
import { RecentDeliveries } from '../recent.ts'
import type { PendingEndpoint } from '../store.ts'
import type { DueReads, DuePosition } from './due-reads.ts'

const SETTLING = 0

/** Positions, not messages. */
const READ_AHEAD = 256

/** An untried delivery is due whatever the clock says, because the clock may have been set back. */
const ANY_TIME = Number.MAX_SAFE_INTEGER

/** What is remembered from its enqueueing. */
const NEVER_TRIED = { spent: 0, round: 0 }

const START: DuePosition = { dueAt: Number.MIN_SAFE_INTEGER, key: 0 }

/**
 * The claims of this process's worker. They exist in memory only: when the process dies, its deliveries are
 * simply due again.
 */
export class Claims {
  readonly #held = new Map<number, number>()
  readonly #reads: DueReads
  #recent = new RecentDeliveries()
  /** What was read and not yet given, by endpoint and whether it is a retry. */
  readonly #ahead = new Map<number, readonly DuePosition[]>()
  /** The time before which no unclaimed retry to an endpoint is due; absent: unknown. */
  readonly #noRetryBefore = new Map<string, number>()
  #fence = SETTLING

  constructor(reads: DueReads) {
    this.#reads = reads
  }

  get keys(): readonly number[] {
    return [...this.#held.keys()]
  }

  has(key: number): boolean {
    return this.#held.has(key)
  }

  /** Forgets everything, since another process may be the worker from now on. */
  forget(): void {
    this.#held.clear()
    this.#ahead.clear()
    this.#noRetryBefore.clear()
    this.#recent = new RecentDeliveries()
  }

  release(claim: Claim): void {
    if (!this.#isCurrent(claim)) return
    this.#held.delete(claim.key)
    this.#noRetryBefore.delete(claim.endpoint)
    // It comes before what was read ahead.
    this.#ahead.clear()
  }

  /** Lets a claim settle once: until then the delivery stays claimed, by no worker. */
  beginSettling(claim: Claim): boolean {
    if (!this.#isCurrent(claim)) return false
    this.#held.set(claim.key, SETTLING)
    return true
  }

  /** @param isDurable otherwise the claim may settle once more, or be released */
  endSettling({ claim, settlement }: AttemptOutcome, isDurable: boolean): void {
    if (this.#held.get(claim.key) !== SETTLING) return
    if (!isDurable) {
      this.#held.set(claim.key, claim.fence)
      return
    }
    this.#held.delete(claim.key)
    const known = this.#noRetryBefore.get(claim.endpoint)
    if (known !== undefined && settlement.state === 'waiting') {
      this.#noRetryBefore.set(claim.endpoint, Math.min(known, settlement.dueAt))
    }
  }

  /** @param endpoint the store's key of it, and its URL */
  take(
    endpoint: { readonly key: number; readonly url: string },
    limit: number,
    which: 'all' | 'retries',
    now: number,
  ): readonly Claim[] {
    return this.#reads.together(() => {
      const keys = this.#dueRetries(endpoint, limit, now)
      if (which === 'all' && keys.length < limit) {
        keys.push(...this.#free(endpoint.key, 0, limit - keys.length, ANY_TIME))
      }
      return this.#claims(keys, endpoint.url)
    })
  }

  /** Only this process makes retries while it is the worker: it need not ask each time whether one is due. */
  #dueRetries(
    { key, url }: { readonly key: number; readonly url: string },
    limit: number,
    now: number,
  ): number[] {
    if (now < (this.#noRetryBefore.get(url) ?? now)) return []
    const keys = this.#free(key, 1, limit, now)
    if (keys.length < limit) {
      const after = { dueAt: now, key: Number.MAX_SAFE_INTEGER }
      const [next] = this.#dueAfter(key, 1, 1 + this.#held.size, ANY_TIME, after)
      this.#noRetryBefore.set(url, next?.dueAt ?? Infinity)
    }
    return keys
  }

  /** Remembers what was enqueued here, so that it need not be read when it is claimed. */
  remember(key: number, delivery: NewDelivery): void {
    this.#recent.add(key, delivery)
  }

  /** What of an endpoint is pending, and when the next delivery is due that is not held. */
  pending(endpoint: number, now: number): Omit<PendingEndpoint, 'endpoint'> | undefined {
    const [retry, fresh] = [this.#nextOf(endpoint, 1), this.#nextOf(endpoint, 0)]
    return retry.any || fresh.any
      ? {
          nextRetryAt: retry.dueAt,
          nextFreshAt: fresh.dueAt === undefined ? undefined : Math.min(fresh.dueAt, now),
        }
      : undefined
  }

  #nextOf(endpoint: number, retrying: number): { any: boolean; dueAt: number | undefined } {
    // At most as many as are claimed come before the first unclaimed one.
    const next = this.#reads.next(endpoint, retrying, this.#held.size + 1)
    return {
      any: next.length > 0,
      dueAt: next.find(({ key }) => !this.#held.has(key))?.dueAt,
    }
  }

  /**
   * Keys of due deliveries that are not held. They are read ahead, and each reading goes on after the last one,
   * instead of passing over all that are held each time; when that gives too few, it starts from the beginning again.
   */
  #free(endpoint: number, retrying: number, limit: number, now: number): number[] {
    const order = endpoint * 2 + retrying
    let ahead = this.#ahead.get(order) ?? []
    const last = ahead.at(-1)
    if (ahead.length < limit && last !== undefined) {
      ahead = [...ahead, ...this.#dueAfter(endpoint, retrying, READ_AHEAD, now, last)]
    }
    if (ahead.length < limit) {
      ahead = this.#dueAfter(endpoint, retrying, READ_AHEAD + this.#held.size, now, START)
    }
    const keys = ahead.slice(0, limit).map(({ key }) => key)
    // The last one read says where to go on.
    if (ahead.length > limit) this.#ahead.set(order, ahead.slice(limit))
    else this.#ahead.delete(order)
    return keys
  }

  #dueAfter(
    endpoint: number,
    retrying: number,
    limit: number,
    now: number,
    from: DuePosition,
  ): readonly DuePosition[] {
    const due = this.#reads.due(endpoint, retrying, now, from, limit)
    return due.filter(({ key }) => !this.#held.has(key))
  }

  #isCurrent(claim: Claim): boolean {
    return this.#held.get(claim.key) === claim.fence
  }

  /** In the order of the keys. */
  #claims(keys: readonly number[], endpoint: string): Claim[] {
    const { known, unknown } = this.#recent.take(keys)
    const read = unknown.length === 0 ? undefined : this.#reads.messages(unknown)
    const claims: Claim[] = []
    for (const key of keys) {
      const content = read?.get(key)
      const message = known.get(key) ?? content
      if (message === undefined) continue
      const fence = ++this.#fence
      this.#held.set(key, fence)
      const { spent, round } = content ?? NEVER_TRIED
      const { delivery, identifier } = message
      claims.push(
        identifier === undefined
          ? { delivery, endpoint, key, fence, spent, round }
          : { delivery, identifier, endpoint, key, fence, spent, round },
      )
    }
    return claims
  }
}
