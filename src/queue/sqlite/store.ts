import { realpathSync } from 'node:fs'
import type { Clock } from '../../core/index.ts'
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
import { WakeupFile } from './wakeup-file.ts'
import { Claims } from './claims.ts'
import { FileReads } from './due-reads.ts'
import type { Database } from './engine.ts'
import { storeError } from './errors.ts'
import { lockForWorker } from './lock.ts'
import { SqliteReader } from './reader.ts'
import { DELIVERED_BEFORE, RETRY } from './sql.ts'
import { Statements } from './statements.ts'
import { systemTurns } from './turns.ts'
import { logFileOf, WriteAheadLog } from './wal.ts'
import { GroupWriter } from './writer.ts'

/** Deliveries that one commit retries or discards. */
const AT_A_TIME = 500

/** The queue in a file: what each method does to it, in one thread of one process. */
export class SqliteStore implements QueueStore {
  readonly kind = 'sqlite'
  readonly location: string
  readonly leaseMs = undefined
  readonly #database: Database
  readonly #clock: Clock
  readonly #writer: GroupWriter
  readonly #statements: Statements
  readonly #claims: Claims
  readonly #reader: SqliteReader
  readonly #wakeup: WakeupFile
  readonly #listeners = new Set<(endpoint: string | undefined) => void>()
  #unlock: (() => void) | undefined
  /** Workers of this process that have not ended. */
  #workers = 0

  constructor(
    database: Database,
    path: string,
    { clock, busyTimeoutMs }: { readonly clock: Clock; readonly busyTimeoutMs: number },
  ) {
    this.location = path
    this.#database = database
    this.#clock = clock
    const log = new WriteAheadLog(logFileOf(path), systemTurns)
    this.#writer = new GroupWriter({ database, path, log, turns: systemTurns, busyTimeoutMs })
    this.#statements = new Statements(database)
    this.#claims = new Claims(new FileReads(database, path))
    this.#reader = new SqliteReader(database, this.#claims, () => this.now())
    this.#wakeup = new WakeupFile(realpathSync(path))
  }

  now(): number {
    return this.#clock.now()
  }

  async enqueue(deliveries: readonly NewDelivery[]): Promise<number> {
    let added: ReadonlyMap<number, NewDelivery> = new Map()
    await this.#writer.write(
      () => (added = this.#statements.enqueue(deliveries, this.now())),
      // Before anything can be claimed: what has a history by then must not be remembered without it.
      () => {
        if (this.#unlock === undefined) return
        for (const [key, delivery] of added) this.#claims.remember(key, delivery)
      },
    )
    if (added.size > 0) {
      for (const endpoint of new Set(deliveries.map((delivery) => delivery.endpoint))) {
        this.#becameDue(endpoint)
      }
    }
    return added.size
  }

  async startWork(): Promise<void> {
    if (this.#unlock === undefined) await this.#lock()
    this.#workers += 1
  }

  endWork(): Promise<void> {
    this.#workers -= 1
    if (this.#workers > 0) return Promise.resolve()
    // What is remembered is true for the only worker alone.
    this.#claims.forget()
    this.#wakeup.close()
    this.#unlock?.()
    this.#unlock = undefined
    return Promise.resolve()
  }

  async #lock(): Promise<void> {
    this.#unlock = await lockForWorker(this.location)
    this.#wakeup.watch(() => {
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

  settle(outcome: AttemptOutcome, onRecorded?: () => void): Promise<boolean> {
    if (!this.#claims.beginSettling(outcome.claim)) return Promise.resolve(false)
    return this.#writer.write(
      () => this.#statements.settle(outcome, this.now()),
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
      this.#database
        .prepare('SELECT id, url FROM endpoint')
        .all()
        .flatMap((row: Row) => {
          const pending = this.#claims.pending(numberOf(row, 'id'), this.now())
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

  async retry(filter: DeliveryFilter, redirections: readonly Redirection[] = []): Promise<number> {
    const retried = await this.#changeFailed(filter, (keys) => {
      const now = this.now()
      const all = JSON.stringify(keys)
      this.#database.prepare(RETRY).run(now, now, all)
      for (const redirection of redirections) this.#statements.redirect(redirection, all)
    })
    if (retried > 0) this.#becameDue(undefined)
    return retried
  }

  discard(filter: DeliveryFilter): Promise<number> {
    return this.#changeFailed(filter, (keys) => this.#remove(keys))
  }

  purge(deliveredBefore: number, limit: number): Promise<number> {
    return this.#writer.write(() => {
      const rows: readonly Row[] = this.#database
        .prepare(DELIVERED_BEFORE)
        .all(deliveredBefore, limit)
      this.#remove(rows.map((row) => numberOf(row, 'seq')))
      return rows.length
    })
  }

  async close(): Promise<void> {
    await this.#writer.close()
    this.#wakeup.close()
    this.#database.close()
    this.#unlock?.()
    this.#unlock = undefined
  }

  /** Changes failed deliveries in commits small enough that a concurrent worker need not wait long. */
  async #changeFailed(
    filter: DeliveryFilter,
    change: (keys: readonly number[]) => void,
  ): Promise<number> {
    let changed = 0
    let keys: readonly number[] = []
    do {
      const after = keys.at(-1) ?? 0
      keys = await this.#writer.write(() => {
        const found = this.#reader.keys({ ...filter, states: ['failed'] }, after, AT_A_TIME)
        change(found)
        return found
      })
      changed += keys.length
    } while (keys.length === AT_A_TIME)
    return changed
  }

  #remove(keys: readonly number[]): void {
    for (const table of ['attempt', 'message', 'delivery']) {
      this.#database
        .prepare(`DELETE FROM ${table} WHERE seq IN (SELECT value FROM json_each(?))`)
        .run(JSON.stringify(keys))
    }
  }

  #becameDue(endpoint: string | undefined): void {
    for (const listener of this.#listeners) listener(endpoint)
    if (this.#unlock === undefined) this.#wakeup.notify()
  }

  #read<T>(read: () => T): Promise<T> {
    try {
      return Promise.resolve(read())
    } catch (error) {
      return Promise.reject(storeError(error, this.location))
    }
  }
}
