import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Clock, HarnessError, messageOf } from '../../core/index.ts'
import type {
  Claim,
  DeliveryFilter,
  DeliveryHistory,
  NewDelivery,
  Outcome,
  StateCounts,
} from '../delivery.ts'
import { numberOf, type Row, textOf } from '../rows.ts'
import type { ListPage, Page, PendingEndpoint, QueueStore } from '../store.ts'
import { Bell } from './bell.ts'
import { Claims } from './claims.ts'
import { type Database, loadEngine } from './engine.ts'
import { storeError } from './errors.ts'
import { lockForWorker } from './lock.ts'
import { Reader } from './reader.ts'
import { migrate, PENDING } from './schema.ts'
import { DELIVERED_BEFORE } from './sql.ts'
import { Statements } from './statements.ts'
import { WriteAheadLog } from './wal.ts'
import { GroupWriter } from './writer.ts'

export interface SqliteStoreOptions {
  readonly clock: Clock
  /** How long a write waits for another process's, in milliseconds; default 10 000. */
  readonly busyTimeoutMs?: number
  /** The file does not grow beyond this many pages of 4 KiB; default: as long as there is room. */
  readonly maxPages?: number
}

/** What a worker touches over and over is not read from the file each time. */
const CACHE_KIB = 16_384

/**
 * Pages of 4 KiB in the log before they are brought into the file, which holds the thread up until the disk has them:
 * four times as many as SQLite would, since most are written over and over meanwhile.
 */
const CHECKPOINT_PAGES = 4000

/**
 * Opens a queue file, and makes it with its folder when it is not there. Any number of processes may enqueue, list
 * and retry; one at a time may deliver.
 *
 * @throws HarnessError STORE_UNAVAILABLE, STORE_LOCKED, STORE_DAMAGED
 */
export async function openSqliteStore(
  path: string,
  { clock, busyTimeoutMs = 10_000, maxPages }: SqliteStoreOptions,
): Promise<QueueStore> {
  const Engine = await loadEngine()
  makePrivateFile(path)
  let database: Database | undefined
  try {
    // An absolute path is a file, whereas SQLite keeps `:memory:` and some `file:` names in memory.
    database = new Engine(resolve(path), { timeout: busyTimeoutMs })
    // The writer brings each commit to the disk itself.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    database.exec(`PRAGMA cache_size = -${CACHE_KIB}`)
    database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
    if (maxPages !== undefined) database.exec(`PRAGMA max_page_count = ${Math.floor(maxPages)}`)
    migrate(database, path)
    return new SqliteStore(database, path, clock)
  } catch (error) {
    database?.close()
    throw storeError(error, path)
  }
}

/** Messages hold names and addresses: nobody else on the machine may read them. */
function makePrivateFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    closeSync(openSync(path, 'a', 0o600))
  } catch (cause) {
    throw new HarnessError('STORE_UNAVAILABLE', 'The queue file cannot be opened for writing.', {
      where: path,
      found: messageOf(cause),
      next: 'make file and folder writable, or name another file with --store',
      cause,
    })
  }
}

class SqliteStore implements QueueStore {
  readonly kind = 'sqlite'
  readonly location: string
  readonly leaseMs = undefined
  readonly #database: Database
  readonly #clock: Clock
  readonly #writer: GroupWriter
  readonly #statements: Statements
  readonly #claims: Claims
  readonly #reader: Reader
  readonly #bell: Bell
  readonly #listeners = new Set<(endpoint: string | undefined) => void>()
  #unlock: (() => void) | undefined

  constructor(database: Database, path: string, clock: Clock) {
    this.location = path
    this.#database = database
    this.#clock = clock
    this.#writer = new GroupWriter(database, path, new WriteAheadLog(path))
    this.#statements = new Statements(database)
    this.#claims = new Claims(database, path)
    this.#reader = new Reader(database, this.#claims, () => this.now())
    this.#bell = new Bell(path)
  }

  now(): number {
    return this.#clock.now()
  }

  async enqueue(deliveries: readonly NewDelivery[]): Promise<number> {
    const added = await this.#writer.write(() => this.#statements.enqueue(deliveries, this.now()))
    if (added.size > 0) {
      // While this process is the worker, nobody else gives a delivery a history.
      if (this.#unlock !== undefined) this.#claims.remember(added)
      for (const endpoint of new Set(deliveries.map((delivery) => delivery.endpoint))) {
        this.#becameDue(endpoint)
      }
    }
    return added.size
  }

  async startWork(): Promise<void> {
    if (this.#unlock !== undefined) return
    this.#unlock = await lockForWorker(this.location)
    this.#bell.listen(() => {
      for (const listener of this.#listeners) listener(undefined)
    })
  }

  claim(endpoint: string, limit: number, which: 'all' | 'retries'): Promise<readonly Claim[]> {
    return this.#read(() => {
      const key = this.#statements.endpointKey(endpoint)
      if (key === undefined) return []
      return this.#claims.take({ key, url: endpoint }, limit, which, this.now())
    })
  }

  async settle(outcome: Outcome, onRecorded?: () => void): Promise<boolean> {
    if (!this.#claims.beginSettling(outcome.claim)) return false
    const settled = await this.#writer.write(
      () => this.#statements.settle(outcome, this.now()),
      onRecorded,
    )
    this.#claims.endSettling(outcome)
    return settled
  }

  release(claims: readonly Claim[]): Promise<void> {
    for (const claim of claims) this.#claims.release(claim)
    return Promise.resolve()
  }

  extend(): Promise<void> {
    return Promise.resolve()
  }

  pending(): Promise<readonly PendingEndpoint[]> {
    return this.#read(() =>
      this.#database
        .prepare('SELECT id, url FROM endpoint')
        .all()
        .flatMap((row: Row) => {
          const pending = this.#claims.pending(numberOf(row, 'id'))
          return pending === undefined ? [] : [{ endpoint: textOf(row, 'url'), ...pending }]
        }),
    )
  }

  onDue(listener: (endpoint: string | undefined) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  list(filter: DeliveryFilter, page?: Page): Promise<ListPage> {
    return this.#read(() => this.#reader.list(filter, page))
  }

  counts(): Promise<StateCounts> {
    return this.#read(() => this.#reader.counts())
  }

  show(id: string): Promise<DeliveryHistory | undefined> {
    return this.#read(() => this.#reader.show(id))
  }

  async retry(filter: DeliveryFilter): Promise<number> {
    const retried = await this.#writer.write(() => {
      const { condition, values } = this.#reader.condition({ ...filter, states: ['failed'] })
      const now = this.now()
      return this.#database
        .prepare(
          `UPDATE delivery SET state = ${PENDING}, retrying = 0, spent = 0, round = round + 1, due_at = ?,
             updated_at = ? WHERE seq IN (
             SELECT d.seq FROM delivery d JOIN endpoint e ON e.id = d.endpoint WHERE ${condition})`,
        )
        .run(now, now, ...values).changes
    })
    if (retried > 0) this.#becameDue(undefined)
    return retried
  }

  discard(filter: DeliveryFilter): Promise<number> {
    return this.#writer.write(() => {
      const { condition, values } = this.#reader.condition({ ...filter, states: ['failed'] })
      return this.#remove(
        `SELECT d.seq FROM delivery d JOIN endpoint e ON e.id = d.endpoint WHERE ${condition}`,
        values,
      )
    })
  }

  purge(deliveredBefore: number, limit: number): Promise<number> {
    return this.#writer.write(() => this.#remove(DELIVERED_BEFORE, [deliveredBefore, limit]))
  }

  async close(): Promise<void> {
    await this.#writer.close()
    this.#bell.close()
    this.#database.close()
    this.#unlock?.()
    this.#unlock = undefined
  }

  #remove(selection: string, values: readonly (string | number)[]): number {
    const rows: readonly Row[] = this.#database.prepare(selection).all(...values)
    const keys = JSON.stringify(rows.map((row) => numberOf(row, 'seq')))
    for (const table of ['attempt', 'message', 'delivery']) {
      this.#database
        .prepare(`DELETE FROM ${table} WHERE seq IN (SELECT value FROM json_each(?))`)
        .run(keys)
    }
    return rows.length
  }

  #becameDue(endpoint: string | undefined): void {
    for (const listener of this.#listeners) listener(endpoint)
    if (this.#unlock === undefined) this.#bell.ring()
  }

  #read<T>(read: () => T): Promise<T> {
    try {
      return Promise.resolve(read())
    } catch (error) {
      return Promise.reject(storeError(error, this.location))
    }
  }
}
