import type { DuePosition } from '../../../src/queue/sqlite/due-reads.ts'
import type { QueueRow } from './row.ts'

/** So many empty places at the front are cut off together. */
const TRIMMED = 1024

/** Rows in the order in which they are due: what either database's index gives. */
export class DueIndex {
  #rows: QueueRow[] = []
  /** Where the first row is: what is done is mostly what comes first. */
  #front = 0

  add(row: QueueRow): void {
    const { dueAt } = row.current
    const last = this.first === undefined ? undefined : this.#rows.at(-1)
    if (last === undefined || isBefore(last, dueAt, row.key)) this.#rows.push(row)
    else this.#rows.splice(this.#place(dueAt, row.key), 0, row)
  }

  /** @param dueAt by which it was added */
  remove(row: QueueRow, dueAt: number): void {
    const place = this.#place(dueAt, row.key)
    if (this.#rows[place] !== row) throw new Error(`the index lost row ${row.key}`)
    this.#cut(place)
    if (this.#front < TRIMMED) return
    this.#rows = this.#rows.slice(this.#front)
    this.#front = 0
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

  /** The first rows that were due before a time. */
  before(time: number, limit: number): readonly QueueRow[] {
    return this.#rows.slice(this.#front, Math.min(this.#front + limit, this.#place(time, 0)))
  }

  /** The next rows, due or not. */
  next(limit: number): readonly QueueRow[] {
    return this.#rows.slice(this.#front, this.#front + limit)
  }

  get first(): QueueRow | undefined {
    return this.#rows[this.#front]
  }

  /** The first rows that are due at a time, without those that a transaction has locked. */
  unlocked(now: number, limit: number): QueueRow[] {
    const found: QueueRow[] = []
    for (let place = this.#front; place < this.#rows.length && found.length < limit; place++) {
      const row = this.#rows[place]
      if (row === undefined || row.current.dueAt > now) break
      if (row.lockedBy === undefined) found.push(row)
    }
    return found
  }

  /** The first row that is due at a time and for which something holds. */
  find(now: number, holds: (row: QueueRow) => boolean): QueueRow | undefined {
    for (let place = this.#front; place < this.#rows.length; place++) {
      const row = this.#rows[place]
      if (row === undefined || row.current.dueAt > now) return undefined
      if (holds(row)) return row
    }
    return undefined
  }

  /** Takes the row at a place out, by moving those of the shorter side. */
  #cut(place: number): void {
    const rows = this.#rows
    if (place - this.#front > rows.length - place) {
      rows.splice(place, 1)
      return
    }
    for (let to = place; to > this.#front; to--) {
      const moved = rows[to - 1]
      if (moved !== undefined) rows[to] = moved
    }
    this.#front++
  }

  /** Where a row is, or would be: mostly near the front. */
  #place(dueAt: number, key: number): number {
    let low = this.#front
    let high = this.#rows.length
    for (let reach = 8; low + reach < high; reach *= 2) {
      const row = this.#rows[low + reach]
      if (row === undefined || !isBefore(row, dueAt, key)) {
        high = low + reach
        break
      }
      low += reach + 1
    }
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
