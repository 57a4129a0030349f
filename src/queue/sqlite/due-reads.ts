import { type Row, numberOf, textOf } from '../rows.ts'
import type { Database, Statement } from './engine.ts'
import { type StoredContent, StoredMessages } from './messages.ts'
import { DUE, NEXT } from './sql.ts'

/** A place in the order in which an endpoint's deliveries are due. */
export interface DuePosition {
  readonly dueAt: number
  readonly key: number
}

/** What claims need to know of the file. Endpoints come by their keys; `retrying` is 1 for retries and 0 for the others. */
export interface DueReads {
  /** Deliveries that are due at this time, after a place in their order. */
  due(
    endpoint: number,
    retrying: number,
    now: number,
    after: DuePosition,
    limit: number,
  ): readonly DuePosition[]
  /** The next deliveries, due or not. */
  next(endpoint: number, retrying: number, limit: number): readonly DuePosition[]
  messages(keys: readonly number[]): ReadonlyMap<number, StoredContent>
  /** All these reads see one state of the file. */
  together<T>(read: () => T): T
}

/** Of a queue file. @throws HarnessError STORE_DAMAGED when a message is missing */
export class FileReads implements DueReads {
  readonly #due: Statement
  readonly #next: Statement
  readonly #messages: StoredMessages
  readonly #begin: Statement
  readonly #end: Statement

  constructor(database: Database, path: string) {
    this.#due = database.prepare(DUE)
    this.#next = database.prepare(NEXT)
    this.#messages = new StoredMessages(database, path)
    this.#begin = database.prepare('BEGIN')
    this.#end = database.prepare('COMMIT')
  }

  due(
    endpoint: number,
    retrying: number,
    now: number,
    after: DuePosition,
    limit: number,
  ): readonly DuePosition[] {
    const row: Row = this.#due.get(endpoint, retrying, now, after.dueAt, after.key, limit)
    const positions = JSON.parse(textOf(row, 'positions')) as (readonly [number, number])[]
    return positions.map(([key, dueAt]) => ({ key, dueAt }))
  }

  next(endpoint: number, retrying: number, limit: number): readonly DuePosition[] {
    const rows: readonly Row[] = this.#next.all(endpoint, retrying, limit)
    return rows.map((row) => ({ key: numberOf(row, 'seq'), dueAt: numberOf(row, 'due_at') }))
  }

  messages(keys: readonly number[]): ReadonlyMap<number, StoredContent> {
    return this.#messages.read(keys)
  }

  /** In one transaction: to take a read's locks costs as much as to read a row. */
  together<T>(read: () => T): T {
    this.#begin.get()
    try {
      const result = read()
      this.#end.get()
      return result
    } catch (error) {
      this.#endAnyway()
      throw error
    }
  }

  #endAnyway(): void {
    try {
      this.#end.get()
    } catch {
      // Some errors end the transaction by themselves; there is then nothing left to end.
    }
  }
}
