import { existsSync } from 'node:fs'
import { type Clock, defined, HarnessError } from '../core/index.ts'
import { missingQueue } from './missing-queue.ts'
import { withoutPassword } from './postgres/errors.ts'
import type { QueueStore } from './store.ts'

export interface OpenOptions {
  readonly clock: Clock
  /** PostgreSQL: how long a claim lives when its worker does not extend it. Milliseconds; default 30 000. */
  readonly leaseMs?: number
  /** Reject a queue that does not exist instead of creating it. */
  readonly mustExist?: boolean
}

/** Whether a store's name is that of a database: its server says what time it is, and many hosts share it. */
export function isDatabase(location: string): boolean {
  return /^postgres(ql)?:/i.test(location)
}

/**
 * Opens a store by its name: `postgres://…` or the path of a SQLite file. Only the driver that is needed is loaded.
 * @throws HarnessError INVALID_URL, STORE_UNAVAILABLE, STORE_LOCKED, STORE_DAMAGED
 */
export async function openStore(
  location: string,
  { clock, leaseMs, mustExist = false }: OpenOptions,
): Promise<QueueStore> {
  if (isDatabase(location)) {
    const { openPostgresStore } = await import('./postgres/store.ts')
    return openPostgresStore(location, { clock, mustExist, ...defined({ leaseMs }) })
  }
  if (NO_FILE.test(location)) {
    throw new HarnessError('INVALID_URL', 'The store has an unsupported kind.', {
      expected: 'the path of a SQLite file, or postgres://user:password@host/database',
      found: hidden(location),
      where: '--store',
    })
  }
  if (mustExist && !existsSync(location)) {
    throw missingQueue(location)
  }
  const { openSqliteStore } = await import('./sqlite/open.ts')
  return openSqliteStore(location, { clock })
}

const NO_FILE = /^[a-z]+:\/\/|^postgres(ql)?:|\bpassword=/i

/** A store's name without its password, even if the name is otherwise invalid. */
export function shownStore(location: string): string {
  if (!NO_FILE.test(location)) return location
  try {
    return withoutPassword(location)
  } catch {
    return hidden(location)
  }
}

function hidden(location: string): string {
  return location.replace(/(:\/\/?|\bpassword=).*/i, '$1…')
}
