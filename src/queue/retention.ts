import type { QueueStore } from './store.ts'
import { WORKER_DEFAULTS } from './worker-options.ts'

const PURGE_EVERY_MS = 600_000
const PURGE_BATCH = 500

/** Removes deliveries that were delivered long ago, now and then. */
export class Retention {
  readonly #store: QueueStore
  readonly #keepMs: number
  #nextAt = 0

  /** @param keepMs how long delivered messages are kept; default a week */
  constructor(store: QueueStore, keepMs: number = WORKER_DEFAULTS.keepDeliveredMs) {
    this.#store = store
    this.#keepMs = keepMs
  }

  async purge(now: number): Promise<void> {
    if (now < this.#nextAt) return
    this.#nextAt = now + PURGE_EVERY_MS
    while ((await this.#store.purge(now - this.#keepMs, PURGE_BATCH)) === PURGE_BATCH) {
      // In batches, so that deliveries continue in between.
    }
  }
}
