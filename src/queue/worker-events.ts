import type { HarnessError } from '../core/index.ts'
import type { Attempt } from '../sender/index.ts'
import type { Claim, Settlement } from './delivery.ts'
import type { LatencySummary } from './latency.ts'

/** The events of a running worker. */
export type WorkerEvent =
  | {
      readonly type: 'attempt'
      readonly claim: Claim
      readonly attempt: Attempt
      readonly settlement: Settlement
      /** False when the lease had run out: another worker has the delivery, and nothing was recorded. */
      readonly recorded: boolean
    }
  /** The circuit breaker holds back fresh deliveries, or lets them through again. */
  | { readonly type: 'endpoint-down'; readonly endpoint: string; readonly pauseMs: number }
  | { readonly type: 'endpoint-up'; readonly endpoint: string }
  /** Deliveries to this endpoint stay in the store, because the worker was not started for it. */
  | { readonly type: 'endpoint-rejected'; readonly endpoint: string }
  | StoreEvent

/** A store fails for a while, and is asked again and again; or works again. */
export type StoreEvent =
  | { readonly type: 'store-down'; readonly error: HarnessError }
  | { readonly type: 'store-up' }

export interface WorkerSummary {
  readonly attempts: number
  readonly delivered: number
  /** Deliveries whose first attempt failed and that were tried again. */
  readonly retried: number
  /** Deliveries that ended in the failure queue. */
  readonly failed: number
  /** Attempts whose claim was lost meanwhile. */
  readonly lost: number
  readonly durationMs: number
  /** Of all attempts; absent when there was none. */
  readonly latency?: LatencySummary
}
