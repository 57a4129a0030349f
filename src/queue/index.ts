export type { BreakerPolicy } from './breaker.ts'
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
export { identifierOf } from './identifier.ts'
export { openStore, type OpenOptions } from './open.ts'
export { renderReport } from './report-markdown.ts'
export { createReport, exportLine, type FailureReport } from './report.ts'
export {
  listAll,
  type ListPage,
  type Page,
  type PendingEndpoint,
  type QueueStore,
} from './store.ts'
export type { WorkerEvent, WorkerSummary } from './worker-events.ts'
export { createWorker, type RunOptions, type Worker, type WorkerOptions } from './worker.ts'
