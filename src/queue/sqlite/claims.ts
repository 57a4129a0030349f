import type { Claim, NewDelivery } from '../delivery.ts'
import { type ClaimContent, claimContent, numberOf } from '../rows.ts'
import type { PendingEndpoint } from '../store.ts'
import type { Database, Statement } from './engine.ts'
import { RecentDeliveries } from './recent.ts'

/** A place in the order in which an endpoint's deliveries are due. */
interface Position {
  readonly dueAt: number
  readonly key: number
}

const SETTLING = 0

const START: Position = { dueAt: Number.MIN_SAFE_INTEGER, key: 0 }

/**
 * What the worker of this process holds. It is kept in memory alone: when the process dies, its deliveries are
 * simply due again.
 */
export class Claims {
  readonly #held = new Map<number, number>()
  readonly #due: Statement
  readonly #next: Statement
  readonly #rows: Statement
  readonly #recent = new RecentDeliveries()
  readonly #position = new Map<number, Position>()
  #fence = SETTLING

  constructor(database: Database) {
    this.#due = database.prepare(
      `SELECT seq, due_at FROM delivery
       WHERE endpoint = ? AND retrying = ? AND state = 0 AND due_at <= ? AND (due_at, seq) > (?, ?)
       ORDER BY due_at, seq LIMIT ?`,
    )
    // All at once: to take the locks of a read costs as much as to read a row.
    this.#rows = database.prepare(
      `SELECT d.seq, d.id, d.operation, d.method, d.url, d.identifier, d.spent, d.round, m.body
       FROM json_each(?) k JOIN delivery d ON d.seq = k.value JOIN message m ON m.seq = d.seq`,
    )
    this.#next = database.prepare(
      `SELECT seq, due_at FROM delivery
       WHERE endpoint = ? AND retrying = ? AND state = 0 ORDER BY due_at, seq LIMIT ?`,
    )
  }

  get keys(): readonly number[] {
    return [...this.#held.keys()]
  }

  holds(key: number): boolean {
    return this.#held.has(key)
  }

  release(claim: Claim): void {
    if (this.#isCurrent(claim)) this.#held.delete(claim.key)
  }

  /** Lets a claim settle once: it is still held, but by nobody. */
  beginSettling(claim: Claim): boolean {
    if (!this.#isCurrent(claim)) return false
    this.#held.set(claim.key, SETTLING)
    return true
  }

  endSettling(claim: Claim): void {
    if (this.#held.get(claim.key) === SETTLING) this.#held.delete(claim.key)
  }

  /** @param endpoint the store's key of it, and its URL */
  take(
    endpoint: { readonly key: number; readonly url: string },
    limit: number,
    which: 'all' | 'retries',
    now: number,
  ): readonly Claim[] {
    const keys = this.#free(endpoint.key, 1, limit, now)
    if (which === 'all' && keys.length < limit) {
      keys.push(...this.#free(endpoint.key, 0, limit - keys.length, now))
    }
    return this.#claims(keys, endpoint.url)
  }

  /** Remembers what was enqueued here, so that it need not be read when it is claimed. */
  remember(added: ReadonlyMap<number, NewDelivery>): void {
    for (const [key, delivery] of added) this.#recent.add(key, delivery)
  }

  /** What of an endpoint is pending, and when the next delivery is due that is not held. */
  pending(endpoint: number): Omit<PendingEndpoint, 'endpoint'> | undefined {
    const [retry, fresh] = [this.#nextOf(endpoint, 1), this.#nextOf(endpoint, 0)]
    return retry.any || fresh.any
      ? { nextRetryAt: retry.dueAt, nextFreshAt: fresh.dueAt }
      : undefined
  }

  #nextOf(endpoint: number, retrying: number): { any: boolean; dueAt: number | undefined } {
    // At most as many as are held come before the first that is free.
    const rows = this.#next.all(endpoint, retrying, this.#held.size + 1)
    const free = rows.find((row) => !this.#held.has(numberOf(row, 'seq')))
    return {
      any: rows.length > 0,
      dueAt: free === undefined ? undefined : numberOf(free, 'due_at'),
    }
  }

  /**
   * Keys of due deliveries that are not held. It goes on after the last one it gave, instead of passing over all
   * that are held each time; when that gives too few, it starts from the beginning again.
   */
  #free(endpoint: number, retrying: number, limit: number, now: number): number[] {
    const lane = endpoint * 2 + retrying
    const from = this.#position.get(lane)
    const found = from === undefined ? [] : this.#dueAfter(endpoint, retrying, limit, now, from)
    const keys =
      found.length === limit ? found : this.#dueAfter(endpoint, retrying, limit, now, START)
    const last = keys.at(-1)
    if (last === undefined || keys.length < limit) this.#position.delete(lane)
    else this.#position.set(lane, last)
    return keys.map(({ key }) => key)
  }

  #dueAfter(
    endpoint: number,
    retrying: number,
    limit: number,
    now: number,
    from: Position,
  ): readonly Position[] {
    const heldThere = from === START ? this.#held.size : 0
    return this.#due
      .all(endpoint, retrying, now, from.dueAt, from.key, limit + heldThere)
      .map((row) => ({ key: numberOf(row, 'seq'), dueAt: numberOf(row, 'due_at') }))
      .filter(({ key }) => !this.#held.has(key))
      .slice(0, limit)
  }

  #isCurrent(claim: Claim): boolean {
    return this.#held.get(claim.key) === claim.fence
  }

  /** In the order of the keys. */
  #claims(keys: readonly number[], endpoint: string): Claim[] {
    const found = new Map<number, ClaimContent>()
    const unknown: number[] = []
    for (const key of keys) {
      const delivery = this.#recent.take(key)
      if (delivery === undefined) unknown.push(key)
      else found.set(key, enqueued(delivery))
    }
    if (unknown.length > 0) {
      for (const row of this.#rows.all(JSON.stringify(unknown))) {
        found.set(numberOf(row, 'seq'), claimContent(row))
      }
    }
    const claims: Claim[] = []
    for (const key of keys) {
      const content = found.get(key)
      if (content === undefined) continue
      const fence = ++this.#fence
      this.#held.set(key, fence)
      const { delivery, identifier, spent, round } = content
      const own = { delivery, endpoint, key, fence, spent, round }
      claims.push(identifier === undefined ? own : { ...own, identifier })
    }
    return claims
  }
}

function enqueued(delivery: NewDelivery): ClaimContent {
  const { identifier } = delivery
  return { delivery, ...(identifier === undefined ? {} : { identifier }), spent: 0, round: 0 }
}
