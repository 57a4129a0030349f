import { describe } from 'vitest'
import { queueWorkerSuite } from '../suites/queue-worker.ts'
import { queueStoreSuite } from '../suites/queue.ts'
import type { QueuePlace } from '../suites/store-under-test.ts'
import { instantHost } from './stores/instant-host.ts'
import { openPostgresModel } from './stores/postgres-store.ts'
import { SimulatedPostgres } from './stores/postgres-server.ts'
import { SqliteFile } from './stores/sqlite-file.ts'
import { SqliteStoreModel } from './stores/sqlite-store.ts'

function sqlitePlace(): Promise<QueuePlace> {
  const file = new SqliteFile()
  return Promise.resolve({
    open: (clock) => Promise.resolve(new SqliteStoreModel(file, instantHost(clock))),
    remove: () => Promise.resolve(),
  })
}

function postgresPlace(): Promise<QueuePlace> {
  let server: SimulatedPostgres | undefined
  return Promise.resolve({
    open: (clock) => {
      const host = instantHost(clock)
      server ??= new SimulatedPostgres({ now: () => clock.now(), later: host.later })
      return openPostgresModel(server, host, { leaseMs: 30_000 })
    },
    remove: () => Promise.resolve(),
  })
}

describe.each([
  ['SQLite', sqlitePlace],
  ['PostgreSQL', postgresPlace],
])('the model of %s', (_name, makePlace) => {
  queueStoreSuite(makePlace)
})

describe.each([
  ['SQLite', sqlitePlace],
  ['PostgreSQL', postgresPlace],
])('a worker on the model of %s', (_name, makePlace) => {
  queueWorkerSuite(makePlace)
})
