import { HarnessError } from '../../../src/core/index.ts'
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
import type { ListPage, Page, PendingEndpoint } from '../../../src/queue/store.ts'
import { Claims } from '../../../src/queue/sqlite/claims.ts'
import type { DueReads, DuePosition } from '../../../src/queue/sqlite/due-reads.ts'
import { storeError } from '../../../src/queue/sqlite/errors.ts'
import type { StoredContent } from '../../../src/queue/sqlite/messages.ts'
import { WriteAheadLog } from '../../../src/queue/sqlite/wal.ts'
import { GroupWriter } from '../../../src/queue/sqlite/writer.ts'
import type { Host } from './host.ts'
import { TableReading } from './reading.ts'
import type { QueueRow } from './row.ts'
import type { SqliteFile } from './sqlite-file.ts'
import { enqueue, remove, retry, settle } from './statements.ts'
import type { PendingIndex } from './pending-index.ts'
import type { Table } from './table.ts'

const BUSY_TIMEOUT_MS = 10_000
const WAKEUP_MS = 1

/**
 * A queue file as one process has it open: the real writer, log and claims over a {@link SqliteFile}, in place of
 * SQLite.
 */
export class SqliteStoreModel implements QueueStore {
  readonly kind = 'sqlite'
  readonly location = 'queue.db'
  readonly leaseMs = undefined
  readonly #file: SqliteFile
  readonly #host: Host
  readonly #writer: GroupWriter
  readonly #claims: Claims
  readonly #reading: TableReading
  readonly #listeners = new Set<(endpoint: string | undefined) => void>()
  readonly #wakeup = (): void => this.#host.later(WAKEUP_MS, () => this.#tell(undefined))
  #isWorker = false
  #workers = 0

  constructor(file: SqliteFile, host: Host) {
    const { turns } = host
    this.#file = file
    this.#host = host
    this.#writer = new GroupWriter({
      database: { exec: (sql) => file.exec(sql, host) },
      path: this.location,
      log: new WriteAheadLog(file.log(turns), turns),
      turns,
      busyTimeoutMs: BUSY_TIMEOUT_MS,
    })
    this.#claims = new Claims(new TableReads(file.table))
    this.#reading = new TableReading(file.table, (row) => this.#stateOf(row))
  }

  now(): number {
    return this.#host.clock.now()
  }

  async enqueue(deliveries: readonly NewDelivery[]): Promise<number> {
    let added: QueueRow[] = []
    await this.#writer.write(
      () => {
        const rows = enqueue(this.#file.table, deliveries, this.now())
        added = rows.filter((row) => row !== undefined)
      },
      () => {
        if (!this.#isWorker) return
        for (const { key, delivery } of added) this.#claims.remember(key, delivery)
      },
    )
    if (added.length > 0) {
      for (const endpoint of new Set(deliveries.map((delivery) => delivery.endpoint))) {
        this.#becameDue(endpoint)
      }
    }
    return added.length
  }

  startWork(): Promise<void> {
    const { worker } = this.#file
    if (worker !== undefined && worker !== this.#host) {
      const error = new HarnessError('WORKER_ALREADY_RUNNING', 'A worker delivers from this file.')
      return Promise.reject(error)
    }
    this.#workers += 1
    this.#file.worker = this.#host
    this.#isWorker = true
    this.#file.watchers.set(this.#host, this.#wakeup)
    return Promise.resolve()
  }

  endWork(): Promise<void> {
    this.#workers -= 1
    if (this.#workers > 0) return Promise.resolve()
    this.#claims.forget()
    this.#file.leave(this.#host)
    this.#isWorker = false
    return Promise.resolve()
  }

  claim(endpoint: string, limit: number, which: 'all' | 'retries'): Promise<readonly Claim[]> {
    return this.#read(() => {
      const known = this.#file.table.endpoint(endpoint)
      if (known === undefined) return []
      return this.#claims.take({ key: known.key, url: endpoint }, limit, which, this.now())
    })
  }

  settle(outcome: AttemptOutcome, onRecorded?: () => void): Promise<boolean> {
    if (!this.#claims.beginSettling(outcome.claim)) return Promise.resolve(false)
    return this.#writer.write(
      () => this.#settle(outcome),
      onRecorded,
      (isDurable) => this.#claims.endSettling(outcome, isDurable),
    )
  }

  release(claims: readonly Claim[]): Promise<void> {
    for (const claim of claims) this.#claims.release(claim)
    return Promise.resolve()
  }

  extend(claims: readonly Claim[]): Promise<readonly Claim[]> {
    return Promise.resolve(claims)
  }

  pending(): Promise<readonly PendingEndpoint[]> {
    return this.#read(() =>
      this.#file.table.endpoints.flatMap(({ key, url }) => {
        const pending = this.#claims.pending(key, this.now())
        return pending === undefined ? [] : [{ endpoint: url, ...pending }]
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

  async retry(filter: DeliveryFilter, redirections?: readonly Redirection[]): Promise<number> {
    const retried = await this.#writer.write(() => {
      const rows = this.#failed(filter)
      retry(this.#file.table, rows, this.now(), redirections)
      return rows.length
    })
    if (retried > 0) this.#becameDue(undefined)
    return retried
  }

  discard(filter: DeliveryFilter): Promise<number> {
    return this.#removeAll(() => this.#failed(filter))
  }

  purge(before: number, limit: number): Promise<number> {
    return this.#removeAll(() => this.#file.table.deliveredBefore(before, limit))
  }

  async close(): Promise<void> {
    await this.#writer.close()
    this.#file.leave(this.#host)
    this.#isWorker = false
  }

  #settle(outcome: AttemptOutcome): boolean {
    const row = this.#file.table.row(outcome.claim.key)
    if (row?.current.state !== 'pending') return false
    settle(this.#file.table, row, outcome, this.now())
    return true
  }

  #failed(filter: DeliveryFilter): readonly QueueRow[] {
    return this.#reading.failed(filter)
  }

  #removeAll(find: () => readonly QueueRow[]): Promise<number> {
    return this.#writer.write(() => {
      const rows = find()
      remove(this.#file.table, rows)
      return rows.length
    })
  }

  #becameDue(endpoint: string | undefined): void {
    this.#tell(endpoint)
    if (!this.#isWorker) for (const wake of this.#file.watchers.values()) wake()
  }

  #tell(endpoint: string | undefined): void {
    for (const listener of this.#listeners) listener(endpoint)
  }

  #stateOf({ key, current }: QueueRow): 'due' | 'sending' | 'waiting' | 'delivered' | 'failed' {
    if (current.state !== 'pending') return current.state
    if (this.#claims.has(key)) return 'sending'
    return current.retrying && current.dueAt > this.now() ? 'waiting' : 'due'
  }

  #read<T>(read: () => T): Promise<T> {
    try {
      return Promise.resolve(this.#file.read(read))
    } catch (error) {
      return Promise.reject(storeError(error, this.location))
    }
  }
}

/** What claims read, from the table. */
class TableReads implements DueReads {
  readonly #table: Table

  constructor(table: Table) {
    this.#table = table
  }

  due(
    endpoint: number,
    retrying: number,
    now: number,
    after: DuePosition,
    limit: number,
  ): readonly DuePosition[] {
    return this.#index(endpoint, retrying).due(now, after, limit)
  }

  next(endpoint: number, retrying: number, limit: number): readonly DuePosition[] {
    return this.#index(endpoint, retrying).next(limit).map(positionOf)
  }

  messages(keys: readonly number[]): ReadonlyMap<number, StoredContent> {
    const contents = new Map<number, StoredContent>()
    for (const key of keys) {
      const row = this.#table.row(key)
      if (row === undefined) continue
      const { id, operation, method, body, identifier } = row.delivery
      const { url, spent, round } = row.current
      const delivery = { id, operation, method, url, body }
      contents.set(
        key,
        identifier === undefined
          ? { delivery, spent, round }
          : { delivery, identifier, spent, round },
      )
    }
    return contents
  }

  together<T>(read: () => T): T {
    return read()
  }

  #index(endpoint: number, retrying: number): PendingIndex {
    const { fresh, retries } = this.#table.endpointOf(endpoint)
    return retrying === 1 ? retries : fresh
  }
}

function positionOf({ key, current }: QueueRow): DuePosition {
  return { key, dueAt: current.dueAt }
}
