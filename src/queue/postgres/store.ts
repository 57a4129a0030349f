import { Pool, type PoolClient } from 'pg'
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

const CONNECTIONS = 4
const CONNECT_TIMEOUT_MS = 5000
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
  const pool = new Pool({
    connectionString,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'dropship',
    keepAlive: true,
  })
  // A connection that breaks while it is idle is replaced when one is needed.
  pool.on('error', () => undefined)
  try {
    await migrate(pool, location, options.mustExist)
    const store = new PostgresStore(pool, location, { clock, leaseMs, responseTimeoutMs })
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
  readonly #responseTimeoutMs: number
  readonly #pool: Pool
  readonly #reader: PostgresReader
  readonly #enqueueing: Batch<NewDelivery, boolean>
  readonly #settling: Batch<AttemptOutcome, boolean>
  readonly #settled = new Set<Claim>()
  readonly #claiming: PostgresClaims
  readonly #endpoints = new Set<string>()
  readonly #endpointIds = new Map<string, number>()
  readonly #listeners = new Set<(endpoint: string | undefined) => void>()
  #listening: PoolClient | undefined
  #isWorker = false
  readonly #time: DatabaseTime
  #closed = false

  constructor(
    pool: Pool,
    location: string,
    { clock, leaseMs, responseTimeoutMs }: Required<Omit<PostgresStoreOptions, 'mustExist'>>,
  ) {
    this.location = location
    this.leaseMs = leaseMs
    this.#responseTimeoutMs = responseTimeoutMs
    this.#pool = pool
    this.#time = new DatabaseTime(() => this.#databaseTime(), clock)
    this.#reader = new PostgresReader(pool, () => this.now())
    this.#enqueueing = new Batch(ENQUEUED_TOGETHER, (items) => this.#enqueue(items))
    this.#settling = new Batch({ items: BATCH }, (items) => this.#settle(items))
    this.#claiming = new PostgresClaims((name, text, values) => this.#rows(name, text, values))
  }

  now(): number {
    return this.#time.now()
  }

  readTime(): Promise<void> {
    return this.#time.read()
  }

  async enqueue(deliveries: readonly NewDelivery[]): Promise<number> {
    const added = await Promise.all(deliveries.map((delivery) => this.#enqueueing.add(delivery)))
    return added.filter(Boolean).length
  }

  async startWork(): Promise<void> {
    if (this.#isWorker) return
    this.#isWorker = true
    await this.#listen()
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
    return this.#settling.add(outcome).finally(() => this.#settled.delete(claim))
  }

  async release(claims: readonly Claim[]): Promise<void> {
    if (claims.length === 0) return
    await this.#rows('release', RELEASE, [...keysOf(claims), this.now()])
  }

  async extend(claims: readonly Claim[]): Promise<readonly Claim[]> {
    const rows = await this.#rows('extend', EXTEND, [...keysOf(claims), this.now() + this.leaseMs])
    // A worker may hold two claims of one delivery, and has then lost the older one.
    const fences = new Map(rows.map((row) => [numberOf(row, 'seq'), numberOf(row, 'fence')]))
    return claims.filter(({ key, fence }) => fences.get(key) === fence)
  }

  async pending(): Promise<readonly PendingEndpoint[]> {
    await this.#guard(() => this.#time.keep())
    if (this.#isWorker && this.#listening === undefined) await this.#listen()
    const rows = await this.#rows('pending', PENDING_ENDPOINTS, [])
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
    return this.#guard(() => this.#reader.list(filter, page))
  }

  counts(): Promise<StateCounts> {
    return this.#guard(() => this.#reader.counts())
  }

  show(id: string): Promise<DeliveryHistory | undefined> {
    return this.#guard(() => this.#reader.show(id))
  }

  async retry(filter: DeliveryFilter, redirections: readonly Redirection[] = []): Promise<number> {
    await this.#addEndpoints(redirections)
    const failed = { ...filter, states: ['failed'] } as const
    const taken = [this.now(), JSON.stringify(redirections)]
    const { condition, values } = this.#reader.condition(failed, taken)
    const retried = await this.#count(retrySql(condition), [...values])
    if (retried > 0) {
      await this.#guard(() => this.#pool.query(`SELECT pg_notify('${CHANNEL}', '')`))
    }
    return retried
  }

  discard(filter: DeliveryFilter): Promise<number> {
    const { condition, values } = this.#reader.condition({ ...filter, states: ['failed'] })
    return this.#count(discardSql(condition), [...values])
  }

  purge(deliveredBefore: number, limit: number): Promise<number> {
    return this.#rows('purge', PURGE, [deliveredBefore, limit]).then(countOf)
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#enqueueing.idle()
    await this.#settling.idle()
    this.#listeners.clear()
    this.#listening?.release(true)
    this.#listening = undefined
    await this.#pool.end()
  }

  async #enqueue(deliveries: readonly NewDelivery[]): Promise<readonly boolean[]> {
    const first = new Map<string, NewDelivery>()
    for (const one of deliveries) if (!first.has(one.id)) first.set(one.id, one)
    const rows = [...first.values()]
    await this.#addEndpoints(rows)
    const [result] = await this.#rows('enqueue', ENQUEUE, [...columnsOf(rows), this.now()])
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
    if (fresh.length > 0) await this.#rows('endpoints', ADD_ENDPOINTS, [fresh])
    for (const endpoint of fresh) this.#endpoints.add(endpoint)
  }

  async #settle(outcomes: readonly AttemptOutcome[]): Promise<readonly boolean[]> {
    const now = this.now()
    const records = JSON.stringify(outcomes.map((outcome) => recordOf(outcome, now)))
    const given = outcomes.map(({ claim }) => claim.key)
    const [result] = await this.#rows('settle', SETTLE, [records, now, given])
    const fences = (result?.fences ?? {}) as Readonly<Record<string, number>>
    return outcomes.map(({ claim }) => fences[claim.key] === claim.fence)
  }

  async #endpointId(url: string): Promise<number | undefined> {
    const known = this.#endpointIds.get(url)
    if (known !== undefined) return known
    const [row] = await this.#rows('endpoint', 'SELECT id FROM dropship_endpoint WHERE url = $1', [
      url,
    ])
    if (row === undefined) return undefined
    this.#endpointIds.set(url, numberOf(row, 'id'))
    return numberOf(row, 'id')
  }

  async #databaseTime(): Promise<number> {
    const [row] = await this.#rows('now', NOW, [])
    return numberOf(row ?? {}, 'now')
  }

  /** Listens on a separate connection; when it breaks, the next poll opens another. */
  async #listen(): Promise<void> {
    await this.#guard(async () => {
      const client = await this.#pool.connect()
      if (this.#closed) {
        client.release()
        return
      }
      this.#listening = client
      const broke = (): void => {
        if (this.#listening !== client) return
        this.#listening = undefined
        client.release(true)
      }
      client.on('error', broke)
      client.on('notification', () => {
        for (const listener of this.#listeners) listener(undefined)
      })
      try {
        await client.query(this.#limited({ text: `LISTEN ${CHANNEL}` }))
      } catch (error) {
        broke()
        throw error
      }
    })
  }

  async #count(sql: string, values: unknown[]): Promise<number> {
    return this.#guard(async () => {
      const { rows } = await this.#pool.query<Row>(sql, values)
      return countOf(rows)
    })
  }

  /** @param name under which the server keeps the prepared statement */
  async #rows(name: string, text: string, values: unknown[]): Promise<readonly Row[]> {
    const query = this.#limited({ name, text, values })
    return this.#guard(async () => (await this.#pool.query<Row>(query)).rows)
  }

  /** A database that no longer responds must not hold a worker up. */
  #limited<Q extends object>(query: Q): Q & { readonly query_timeout: number } {
    return { ...query, query_timeout: this.#responseTimeoutMs }
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw storeError(error, this.location)
    }
  }
}

function countOf(rows: readonly Row[]): number {
  return numberOf(rows[0] ?? {}, 'n')
}
