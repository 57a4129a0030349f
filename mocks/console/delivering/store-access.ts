import { existsSync } from 'node:fs'
import type { Clock } from '../../../src/core/index.ts'
import { openStore, type QueueStore, shownStore } from '../../../src/queue/index.ts'

/** The sender's store, opened when it is first needed and kept open. */
export interface StoreAccess {
  /** Without a password. */
  readonly location: string
  /** The store, made when it is not there. @throws HarnessError as `openStore` does */
  made(): Promise<QueueStore>
  /** The store, or `undefined` when nothing was ever put there. @throws HarnessError as `openStore` does */
  existing(): Promise<QueueStore | undefined>
  close(): Promise<void>
}

export function createStoreAccess(location: string, clock: Clock): StoreAccess {
  let opened: Promise<QueueStore> | undefined
  const made = (): Promise<QueueStore> => {
    if (opened !== undefined) return opened
    const opening = openStore(location, { clock })
    opened = opening
    // What failed is tried again the next time.
    opening.catch(() => (opened = undefined))
    return opening
  }
  const isServer = /^[a-z]+:\/\//i.test(location)
  return {
    location: shownStore(location),
    made,
    existing: () =>
      opened !== undefined || isServer || existsSync(location)
        ? made()
        : Promise.resolve(undefined),
    close: async () => {
      const store = await opened?.catch(() => undefined)
      await store?.close()
    },
  }
}
