import { accessSync, closeSync, constants, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Clock, HarnessError, messageOf, systemCodeOf } from '../../core/index.ts'
import type { QueueStore } from '../store.ts'
import { type Database, loadEngine } from './engine.ts'
import { assertUndamaged, storeError } from './errors.ts'
import { migrate } from './schema.ts'
import { SqliteStore } from './store.ts'
import { BUSY_WAIT_MS } from './writer.ts'

export interface SqliteStoreOptions {
  readonly clock: Clock
  /** How long a write waits for another process's, in milliseconds; default 10 000. */
  readonly busyTimeoutMs?: number
  /** The file does not grow beyond this many pages of 4 KiB; default: as long as there is room. */
  readonly maxPages?: number
}

/** Pages that a worker uses repeatedly are not read from the file each time. */
const CACHE_KIB = 16_384

/**
 * Pages of 4 KiB in the log before a checkpoint, which blocks the thread until they are on the disk:
 * four times as many as SQLite would, since most are written over and over meanwhile.
 */
const CHECKPOINT_PAGES = 4000

/**
 * A file of at most this size is checked when it is opened, which takes up to 0.1 s of CPU time. Damage in a larger one
 * is reported when it is read.
 */
const CHECKED_BYTES = 64 * 1024 * 1024

/**
 * Opens a queue file, and makes it with its folder when it is not there. Any number of processes may enqueue, list
 * and retry; one at a time may deliver.
 *
 * @throws HarnessError STORE_UNAVAILABLE, STORE_LOCKED, STORE_DAMAGED
 */
export async function openSqliteStore(
  path: string,
  { clock, busyTimeoutMs = 10_000, maxPages }: SqliteStoreOptions,
): Promise<QueueStore> {
  const Engine = await loadEngine()
  makePrivateFile(path)
  let database: Database | undefined
  try {
    // An absolute path is a file, whereas SQLite keeps `:memory:` and some `file:` names in memory.
    database = new Engine(resolve(path), { timeout: busyTimeoutMs })
    // The writer brings each commit to the disk itself.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    database.exec(`PRAGMA cache_size = -${CACHE_KIB}`)
    database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
    if (maxPages !== undefined) database.exec(`PRAGMA max_page_count = ${Math.floor(maxPages)}`)
    if (statSync(path).size <= CHECKED_BYTES) assertUndamaged(database, path)
    migrate(database, path)
    // From here on the writer waits by itself, without blocking the thread.
    database.exec(`PRAGMA busy_timeout = ${BUSY_WAIT_MS}`)
    return new SqliteStore(database, path, { clock, busyTimeoutMs })
  } catch (error) {
    database?.close()
    throw storeError(error, path)
  }
}

/** Messages hold names and addresses: nobody else on the machine may read them. */
function makePrivateFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    makeFile(path)
  } catch (cause) {
    throw new HarnessError('STORE_UNAVAILABLE', 'The queue file cannot be opened for writing.', {
      where: path,
      found: messageOf(cause),
      next: 'make file and folder writable, or name another file with --store',
      cause,
    })
  }
}

/** An existing file is not opened: closing it again would release every lock this process has on it. */
function makeFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (systemCodeOf(error) !== 'EEXIST') throw error
    accessSync(path, constants.R_OK | constants.W_OK)
  }
}
