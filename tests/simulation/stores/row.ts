import type { NewDelivery } from '../../../src/queue/index.ts'
import type { Attempt, AttemptErrorKind } from '../../../src/sender/index.ts'

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

export interface RecordedAttempt {
  readonly attempt: Attempt
  readonly round: number
  readonly number: number
}

/** Shared by all that have none. */
const NONE: RecordedAttempt[] = []

/** A delivery with all that a store keeps of it. */
export class QueueRow {
  readonly key: number
  readonly delivery: NewDelivery
  readonly createdAt: number
  attempts: RecordedAttempt[] = NONE
  current: RowState
  /** In its index. */
  place = 0
  /** PostgreSQL: the transaction that is about to change it. */
  lockedBy: object | undefined

  constructor(key: number, delivery: NewDelivery, now: number) {
    this.key = key
    this.delivery = delivery
    this.createdAt = now
    this.current = {
      state: 'pending',
      retrying: false,
      sending: false,
      dueAt: now,
      fence: 0,
      spent: 0,
      round: 0,
      updatedAt: now,
      lastStatus: undefined,
      lastError: undefined,
      endpoint: delivery.endpoint,
      url: delivery.url,
      enqueuedFor: undefined,
      attempts: 0,
    }
  }

  /** Most have one attempt: a list that grows takes room for many. */
  record(attempt: RecordedAttempt): void {
    if (this.attempts.length === 0) this.attempts = [attempt]
    else this.attempts.push(attempt)
  }
}

/** With another lease, or with none. Written out: to spread all properties takes several times as long. */
export function leased(
  {
    state,
    retrying,
    spent,
    round,
    updatedAt,
    lastStatus,
    lastError,
    endpoint,
    url,
    enqueuedFor,
    attempts,
  }: RowState,
  sending: boolean,
  dueAt: number,
  fence: number,
): RowState {
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
