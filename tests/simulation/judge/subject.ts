import type { Claim, NewDelivery, AttemptOutcome } from '../../../src/queue/index.ts'
import type { RowState } from '../stores/row.ts'

/** A worker with claims. */
export interface ClaimHolder {
  readonly isAlive: boolean
  /** Whether it lives and has this one. */
  holds(subject: JudgedSubject): boolean
}

/** A delivery as the judge knows it, from what it saw and not from what the store says. */
export interface JudgedSubject {
  readonly delivery: NewDelivery
  /** Among all, in the order in which they were enqueued first. */
  readonly number: number
  /** Always rejected by its endpoint. */
  readonly isPoison: boolean
  /** What is durable, change by change; absent while it is not in the store. */
  stored: RowState | undefined
  /** The enqueue was confirmed. */
  isConfirmed: boolean
  /** It was removed as somebody asked, or for its age. */
  isRemoved: boolean
  /** That was confirmed. */
  isGone: boolean
  /** Of the outcomes that were confirmed, the number of the last one among all attempts. */
  confirmedAttempts: number
  /** The claims on it that are in workers' hands, the newest first. */
  held: Held | undefined
  /** Who has the last claim that was given, where claims live in memory. */
  holder: ClaimHolder | undefined
  /** PostgreSQL: the last lease. */
  lease: Lease | undefined
  /** When the last recorded attempt ended, in simulated time, and how long to wait from then. */
  lastEnd:
    | { readonly at: number; readonly leastMs: number; readonly clockError: number }
    | undefined
}

export function createSubject(
  delivery: NewDelivery,
  isPoison: boolean,
  number: number,
): JudgedSubject {
  return {
    delivery,
    number,
    isPoison,
    stored: undefined,
    isConfirmed: false,
    isRemoved: false,
    isGone: false,
    confirmedAttempts: 0,
    held: undefined,
    holder: undefined,
    lease: undefined,
    lastEnd: undefined,
  }
}

/** A claim in the database. */
export interface Lease {
  readonly by: ClaimHolder
  /** How far off its worker's idea of the database's time was. */
  readonly clockError: number
}

/** How a request ended for the one who sent it. */
export interface Ending {
  readonly status: number | undefined
  /** Of the network. */
  readonly failure: string | undefined
  /** A complete response with 2xx to exactly this message. */
  readonly isAccepted: boolean
  readonly retryAfter: string | undefined
}

/** A claim in a worker's hands. */
export interface Held {
  readonly subject: JudgedSubject
  readonly claim: Claim
  readonly owner: ClaimHolder
  /** PostgreSQL: when its lease ends, by the time of the store as this worker knows it. */
  leaseEnd: number
  /** An earlier claim on the same delivery: of a worker whose lease ran out. */
  older: Held | undefined
  /** The attempt began; the time of day at the worker. */
  startedAt: number | undefined
  requests: number
  isInFlight: boolean
  ending: Ending | undefined
  settling: AttemptOutcome | undefined
  /** When that was; simulated time. */
  endedAt: number
  /** Its outcome became durable. */
  isRecorded: boolean
  /** Counts as under way to its endpoint. */
  isUnderWay: boolean
}
