export type { BreakerPolicy } from './breaker.ts'
export {
  type Claim,
  DELIVERY_STATES,
  type DeliveryFilter,
  type DeliveryHistory,
  type DeliveryState,
  type NewDelivery,
  type AttemptOutcome,
  type Redirection,
  type Settlement,
  type StateCounts,
  type StoredAttempt,
  type StoredDelivery,
} from './delivery.ts'

export { identifierOf } from './identifier.ts'
export { newMessageId } from './message-id.ts'
export { isDatabase, openStore, shownStore } from './open.ts'
export { patientStore } from './patient-store.ts'
export { renderReport } from './report-markdown.ts'
export { deliveryDocument } from './delivery-document.ts'
export { exportLine } from './export-line.ts'
export { createReport } from './report.ts'
export { shownDelivery } from './shown-delivery.ts'
export { listAll, listHistories, type ListPage, type QueueStore } from './store.ts'
export type { WorkerEvent, WorkerSummary } from './worker-events.ts'
export { WORKER_DEFAULTS, type WorkerOptions } from './worker-options.ts'
export { createWorker } from './worker.ts'
