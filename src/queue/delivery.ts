import type { Attempt, AttemptErrorKind, Delivery } from '../sender/index.ts'

/**
 * The state of a delivery:`due` (to be sent as soon as there is room), `sending`, `waiting` for a retry,
 * `delivered`, or `failed` (in the failure queue).
 */
export type DeliveryState = 'due' | 'sending' | 'waiting' | 'delivered' | 'failed'

export const DELIVERY_STATES = ['due', 'sending', 'waiting', 'delivered', 'failed'] as const

/** A delivery as it is put into the queue. */
export interface NewDelivery extends Delivery {
  /**
   * The client's endpoint as it was named, a base URL or the operation's own: what concurrency, rate and circuit breaker
   * belong to.
   */
  readonly endpoint: string
  /** The identifier that client and sender share for the message's subject, for example an order's client_identifier. */
  readonly identifier?: string
}

/** A delivery as the store shows it. Times are milliseconds since the epoch. */
export interface StoredDelivery {
  readonly id: string
  readonly endpoint: string
  readonly operation: string
  readonly method: string
  readonly url: string
  /** Where it was to go first; only once a retry by hand has sent it elsewhere. */
  readonly enqueuedFor?: string
  readonly identifier?: string
  readonly state: DeliveryState
  /** Attempts spent since it was enqueued or last retried by hand. */
  readonly spent: number
  /** How often it was retried by hand. */
  readonly retriedByHand: number
  readonly createdAt: number
  /** When it was last enqueued, attempted or retried by hand. */
  readonly updatedAt: number
  /** When the next attempt is due; absent once delivered or failed. */
  readonly dueAt?: number
  readonly lastStatus?: number
  readonly lastError?: AttemptErrorKind
}

export interface StoredAttempt extends Attempt {
  /** 0 for the attempts after enqueueing, 1 for those after the first retry by hand, and so on. */
  readonly round: number
  /** From 1 within its round. */
  readonly number: number
}

/** A delivery with its message and all its attempts, oldest first. */
export interface DeliveryHistory {
  readonly delivery: StoredDelivery
  readonly body: Uint8Array
  readonly attempts: readonly StoredAttempt[]
}

/** Which deliveries a command is about; what is absent does not restrict. */
export interface DeliveryFilter {
  readonly ids?: readonly string[]
  readonly states?: readonly DeliveryState[]
  /** The endpoint as it was named, or the URL itself; without a query it matches any query. */
  readonly endpoint?: string
  readonly operation?: string
  readonly identifier?: string
  readonly lastStatus?: number
  readonly lastError?: string
  /** Last changed at or after, and before. Milliseconds since the epoch. */
  readonly since?: number
  readonly until?: number
}

/** Where deliveries of an operation go from now on. */
export interface Redirection {
  readonly operation: string
  readonly endpoint: string
  readonly url: string
}

/** A delivery that one worker holds: no other worker can claim it meanwhile. */
export interface Claim {
  readonly delivery: Delivery
  readonly endpoint: string
  readonly identifier?: string
  /** The store's own key, and the number of this claim among all of the delivery: a stale claim settles nothing. */
  readonly key: number
  readonly fence: number
  /** Attempts spent before this one. */
  readonly spent: number
  readonly round: number
}

/** The result of a claim, recorded together with the attempt in one commit. */
export type Settlement =
  | { readonly state: 'delivered' }
  | { readonly state: 'failed' }
  | { readonly state: 'waiting'; readonly dueAt: number }

export interface AttemptOutcome {
  readonly claim: Claim
  readonly attempt: Attempt
  readonly settlement: Settlement
}

export type StateCounts = Readonly<Record<DeliveryState, number>>
