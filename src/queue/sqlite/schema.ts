import { HarnessError } from '../../core/index.ts'
import type { Database } from './engine.ts'

/** How states are stored; `due`, `sending` and `waiting` follow from the due time and the worker's memory. */
export const PENDING = 0
export const DELIVERED = 1
export const FAILED = 2

/**
 * One entry a version; what was released is never changed. The message lies apart from the delivery's state, so that
 * an outcome rewrites a small row; the due index leads with `retrying`, so that retries are on time however many
 * fresh deliveries wait.
 */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE endpoint (id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE delivery (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     endpoint INTEGER NOT NULL REFERENCES endpoint (id),
     operation TEXT NOT NULL,
     method TEXT NOT NULL,
     url TEXT NOT NULL,
     identifier TEXT,
     state INTEGER NOT NULL,
     retrying INTEGER NOT NULL,
     due_at INTEGER NOT NULL,
     spent INTEGER NOT NULL,
     round INTEGER NOT NULL,
     created_at INTEGER NOT NULL,
     updated_at INTEGER NOT NULL,
     last_status INTEGER,
     last_error TEXT
   ) STRICT;
   CREATE TABLE message (seq INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
   CREATE TABLE attempt (
     seq INTEGER NOT NULL,
     round INTEGER NOT NULL,
     number INTEGER NOT NULL,
     started_at INTEGER NOT NULL,
     duration_ms REAL NOT NULL,
     status INTEGER,
     error TEXT,
     error_message TEXT,
     renewed INTEGER NOT NULL,
     retry_after_ms INTEGER,
     answer TEXT,
     PRIMARY KEY (seq, round, number)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX delivery_due ON delivery (endpoint, retrying, due_at) WHERE state = 0;
   CREATE INDEX delivery_settled ON delivery (state, updated_at) WHERE state > 0;`,
  'ALTER TABLE delivery ADD COLUMN enqueued_for TEXT',
]

/**
 * Brings a new or older file to the newest version.
 * @throws HarnessError STORE_UNAVAILABLE when a newer harness wrote it or when it is some other program's
 */
export function migrate(database: Database, path: string): void {
  if (versionOf(database) === MIGRATIONS.length) return
  database.exec('BEGIN IMMEDIATE')
  try {
    const version = versionOf(database)
    if (version > MIGRATIONS.length || (version === 0 && hasTables(database))) {
      throw new HarnessError('STORE_UNAVAILABLE', 'This file is not a queue this version knows.', {
        where: path,
        expected: `an empty file, or a queue of version ${MIGRATIONS.length} or older`,
        found: version === 0 ? 'a SQLite file of another program' : `a queue of version ${version}`,
        next: 'name another file with --store, or update drop-ship-harness',
      })
    }
    for (const migration of MIGRATIONS.slice(version)) database.exec(migration)
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`)
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}

function versionOf(database: Database): number {
  return Number(database.prepare('PRAGMA user_version').get().user_version)
}

function hasTables(database: Database): boolean {
  return Number(database.prepare('SELECT count(*) AS n FROM sqlite_schema').get().n) > 0
}
