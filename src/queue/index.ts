export { type BreakerPolicy, DEFAULT_BREAKER } from './breaker.ts'
export {
  type Claim,
  DELIVERY_STATES,
  type DeliveryFilter,
  type DeliveryHistory,
  type DeliveryState,
  type NewDelivery,
  type Outcome,
  type Settlement,
  type StateCounts,
  type StoredAttempt,
  type StoredDelivery,
} from './delivery.ts'
export type { LatencySummary } from './latency.ts'
export { openPostgresStore } from './postgres/store.ts'
export { openSqliteStore } from './sqlite/store.ts'
export {
  listAll,
  type ListPage,
  type Page,
  type PendingEndpoint,
  type QueueStore,
} from './store.ts'
export type { WorkerEvent, WorkerSummary } from './worker-events.ts'
export { createWorker, type RunOptions, type Worker, type WorkerOptions } from './worker.ts'
