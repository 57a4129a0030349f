export { openSqliteStore } from './sqlite/store.ts'
export { createWorker } from './worker.ts'
export type * from './delivery.ts'
