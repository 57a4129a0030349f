import { HarnessError, type HarnessErrorDetails, messageOf } from '../../core/index.ts'
import type { Database } from './engine.ts'

const BUSY = 5
const LOCKED = 6
const READONLY = 8
const IO = 10
const CORRUPT = 11
const FULL = 13
const CANTOPEN = 14
const NOTADB = 26

const ERROR = 1

/** SQLite's own words: the errors of statements that return rows carry no code. */
const CODE_OF_MESSAGE: Readonly<Record<string, number>> = {
  'database is locked': BUSY,
  'database table is locked': LOCKED,
  'attempt to write a readonly database': READONLY,
  'disk I/O error': IO,
  'database disk image is malformed': CORRUPT,
  'database or disk is full': FULL,
  'unable to open database file': CANTOPEN,
  'file is not a database': NOTADB,
}

/** The primary result code of an error that SQLite threw. */
export function sqliteCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode & 0xff
  const isSqlite = 'code' in error && error.code === 'ERR_SQLITE_ERROR'
  return isSqlite ? (CODE_OF_MESSAGE[error.message] ?? ERROR) : undefined
}

export function isBusy(error: unknown): boolean {
  const code = sqliteCodeOf(error)
  return code === BUSY || code === LOCKED
}

/** What SQLite threw, as an error that says what happened to the queue and what to do. */
export function storeError(error: unknown, path: string): unknown {
  const code = sqliteCodeOf(error)
  if (code === undefined) return error
  const details = { where: path, found: messageOf(error), cause: error }
  switch (code) {
    case CORRUPT:
    case NOTADB:
      return damaged(details)
    case BUSY:
    case LOCKED:
      return new HarnessError('STORE_LOCKED', 'Another program keeps the queue file locked.', {
        ...details,
        next: 'find out who has it open (a backup, a SQLite shell) and try again; nothing was lost',
        mayPass: true,
      })
    case READONLY:
      return unavailable(
        'The queue file cannot be written.',
        'make file and folder writable',
        details,
      )
    case FULL:
      return unavailable('There is no room left for the queue file.', 'free disk space', {
        ...details,
        mayPass: true,
      })
    case CANTOPEN:
      return unavailable('The queue file cannot be opened.', 'check path and permissions', details)
    case IO:
      return unavailable('The disk of the queue file fails.', 'check the disk', details)
    default:
      return unavailable('The queue file cannot be used.', 'look at what SQLite reports', details)
  }
}

/**
 * Reads the structure of the whole file.
 * @throws HarnessError STORE_DAMAGED
 */
export function assertUndamaged(database: Database, path: string): void {
  const found = String(database.prepare('PRAGMA quick_check(1)').get().quick_check)
  if (found !== 'ok') throw damaged({ where: path, found })
}

function damaged(details: HarnessErrorDetails): HarnessError {
  return new HarnessError('STORE_DAMAGED', 'The queue file is not a readable SQLite file.', {
    ...details,
    next: 'name another file with --store, or restore this one from a backup; nothing in it was repaired',
  })
}

function unavailable(sentence: string, next: string, details: HarnessErrorDetails): HarnessError {
  return new HarnessError('STORE_UNAVAILABLE', sentence, {
    ...details,
    next: `${next} and try again; nothing that was confirmed is lost`,
  })
}
