import type { DuePosition } from '../../../src/queue/sqlite/due-reads.ts'
import type { QueueRow } from './row.ts'

/** So many empty places at the front are cut off together, and with fewer elsewhere nothing is moved. */
const TRIMMED = 1024

/**
 * Rows in the order in which they are due: what either database's index gives. Each row knows its place, which stays
 * empty when it is removed; where rows were put before it since, it is looked for.
 */
export class DueIndex {
  #rows: (QueueRow | undefined)[] = []
  /** What a place less this is in the list. */
  #offset = 0
  /** Before it all places are empty: what is done is mostly what comes first. */
  #front = 0
  #count = 0

  add(row: QueueRow): void {
    const rows = this.#rows
    const { dueAt } = row.current
    while (rows.length > this.#front && rows.at(-1) === undefined) rows.pop()
    const last = rows.at(-1)
    this.#count++
    if (last !== undefined && !isBefore(last, dueAt, row.key)) {
      this.#insert(row)
      return
    }
    row.place = this.#offset + rows.length
    rows.push(row)
  }

  remove(row: QueueRow): void {
    const rows = this.#rows
    let place = row.place - this.#offset
    if (rows[place] !== row) {
      place = this.#from(this.#place(row.current.dueAt, row.key), rows.length)
      if (rows[place] !== row) throw new Error(`the index lost row ${row.key}`)
    }
    rows[place] = undefined
    this.#count--
    if (place === this.#front) this.#advance()
    const empty = rows.length - this.#front - this.#count
    if (this.#front >= TRIMMED || empty > this.#count + TRIMMED) this.#pack()
  }

  /** Positions of rows that are due at a time, after a place in their order. */
  due(now: number, after: DuePosition, limit: number): readonly DuePosition[] {
    const rows = this.#rows
    const found: DuePosition[] = []
    let place = this.#place(after.dueAt, after.key)
    for (; place < rows.length && found.length < limit; place++) {
      const row = rows[place]
      if (row === undefined) continue
      const { dueAt } = row.current
      if (dueAt > now) break
      if (row.key !== after.key) found.push({ key: row.key, dueAt })
    }
    return found
  }

  /** The first rows that were due before a time. */
  before(time: number, limit: number): readonly QueueRow[] {
    const first = this.first
    if (first === undefined || first.current.dueAt >= time) return []
    return this.next(limit).filter(({ current }) => current.dueAt < time)
  }

  /** The next rows, due or not. */
  next(limit: number): readonly QueueRow[] {
    const found: QueueRow[] = []
    for (let place = this.#front; place < this.#rows.length && found.length < limit; place++) {
      const row = this.#rows[place]
      if (row !== undefined) found.push(row)
    }
    return found
  }

  get first(): QueueRow | undefined {
    return this.#rows[this.#front]
  }

  /** The first rows that are due at a time, without those that a transaction has locked. */
  unlocked(now: number, limit: number): QueueRow[] {
    const found: QueueRow[] = []
    for (let place = this.#front; place < this.#rows.length && found.length < limit; place++) {
      const row = this.#rows[place]
      if (row === undefined) continue
      if (row.current.dueAt > now) break
      if (row.lockedBy === undefined) found.push(row)
    }
    return found
  }

  /** The first row that is due at a time and for which something holds. */
  find(now: number, holds: (row: QueueRow) => boolean): QueueRow | undefined {
    for (let place = this.#front; place < this.#rows.length; place++) {
      const row = this.#rows[place]
      if (row === undefined) continue
      if (row.current.dueAt > now) return undefined
      if (holds(row)) return row
    }
    return undefined
  }

  #insert(row: QueueRow): void {
    const rows = this.#rows
    const place = this.#place(row.current.dueAt, row.key, this.#lowForEnd(row))
    const isFree = place > this.#front && rows[place - 1] === undefined
    if (isFree) rows[place - 1] = row
    else rows.splice(place, 0, row)
    row.place = this.#offset + (isFree ? place - 1 : place)
  }

  /** Before where a row belongs, and near it where it comes after most of the others. */
  #lowForEnd({ current, key }: QueueRow): number {
    const rows = this.#rows
    for (let reach = 8; rows.length - reach > this.#front; reach *= 2) {
      const row = rows[rows.length - reach]
      if (row !== undefined && isBefore(row, current.dueAt, key)) return rows.length - reach
    }
    return this.#front
  }

  #advance(): void {
    const rows = this.#rows
    while (this.#front < rows.length && rows[this.#front] === undefined) this.#front++
  }

  /** Without empty places, where many are elsewhere than at the front. */
  #pack(): void {
    const isSparse = this.#rows.length - this.#front > this.#count + TRIMMED
    this.#rows = isSparse
      ? this.#rows.filter((row) => row !== undefined)
      : this.#rows.slice(this.#front)
    this.#offset += this.#front
    this.#front = 0
  }

  /** Where the first row is that does not come before this place in the order, or an empty place before it. */
  #place(dueAt: number, key: number, from = this.#front): number {
    let low = from
    let high = this.#rows.length
    for (let reach = 8; low + reach < high; reach *= 2) {
      const found = this.#from(low + reach, high)
      const row = this.#rows[found]
      if (row === undefined || !isBefore(row, dueAt, key)) {
        high = low + reach
        break
      }
      low = found + 1
    }
    while (low < high) {
      const middle = (low + high) >>> 1
      const found = this.#from(middle, high)
      const row = this.#rows[found]
      if (found < high && row !== undefined && isBefore(row, dueAt, key)) low = found + 1
      else high = middle
    }
    return low
  }

  /** The first place from one on that is not empty. */
  #from(place: number, end: number): number {
    let found = place
    while (found < end && this.#rows[found] === undefined) found++
    return found
  }
}

/** Whether a row comes before this place in the order. */
export function isBefore(row: QueueRow, dueAt: number, key: number): boolean {
  const own = row.current.dueAt
  return own < dueAt || (own === dueAt && row.key < key)
}
