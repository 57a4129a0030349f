import type { Clock } from '../../core/index.ts'
import { Batch } from '../batch.ts'
import type {
  Claim,
  DeliveryFilter,
  DeliveryHistory,
  NewDelivery,
  AttemptOutcome,
  Redirection,
  StateCounts,
} from '../delivery.ts'
import { numberOf, type Row, textOf } from '../rows.ts'
import type { ListPage, Page, PendingEndpoint, QueueStore } from '../store.ts'
import { PostgresClaims } from './claims.ts'
import { openPool, PostgresDatabase } from './database.ts'
import { storeError, withoutPassword } from './errors.ts'
import { PostgresReader } from './reader.ts'
import { columnsOf, keysOf, recordOf } from './records.ts'
import { migrate } from './schema.ts'
import {
  ADD_ENDPOINTS,
  CHANNEL,
  discardSql,
  ENQUEUE,
  EXTEND,
  NOW,
  PENDING_ENDPOINTS,
  PURGE,
  RECORDED,
  RELEASE,
  retrySql,
  SETTLE,
} from './sql.ts'
import { DatabaseTime } from './time.ts'
import { WORKER_DEFAULTS } from '../worker-options.ts'

export interface PostgresStoreOptions {
  readonly clock: Clock
  /** How long a claim lives when its worker does not extend it, in milliseconds; default 30 000. */
  readonly leaseMs?: number
  /** Reject a database without the queue's tables instead of creating them. */
  readonly mustExist?: boolean
  /**
   * How long to wait for a response of the database, in milliseconds; default 10 000. A worker's queries take
   * a few milliseconds.
   */
  readonly responseTimeoutMs?: number
}

const BATCH = 500
/** PostgreSQL limits a value to one gigabyte. */
const ENQUEUED_TOGETHER = {
  items: BATCH,
  bytes: 32 * 1024 * 1024,
  bytesOf: ({ body }: NewDelivery) => body.byteLength,
}

/**
 * Opens a queue in a PostgreSQL database and makes its tables when they are not there. Any number of workers on any
 * number of hosts may share it; times are the database's.
 *
 * @param connectionString `postgres://user:password@host/database`
 * @throws HarnessError INVALID_URL, STORE_UNAVAILABLE, STORE_DAMAGED
 */
export async function openPostgresStore(
  connectionString: string,
  options: PostgresStoreOptions,
): Promise<QueueStore> {
  const { clock, leaseMs = WORKER_DEFAULTS.leaseMs, responseTimeoutMs = 10_000 } = options
  const location = withoutPassword(connectionString)
  const pool = openPool(connectionString)
  try {
    await migrate(pool, location, options.mustExist)
    const database = new PostgresDatabase(pool, location, responseTimeoutMs)
    const store = new PostgresStore(database, clock, leaseMs)
    await store.readTime()
    return store
  } catch (error) {
    // A connection that failed is never returned to the pool: waiting for the pool to end would never finish.
    void pool.end()
    throw storeError(error, location)
  }
}

class PostgresStore implements QueueStore {
  readonly kind = 'postgres'
  readonly location: string
  readonly leaseMs: number
  readonly #database: PostgresDatabase
  readonly #reader: PostgresReader
  readonly #enqueueing: Batch<NewDelivery, boolean>
  readonly #settling: Batch<AttemptOutcome, boolean>
  readonly #settled = new Set<Claim>()
  readonly #claiming: PostgresClaims
  readonly #endpoints = new Set<string>()
  readonly #endpointIds = new Map<string, number>()
  readonly #listeners = new Set<(endpoint: string | undefined) => void>()
  #isWorker = false
  readonly #time: DatabaseTime

  constructor(database: PostgresDatabase, clock: Clock, leaseMs: number) {
    this.location = database.location
    this.leaseMs = leaseMs
    this.#database = database
    this.#time = new DatabaseTime(() => this.#databaseTime(), clock)
    this.#reader = new PostgresReader(database, () => this.now())
    this.#enqueueing = new Batch(ENQUEUED_TOGETHER, (items) => this.#enqueue(items))
    this.#settling = new Batch({ items: BATCH }, (items) => this.#settleOnce(items))
    this.#claiming = new PostgresClaims((name, text, values) => database.rows(name, text, values))
  }

  now(): number {
    return this.#time.now()
  }

  readTime(): Promise<void> {
    return this.#time.read()
  }

  async enqueue(deliveries: readonly NewDelivery[]): Promise<number> {
    const added = await this.#enqueueing.addAll(deliveries)
    return added.filter(Boolean).length
  }

  async startWork(): Promise<void> {
    if (this.#isWorker) return
    this.#isWorker = true
    await this.#listen()
  }

  /** Any number of workers share a database, and a claim that was left ends with its lease. */
  endWork(): Promise<void> {
    return Promise.resolve()
  }

  async claim(
    endpoint: string,
    limit: number,
    which: 'all' | 'retries',
  ): Promise<readonly Claim[]> {
    const id = await this.#endpointId(endpoint)
    if (id === undefined) return []
    const now = this.now()
    const leaseUntil = now + this.leaseMs
    return this.#claiming.take({ endpoint: { id, url: endpoint }, limit, which, now, leaseUntil })
  }

  settle(outcome: AttemptOutcome): Promise<boolean> {
    const { claim } = outcome
    if (this.#settled.has(claim)) return Promise.resolve(false)
    this.#settled.add(claim)
    return this.#settling.add(outcome)
  }

  async release(claims: readonly Claim[]): Promise<void> {
    if (claims.length === 0) return
    await this.#database.rows('release', RELEASE, [...keysOf(claims), this.now()])
  }

  async extend(claims: readonly Claim[]): Promise<readonly Claim[]> {
    const rows = await this.#database.rows('extend', EXTEND, [
      ...keysOf(claims),
      this.now() + this.leaseMs,
    ])
    // A worker may hold two claims of one delivery, and has then lost the older one.
    const fences = new Map(rows.map((row) => [numberOf(row, 'seq'), numberOf(row, 'fence')]))
    return claims.filter(({ key, fence }) => fences.get(key) === fence)
  }

  async pending(): Promise<readonly PendingEndpoint[]> {
    await this.#time.keep()
    if (this.#isWorker) await this.#listen()
    const rows = await this.#database.rows('pending', PENDING_ENDPOINTS, [])
    return rows.map((row) => ({
      endpoint: textOf(row, 'url'),
      nextRetryAt: row.retry_at === null ? undefined : numberOf(row, 'retry_at'),
      nextFreshAt: row.fresh_at === null ? undefined : numberOf(row, 'fresh_at'),
    }))
  }

  onDue(listener: (endpoint: string | undefined) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  list(filter: DeliveryFilter, page?: Page): Promise<ListPage> {
    return this.#reader.list(filter, page)
  }

  counts(): Promise<StateCounts> {
    return this.#reader.counts()
  }

  show(id: string): Promise<DeliveryHistory | undefined> {
    return this.#reader.show(id)
  }

  async retry(filter: DeliveryFilter, redirections: readonly Redirection[] = []): Promise<number> {
    await this.#addEndpoints(redirections)
    const failed = { ...filter, states: ['failed'] } as const
    const taken = [this.now(), JSON.stringify(redirections)]
    const { condition, values } = this.#reader.condition(failed, taken)
    const retried = await this.#count(retrySql(condition), [...values])
    if (retried > 0) await this.#database.query(`SELECT pg_notify('${CHANNEL}', '')`, [])
    return retried
  }

  discard(filter: DeliveryFilter): Promise<number> {
    const { condition, values } = this.#reader.condition({ ...filter, states: ['failed'] })
    return this.#count(discardSql(condition), [...values])
  }

  purge(deliveredBefore: number, limit: number): Promise<number> {
    return this.#database.rows('purge', PURGE, [deliveredBefore, limit]).then(countOf)
  }

  async close(): Promise<void> {
    this.#database.stopConnecting()
    await this.#enqueueing.idle()
    await this.#settling.idle()
    this.#listeners.clear()
    await this.#database.close()
  }

  async #enqueue(deliveries: readonly NewDelivery[]): Promise<readonly boolean[]> {
    const first = new Map<string, NewDelivery>()
    for (const one of deliveries) if (!first.has(one.id)) first.set(one.id, one)
    const rows = [...first.values()]
    await this.#addEndpoints(rows)
    const [result] = await this.#database.rows('enqueue', ENQUEUE, [...columnsOf(rows), this.now()])
    const keys = new Map(Object.entries((result?.keys ?? {}) as Readonly<Record<string, number>>))
    return deliveries.map((one) => {
      const key = keys.get(one.id)
      if (key === undefined || first.get(one.id) !== one) return false
      if (this.#isWorker) this.#claiming.remember(key, one)
      return true
    })
  }

  async #addEndpoints(named: readonly { readonly endpoint: string }[]): Promise<void> {
    const fresh = [...new Set(named.map(({ endpoint }) => endpoint))].filter(
      (endpoint) => !this.#endpoints.has(endpoint),
    )
    if (fresh.length > 0) await this.#database.rows('endpoints', ADD_ENDPOINTS, [fresh])
    for (const endpoint of fresh) this.#endpoints.add(endpoint)
  }

  async #settleOnce(outcomes: readonly AttemptOutcome[]): Promise<readonly boolean[]> {
    try {
      return await this.#settle(outcomes)
    } finally {
      for (const { claim } of outcomes) this.#settled.delete(claim)
    }
  }

  async #settle(outcomes: readonly AttemptOutcome[]): Promise<readonly boolean[]> {
    const now = this.now()
    const records = outcomes.map((outcome) => recordOf(outcome, now))
    const given = outcomes.map(({ claim }) => claim.key)
    const [result] = await this.#database.rows('settle', SETTLE, [
      JSON.stringify(records),
      now,
      given,
    ])
    const fences = (result?.fences ?? {}) as Readonly<Record<string, number>>
    const settled = outcomes.map(({ claim }) => fences[claim.key] === claim.fence)
    if (!settled.includes(false)) return settled
    const rows = await this.#database.rows('recorded', RECORDED, [JSON.stringify(records)])
    const known = new Map(rows.map((row) => [numberOf(row, 'seq'), numberOf(row, 'fence')]))
    return outcomes.map(
      ({ claim }, at) => settled[at] === true || known.get(claim.key) === claim.fence,
    )
  }

  async #endpointId(url: string): Promise<number | undefined> {
    const known = this.#endpointIds.get(url)
    if (known !== undefined) return known
    const [row] = await this.#database.rows(
      'endpoint',
      'SELECT id FROM dropship_endpoint WHERE url = $1',
      [url],
    )
    if (row === undefined) return undefined
    this.#endpointIds.set(url, numberOf(row, 'id'))
    return numberOf(row, 'id')
  }

  async #databaseTime(): Promise<number> {
    const [row] = await this.#database.rows('now', NOW, [])
    return numberOf(row ?? {}, 'now')
  }

  /** Listens, unless it does; when the connection breaks, the next poll opens another. */
  #listen(): Promise<void> {
    return this.#database.listen(CHANNEL, () => {
      for (const listener of this.#listeners) listener(undefined)
    })
  }

  async #count(sql: string, values: unknown[]): Promise<number> {
    return countOf(await this.#database.query(sql, values))
  }
}

function countOf(rows: readonly Row[]): number {
  return numberOf(rows[0] ?? {}, 'n')
}
