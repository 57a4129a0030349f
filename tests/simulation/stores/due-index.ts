import type { DuePosition } from '../../../src/queue/sqlite/due-reads.ts'
import type { QueueRow } from './row.ts'

/** Rows in the order in which they are due: what either database's index gives. */
export class DueIndex {
  readonly #rows: QueueRow[] = []

  add(row: QueueRow): void {
    const { dueAt } = row.current
    const last = this.#rows.at(-1)
    if (last === undefined || isBefore(last, dueAt, row.key)) this.#rows.push(row)
    else this.#rows.splice(this.#place(dueAt, row.key), 0, row)
  }

  /** @param dueAt by which it was added */
  remove(row: QueueRow, dueAt: number): void {
    const place = this.#place(dueAt, row.key)
    if (this.#rows[place] !== row) throw new Error(`the index lost row ${row.key}`)
    if (place === 0) this.#rows.shift()
    else this.#rows.splice(place, 1)
  }

  /** Rows that are due at a time, after a place in their order. */
  due(now: number, after: DuePosition, limit: number): readonly QueueRow[] {
    let place = this.#place(after.dueAt, after.key)
    if (this.#rows[place]?.key === after.key) place++
    const first = place
    const end = Math.min(this.#rows.length, first + limit)
    while (place < end && (this.#rows[place]?.current.dueAt ?? Infinity) <= now) place++
    return this.#rows.slice(first, place)
  }

  /** The next rows, due or not. */
  next(limit: number): readonly QueueRow[] {
    return this.#rows.slice(0, limit)
  }

  get first(): QueueRow | undefined {
    return this.#rows[0]
  }

  [Symbol.iterator](): Iterator<QueueRow> {
    return this.#rows.values()
  }

  /** How many rows come before a place in the order. */
  #place(dueAt: number, key: number): number {
    let low = 0
    let high = this.#rows.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const row = this.#rows[middle]
      if (row !== undefined && isBefore(row, dueAt, key)) low = middle + 1
      else high = middle
    }
    return low
  }
}

function isBefore(row: QueueRow, dueAt: number, key: number): boolean {
  const own = row.current.dueAt
  return own < dueAt || (own === dueAt && row.key < key)
}
