import { HarnessError } from '../../../src/core/index.ts'
import { Batch } from '../../../src/queue/batch.ts'
import type {
  Claim,
  DeliveryFilter,
  DeliveryHistory,
  NewDelivery,
  AttemptOutcome,
  QueueStore,
  Redirection,
  StateCounts,
} from '../../../src/queue/index.ts'
import { PostgresClaims } from '../../../src/queue/postgres/claims.ts'
import { DatabaseTime } from '../../../src/queue/postgres/time.ts'
import type { Row as Columns } from '../../../src/queue/rows.ts'
import type { ListPage, Page, PendingEndpoint } from '../../../src/queue/store.ts'
import type { Host } from './host.ts'
import type { SimulatedPostgres, SimulatedStatement } from './postgres-server.ts'
import { messageColumns, PostgresStatements } from './postgres-statements.ts'
import { TableReading } from './reading.ts'
import type { QueueRow } from './row.ts'

const BATCH = 500

export interface PostgresModelOptions {
  readonly leaseMs: number
}

/** @throws HarnessError STORE_UNAVAILABLE when the server is down */
export async function openPostgresModel(
  server: SimulatedPostgres,
  host: Host,
  options: PostgresModelOptions,
): Promise<PostgresStoreModel> {
  const store = new PostgresStoreModel(server, host, options)
  await store.readTime()
  return store
}

/**
 * A queue on a {@link SimulatedPostgres} as one client has it open: the real batches, claims and reading of the time, with
 * the model's statements in place of SQL.
 */
export class PostgresStoreModel implements QueueStore {
  readonly kind = 'postgres'
  readonly location = 'postgres://model'
  readonly leaseMs: number
  readonly #server: SimulatedPostgres
  readonly #host: Host
  readonly #statements: PostgresStatements
  readonly #reading: TableReading
  readonly #time: DatabaseTime
  readonly #claiming: PostgresClaims
  readonly #enqueueing: Batch<NewDelivery, boolean>
  readonly #settling: Batch<AttemptOutcome, boolean>
  readonly #settled = new Set<Claim>()
  readonly #listeners = new Set<(endpoint: string | undefined) => void>()
  readonly #notified = (): void => this.#host.later(0, () => this.#tell())
  #isWorker = false

  constructor(server: SimulatedPostgres, host: Host, { leaseMs }: PostgresModelOptions) {
    this.#server = server
    this.#host = host
    this.leaseMs = leaseMs
    this.#statements = new PostgresStatements(server)
    this.#reading = new TableReading(server.table, (row) => this.#stateOf(row))
    this.#time = new DatabaseTime(() => this.#read(() => server.host.now()), host.clock)
    this.#enqueueing = new Batch({ items: BATCH }, (items) => this.#enqueue(items))
    this.#settling = new Batch({ items: BATCH }, (items) => this.#settle(items))
    this.#claiming = new PostgresClaims((name, _text, values) => this.#prepared(name, values))
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

  endWork(): Promise<void> {
    return Promise.resolve()
  }

  async claim(url: string, limit: number, which: 'all' | 'retries'): Promise<readonly Claim[]> {
    const endpoint = this.#server.table.endpoint(url)
    if (endpoint === undefined) return []
    const now = this.now()
    const leaseUntil = now + this.leaseMs
    const id = endpoint.key
    return this.#claiming.take({ endpoint: { id, url }, limit, which, now, leaseUntil })
  }

  settle(outcome: AttemptOutcome): Promise<boolean> {
    const { claim } = outcome
    if (this.#settled.has(claim)) return Promise.resolve(false)
    this.#settled.add(claim)
    return this.#settling.add(outcome)
  }

  async release(claims: readonly Claim[]): Promise<void> {
    if (claims.length > 0) await this.#ask(this.#statements.release(claims, this.now()))
  }

  async extend(claims: readonly Claim[]): Promise<readonly Claim[]> {
    const fences = await this.#ask(this.#statements.extend(claims, this.now() + this.leaseMs))
    return claims.filter(({ key, fence }) => fences.get(key) === fence)
  }

  async pending(): Promise<readonly PendingEndpoint[]> {
    await this.#time.keep()
    if (this.#isWorker && !this.#server.listeners.has(this.#host)) await this.#listen()
    return this.#read(() =>
      this.#server.table.endpoints.flatMap(({ url, retries, fresh }) => {
        const nextRetryAt = retries.first?.current.dueAt
        const nextFreshAt = fresh.first?.current.dueAt
        const isPending = nextRetryAt !== undefined || nextFreshAt !== undefined
        return isPending ? [{ endpoint: url, nextRetryAt, nextFreshAt }] : []
      }),
    )
  }

  onDue(listener: (endpoint: string | undefined) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  list(filter: DeliveryFilter, page?: Page): Promise<ListPage> {
    return this.#read(() => this.#reading.list(filter, page))
  }

  counts(): Promise<StateCounts> {
    return this.#read(() => this.#reading.counts())
  }

  show(id: string): Promise<DeliveryHistory | undefined> {
    return this.#read(() => this.#reading.show(id))
  }

  retry(filter: DeliveryFilter, redirections?: readonly Redirection[]): Promise<number> {
    return this.#ask(this.#statements.retry(() => this.#failed(filter), this.now(), redirections))
  }

  discard(filter: DeliveryFilter): Promise<number> {
    return this.#ask(this.#statements.discard(() => this.#failed(filter)))
  }

  purge(before: number, limit: number): Promise<number> {
    const find = (): readonly QueueRow[] => this.#server.table.deliveredBefore(before, limit)
    return this.#ask(this.#statements.purge(find))
  }

  async close(): Promise<void> {
    await this.#enqueueing.idle()
    await this.#settling.idle()
    this.#listeners.clear()
    this.#server.listeners.delete(this.#host)
  }

  async #enqueue(deliveries: readonly NewDelivery[]): Promise<readonly boolean[]> {
    const keys = await this.#ask(this.#statements.enqueue(deliveries, this.now()))
    return deliveries.map((one, place) => {
      const key = keys[place]
      if (key === undefined) return false
      if (this.#isWorker) this.#claiming.remember(key, one)
      return true
    })
  }

  async #settle(outcomes: readonly AttemptOutcome[]): Promise<readonly boolean[]> {
    try {
      return await this.#ask(this.#statements.settle(outcomes, this.now()))
    } finally {
      for (const { claim } of outcomes) this.#settled.delete(claim)
    }
  }

  /** What {@link PostgresClaims} runs. */
  #prepared(name: string, values: readonly unknown[]): Promise<readonly Columns[]> {
    const { table } = this.#server
    if (name === 'messages') {
      const [keys] = values as [readonly number[]]
      return this.#read(() =>
        keys.flatMap((key): readonly Columns[] => {
          const row = table.row(key)
          return row === undefined ? [] : [{ seq: key, ...messageColumns(row) }]
        }),
      )
    }
    const [id, now, limit, leaseUntil, isAll] = values as [number, number, number, number, boolean]
    const endpoint = table.endpointOf(id)
    const isWithMessage = name === 'claim'
    const request = { endpoint, limit, isAll, now, leaseUntil, isWithMessage }
    return this.#ask(this.#statements.claim(request))
  }

  #failed(filter: DeliveryFilter): readonly QueueRow[] {
    return this.#reading.failed(filter)
  }

  async #listen(): Promise<void> {
    await this.#read(() => undefined)
    this.#server.listeners.set(this.#host, this.#notified)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(undefined)
  }

  #read<T>(read: () => T): Promise<T> {
    return this.#ask(this.#statements.read(read))
  }

  #ask<T>(made: Omit<SimulatedStatement<T>, 'by'>): Promise<T> {
    return new Promise<T>((done, failed) => {
      const broken = (): void => failed(unavailable())
      this.#server.run(this.#statements.by(this.#host, made), { done, broken })
    })
  }

  #stateOf({ current }: QueueRow): 'due' | 'sending' | 'waiting' | 'delivered' | 'failed' {
    if (current.state !== 'pending') return current.state
    const isLater = current.dueAt > this.now()
    if (current.sending && isLater) return 'sending'
    return isLater ? 'waiting' : 'due'
  }
}

function unavailable(): HarnessError {
  const sentence = 'The database no longer responds.'
  return new HarnessError('STORE_UNAVAILABLE', sentence, { mayPass: true })
}
