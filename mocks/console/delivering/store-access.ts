import { existsSync } from 'node:fs'
import type { Clock } from '../../../src/core/index.ts'
import { openStore, type QueueStore, shownStore } from '../../../src/queue/index.ts'

/** The sender's store, opened on first use and kept open. */
export interface StoreAccess {
  /** Without a password. */
  readonly location: string
  /** The store, created if it does not exist. @throws HarnessError as `openStore` does */
  created(): Promise<QueueStore>
  /** The store, or `undefined` if it does not exist. @throws HarnessError as `openStore` does */
  existing(): Promise<QueueStore | undefined>
  close(): Promise<void>
}

export function createStoreAccess(location: string, clock: Clock): StoreAccess {
  let opened: Promise<QueueStore> | undefined
  const created = (): Promise<QueueStore> => {
    if (opened !== undefined) return opened
    const opening = openStore(location, { clock })
    opened = opening
    // A failed attempt to open it is repeated by the next call.
    opening.catch(() => (opened = undefined))
    return opening
  }
  const isServer = /^[a-z]+:\/\//i.test(location)
  return {
    location: shownStore(location),
    created,
    existing: () =>
      opened !== undefined || isServer || existsSync(location)
        ? created()
        : Promise.resolve(undefined),
    close: async () => {
      const store = await opened?.catch(() => undefined)
      await store?.close()
    },
  }
}
