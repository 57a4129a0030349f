import type { DuePosition } from '../../../src/queue/sqlite/due-reads.ts'
import { DueIndex, isBefore } from './due-index.ts'
import type { QueueRow } from './row.ts'

/**
 * Rows of an endpoint that are not settled, in the order in which they are due. Those with a claim are in a list of
 * their own: they are due when their leases end, long after the others, and whatever is enqueued would be put before them.
 */
export class PendingIndex {
  readonly #free = new DueIndex()
  readonly #claimed = new DueIndex()

  add(row: QueueRow): void {
    if (row.current.sending) this.#claimed.add(row)
    else this.#free.add(row)
  }

  remove(row: QueueRow): void {
    if (row.current.sending) this.#claimed.remove(row)
    else this.#free.remove(row)
  }

  /** Positions of rows without a claim that are due at a time, after a place in their order. */
  due(now: number, after: DuePosition, limit: number): readonly DuePosition[] {
    return this.#free.due(now, after, limit)
  }

  /** The first rows that were due before a time. */
  before(time: number, limit: number): readonly QueueRow[] {
    return merged(this.#free.before(time, limit), this.#claimed.before(time, limit), limit)
  }

  /** The next rows, due or not. */
  next(limit: number): readonly QueueRow[] {
    return merged(this.#free.next(limit), this.#claimed.next(limit), limit)
  }

  get first(): QueueRow | undefined {
    return earlier(this.#free.first, this.#claimed.first)
  }

  /** The first rows that are due at a time, without those that a transaction has locked. */
  unlocked(now: number, limit: number): readonly QueueRow[] {
    return merged(this.#free.unlocked(now, limit), this.#claimed.unlocked(now, limit), limit)
  }

  /** The first row that is due at a time and for which something holds. */
  find(now: number, holds: (row: QueueRow) => boolean): QueueRow | undefined {
    return earlier(this.#free.find(now, holds), this.#claimed.find(now, holds))
  }
}

function merged(
  free: readonly QueueRow[],
  claimed: readonly QueueRow[],
  limit: number,
): readonly QueueRow[] {
  if (claimed.length === 0) return free
  if (free.length === 0) return claimed
  return [...free, ...claimed]
    .toSorted((left, right) => (comesFirst(left, right) ? -1 : 1))
    .slice(0, limit)
}

function earlier(left: QueueRow | undefined, right: QueueRow | undefined): QueueRow | undefined {
  if (left === undefined || right === undefined) return left ?? right
  return comesFirst(left, right) ? left : right
}

function comesFirst(left: QueueRow, right: QueueRow): boolean {
  return isBefore(left, right.current.dueAt, right.key)
}
