import type { StateCounts } from '../../../src/queue/index.ts'
import type { StoreAccess } from '../delivering/store-access.ts'
import type { Hub } from './hub.ts'

const EVERY_MS = 1000

export interface QueueFeed {
  /** The last counts that were read; `undefined` while there is no store, or it cannot be read. */
  counts(): StateCounts | undefined
  close(): void
}

/** Sends the queue's counts to the pages when they change. The store is read only while a page is open. */
export function watchQueue(stores: StoreAccess, hub: Hub): QueueFeed {
  let known: StateCounts | undefined
  let isReading = false
  const read = async (): Promise<void> => {
    if (isReading || !hub.hasListeners) return
    isReading = true
    try {
      const counts = await (await stores.existing())?.counts()
      if (counts === undefined || JSON.stringify(counts) === JSON.stringify(known)) return
      known = counts
      hub.send('queue', counts)
    } catch {
      // The view of the queue shows the store's error.
    } finally {
      isReading = false
    }
  }
  const timer = setInterval(() => void read(), EVERY_MS)
  timer.unref()
  return { counts: () => known, close: () => clearInterval(timer) }
}
