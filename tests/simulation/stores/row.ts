import type { NewDelivery } from '../../../src/queue/index.ts'
import type { Attempt, AttemptErrorKind } from '../../../src/sender/index.ts'
import { Recycled } from '../recycled.ts'

/** What changes of a stored delivery. Never changed itself: a change is a new one, so that the old one can be seen. */
export interface RowState {
  readonly state: 'pending' | 'delivered' | 'failed'
  readonly retrying: boolean
  /** PostgreSQL: a claim is in the row, and `dueAt` is the end of its lease. */
  readonly sending: boolean
  readonly dueAt: number
  readonly fence: number
  readonly spent: number
  readonly round: number
  readonly updatedAt: number
  readonly lastStatus: number | undefined
  readonly lastError: AttemptErrorKind | undefined
  readonly endpoint: string
  readonly url: string
  /** Where it was to go first, once it was sent elsewhere. */
  readonly enqueuedFor: string | undefined
  /** How many of the row's attempts are recorded. */
  readonly attempts: number
}

/**
 * Written out, and nowhere else: an engine reads the properties of objects fast that were all made in one place, and to
 * spread them takes several times as long.
 */
export function rowState({
  state,
  retrying,
  sending,
  dueAt,
  fence,
  spent,
  round,
  updatedAt,
  lastStatus,
  lastError,
  endpoint,
  url,
  enqueuedFor,
  attempts,
}: RowState): RowState {
  return {
    state,
    retrying,
    sending,
    dueAt,
    fence,
    spent,
    round,
    updatedAt,
    lastStatus,
    lastError,
    endpoint,
    url,
    enqueuedFor,
    attempts,
  }
}

export interface RecordedAttempt {
  readonly attempt: Attempt
  readonly round: number
  readonly number: number
}

/** Shared by all that have none. */
const NONE: readonly RecordedAttempt[] = []

const USED = new Recycled<QueueRow>()

/** A delivery with all that a store keeps of it. */
export class QueueRow {
  key: number
  delivery: NewDelivery
  createdAt: number
  /** Oldest first; a list never changes, since rows share it. */
  attempts = NONE
  current: RowState
  /** In its index. */
  place = 0
  /** PostgreSQL: the transaction that is about to change it. */
  lockedBy: object | undefined = undefined

  constructor(key: number, delivery: NewDelivery, current: RowState) {
    this.key = key
    this.delivery = delivery
    this.createdAt = current.updatedAt
    this.current = current
  }

  static of(key: number, delivery: NewDelivery, current: RowState): QueueRow {
    const used = USED.take()
    if (used === undefined) return new QueueRow(key, delivery, current)
    used.key = key
    used.delivery = delivery
    used.createdAt = current.updatedAt
    used.attempts = NONE
    used.current = current
    used.place = 0
    used.lockedBy = undefined
    return used
  }

  static recycle(rows: readonly QueueRow[]): void {
    USED.give(rows)
  }
}
