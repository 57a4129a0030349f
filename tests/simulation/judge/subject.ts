import type { Claim, NewDelivery, AttemptOutcome } from '../../../src/queue/index.ts'
import { Recycled } from '../recycled.ts'
import type { RowState } from '../stores/row.ts'

/** A worker with claims. */
export interface ClaimHolder {
  readonly isAlive: boolean
  /** Whether it lives and has this one. */
  holds(subject: JudgedSubject): boolean
}

const USED = new Recycled<JudgedSubject>()

/** A delivery as the judge knows it, from what it saw and not from what the store says. */
export class JudgedSubject {
  delivery: NewDelivery
  /** Among all, in the order in which they were enqueued first. */
  number: number
  /** Always rejected by its endpoint. */
  isPoison: boolean
  /** What is durable, change by change; absent while it is not in the store. */
  stored: RowState | undefined = undefined
  /** The enqueue was confirmed. */
  isConfirmed = false
  /** It was removed as somebody asked, or for its age. */
  isRemoved = false
  /** That was confirmed. */
  isGone = false
  /** Of the outcomes that were confirmed, the number of the last one among all attempts. */
  confirmedAttempts = 0
  /** The claims on it that are in workers' hands, the newest first. */
  held: Held | undefined = undefined
  /** Who has the last claim that was given, where claims live in memory. */
  holder: ClaimHolder | undefined = undefined
  /** PostgreSQL: the last lease. */
  lease: Lease | undefined = undefined
  /** Where it waits: when the last recorded attempt ended, in simulated time, and how long to wait from then. */
  lastEnd: LastEnd | undefined = undefined

  constructor(delivery: NewDelivery, isPoison: boolean, number: number) {
    this.delivery = delivery
    this.number = number
    this.isPoison = isPoison
  }

  static of(delivery: NewDelivery, isPoison: boolean, number: number): JudgedSubject {
    const used = USED.take()
    if (used === undefined) return new JudgedSubject(delivery, isPoison, number)
    used.delivery = delivery
    used.number = number
    used.isPoison = isPoison
    used.stored = undefined
    used.isConfirmed = false
    used.isRemoved = false
    used.isGone = false
    used.confirmedAttempts = 0
    used.held = undefined
    used.holder = undefined
    used.lease = undefined
    used.lastEnd = undefined
    return used
  }

  static recycle(subjects: readonly JudgedSubject[]): void {
    USED.give(subjects)
  }
}

/** The end of an attempt. Simulated time in milliseconds. */
export interface LastEnd {
  readonly at: number
  /** How long to wait from then. */
  readonly leastMs: number
  readonly clockError: number
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
