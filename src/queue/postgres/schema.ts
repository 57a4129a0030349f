import type { Pool, PoolClient } from 'pg'
import { HarnessError } from '../../core/index.ts'
import { missingQueue } from '../missing-queue.ts'

export const PENDING = 0
export const DELIVERED = 1
export const FAILED = 2

/** Any number that no other program is likely to lock while it migrates. */
const MIGRATION_LOCK = 7_402_118_551

/**
 * One entry a version; what was released is never changed. A delivery that is being sent has its lease's end as its
 * due time: when the lease runs out, it is simply due again.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE dropship_endpoint (
     id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     url text NOT NULL UNIQUE
   );
   CREATE TABLE dropship_delivery (
     seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     id text NOT NULL UNIQUE,
     endpoint integer NOT NULL REFERENCES dropship_endpoint (id),
     operation text NOT NULL,
     method text NOT NULL,
     url text NOT NULL,
     identifier text,
     state smallint NOT NULL,
     sending boolean NOT NULL DEFAULT false,
     retrying boolean NOT NULL DEFAULT false,
     due_at bigint NOT NULL,
     fence bigint NOT NULL DEFAULT 0,
     spent integer NOT NULL DEFAULT 0,
     round integer NOT NULL DEFAULT 0,
     created_at bigint NOT NULL,
     updated_at bigint NOT NULL,
     last_status integer,
     last_error text
   ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
   CREATE TABLE dropship_message (seq bigint PRIMARY KEY, body bytea NOT NULL);
   CREATE TABLE dropship_attempt (
     seq bigint NOT NULL,
     round integer NOT NULL,
     number integer NOT NULL,
     started_at bigint NOT NULL,
     duration_ms double precision NOT NULL,
     status integer,
     error text,
     error_message text,
     renewed boolean NOT NULL,
     retry_after_ms bigint,
     answer text,
     PRIMARY KEY (seq, round, number)
   );
   CREATE INDEX dropship_delivery_due ON dropship_delivery (endpoint, retrying, due_at, seq) WHERE state = 0;
   CREATE INDEX dropship_delivery_settled ON dropship_delivery (state, updated_at) WHERE state > 0;`,
  // What never changes moves to the message: a claim and an outcome write a small row, and no entry under its id. No
  // endpoint is ever removed, so to check for each delivery that its own is there is in vain.
  `ALTER TABLE dropship_message ADD id text, ADD operation text, ADD method text, ADD url text, ADD identifier text,
     ADD created_at bigint;
   UPDATE dropship_message m SET id = d.id, operation = d.operation, method = d.method, url = d.url,
     identifier = d.identifier, created_at = d.created_at FROM dropship_delivery d WHERE d.seq = m.seq;
   ALTER TABLE dropship_delivery DROP id, DROP operation, DROP method, DROP url, DROP identifier, DROP created_at,
     DROP CONSTRAINT dropship_delivery_endpoint_fkey, ALTER seq DROP IDENTITY;
   ALTER TABLE dropship_message ADD UNIQUE (id), ALTER id SET NOT NULL, ALTER operation SET NOT NULL,
     ALTER method SET NOT NULL, ALTER url SET NOT NULL, ALTER created_at SET NOT NULL,
     ALTER seq ADD GENERATED ALWAYS AS IDENTITY;
   SELECT setval(pg_get_serial_sequence('dropship_message', 'seq'), max(seq)) FROM dropship_message
     HAVING count(*) > 0;`,
  'ALTER TABLE dropship_message ADD enqueued_for text',
]

/**
 * Brings the tables to the newest version; several processes may open the store at once.
 * @param mustExist whether to reject a database without them
 * @throws HarnessError STORE_UNAVAILABLE when a newer harness wrote them, or when they must exist and do not
 */
export async function migrate(pool: Pool, location: string, mustExist = false): Promise<void> {
  const client = await pool.connect()
  try {
    const found = await versionOf(client)
    if (found === MIGRATIONS.length) return
    if (found === 0 && mustExist) throw missingQueue(location)
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    await client.query('CREATE TABLE IF NOT EXISTS dropship_version (version integer NOT NULL)')
    const version = await versionOf(client)
    if (version > MIGRATIONS.length) {
      throw new HarnessError('STORE_UNAVAILABLE', 'A newer version wrote this queue.', {
        where: location,
        expected: `version ${MIGRATIONS.length} or older`,
        found: `version ${version}`,
        next: 'update drop-ship-harness',
      })
    }
    for (const migration of MIGRATIONS.slice(version)) await client.query(migration)
    await client.query('DELETE FROM dropship_version')
    await client.query('INSERT INTO dropship_version VALUES ($1)', [MIGRATIONS.length])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

async function versionOf(client: PoolClient): Promise<number> {
  const exists = await client.query<{ found: boolean }>(
    "SELECT to_regclass('dropship_version') IS NOT NULL AS found",
  )
  if (exists.rows[0]?.found !== true) return 0
  const { rows } = await client.query<{ version: number }>('SELECT version FROM dropship_version')
  return rows[0]?.version ?? 0
}
