import type { NewDelivery } from '../../../src/queue/index.ts'
import { ById } from '../ids.ts'
import { DueIndex } from './due-index.ts'
import { PendingIndex } from './pending-index.ts'
import { QueueRow, type RowState } from './row.ts'
import { Transitions } from './transitions.ts'

/** One endpoint's pending rows. */
export interface PendingRows {
  readonly key: number
  readonly url: string
  readonly fresh: PendingIndex
  readonly retries: PendingIndex
}

/** A row was added (`before` absent), removed (`after` absent) or changed. */
export interface RowChange {
  readonly row: QueueRow
  readonly before: RowState | undefined
  readonly after: RowState | undefined
}

/** The deliveries of a store with their due index. Whoever changes it says what a transaction is. */
export class Table {
  /** By their keys. */
  readonly #rows: (QueueRow | undefined)[] = []
  /** Those that were removed since, too. */
  readonly #made: QueueRow[] = []
  readonly #byId = new ById<QueueRow>()
  readonly #endpoints = new Map<string, PendingRows>()
  readonly #byKey: PendingRows[] = []
  /** The failure queue. */
  readonly failed = new Set<QueueRow>()
  /** What was delivered: it was due when it was last changed. */
  readonly #delivered = new DueIndex()
  readonly transitions = new Transitions()
  #lastKey = 0
  /** What was changed since it was last taken. */
  #changes: RowChange[] = []

  get rows(): Iterable<QueueRow> {
    return this.#rows.filter((row) => row !== undefined)
  }

  get endpoints(): readonly PendingRows[] {
    return this.#byKey
  }

  /** Rows delivered before a time, the longest delivered first. */
  deliveredBefore(time: number, limit: number): readonly QueueRow[] {
    return this.#delivered.before(time, limit)
  }

  row(key: number): QueueRow | undefined {
    return this.#rows[key]
  }

  rowOf(id: string): QueueRow | undefined {
    return this.#byId.get(id)
  }

  endpoint(url: string): PendingRows | undefined {
    return this.#endpoints.get(url)
  }

  endpointOf(key: number): PendingRows {
    const endpoint = this.#byKey[key - 1]
    if (endpoint === undefined) throw new Error(`there is no endpoint ${key}`)
    return endpoint
  }

  /** @returns `undefined` when its id is there already */
  add(delivery: NewDelivery, now: number): QueueRow | undefined {
    if (this.#byId.get(delivery.id) !== undefined) return undefined
    const row = QueueRow.of(++this.#lastKey, delivery, this.transitions.enqueued(delivery, now))
    this.#made.push(row)
    this.#put(row)
    this.#changes.push({ row, before: undefined, after: row.current })
    return row
  }

  remove(row: QueueRow): void {
    this.#changes.push({ row, before: row.current, after: undefined })
    this.#take(row)
  }

  /** @param attempts where the change records one, all of the row */
  change(row: QueueRow, after: RowState, attempts = row.attempts): void {
    const before = row.current
    row.attempts = attempts
    this.#move(row, after)
    this.#changes.push({ row, before, after })
  }

  /** The simulation is over: its rows are used again. */
  recycle(): void {
    QueueRow.recycle(this.#made)
  }

  takeChanges(): readonly RowChange[] {
    const changes = this.#changes
    this.#changes = []
    return changes
  }

  /** Takes changes back, the last one first. */
  undo(changes: readonly RowChange[]): void {
    for (const { row, before, after } of changes.toReversed()) {
      if (before === undefined) this.#take(row)
      else if (after === undefined) this.#put(row)
      else {
        this.#move(row, before)
        row.attempts = row.attempts.slice(0, before.attempts)
      }
    }
  }

  #put(row: QueueRow): void {
    this.#rows[row.key] = row
    this.#byId.set(row)
    this.#file(row)
  }

  #take(row: QueueRow): void {
    this.#rows[row.key] = undefined
    this.#byId.delete(row.delivery.id)
    this.#unfile(row)
  }

  #move(row: QueueRow, after: RowState): void {
    this.#unfile(row)
    row.current = after
    this.#file(row)
  }

  /** Puts it where its state belongs. */
  #file(row: QueueRow): void {
    const { current } = row
    if (current.state === 'pending') this.#indexOf(current).add(row)
    else if (current.state === 'failed') this.failed.add(row)
    else this.#delivered.add(row)
  }

  #unfile(row: QueueRow): void {
    const { current } = row
    if (current.state === 'pending') this.#indexOf(current).remove(row)
    else if (current.state === 'failed') this.failed.delete(row)
    else this.#delivered.remove(row)
  }

  #indexOf({ retrying, endpoint }: RowState): PendingIndex {
    const { fresh, retries } = this.#pendingRows(endpoint)
    return retrying ? retries : fresh
  }

  #pendingRows(url: string): PendingRows {
    let rows = this.#endpoints.get(url)
    if (rows === undefined) {
      rows = {
        key: this.#byKey.length + 1,
        url,
        fresh: new PendingIndex(),
        retries: new PendingIndex(),
      }
      this.#endpoints.set(url, rows)
      this.#byKey.push(rows)
    }
    return rows
  }
}
