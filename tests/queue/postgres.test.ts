import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRandom, systemClock } from '../../src/core/index.ts'
import { createWorker, type QueueStore } from '../../src/queue/index.ts'
import { storeError } from '../../src/queue/postgres/errors.ts'
import { MIGRATIONS } from '../../src/queue/postgres/schema.ts'
import { openPostgresStore } from '../../src/queue/postgres/store.ts'
import { cuttableNetwork } from '../support/cuttable-network.ts'
import { ACCEPTED, deliveries, delivery, outcome } from '../support/deliveries.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'
import { queueWorkerSuite } from '../suites/queue-worker.ts'
import { queueStoreSuite } from '../suites/queue.ts'
import type { QueuePlace } from '../suites/store-under-test.ts'

let server: PostgresServer

beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

const makePlace = async (): Promise<QueuePlace> => {
  const url = await server.emptySchema()
  return {
    open: (clock) => openPostgresStore(url, { clock }),
    remove: () => server.dropSchema(url),
  }
}

describe('the PostgreSQL store', () => {
  queueStoreSuite(makePlace)
})

describe('a worker on PostgreSQL', () => {
  queueWorkerSuite(makePlace)
})

describe('a shared queue', () => {
  const clock = createFakeClock()
  let url: string
  const open = (leaseMs = 30_000) => openPostgresStore(url, { clock, leaseMs })

  beforeEach(async () => {
    url = await server.emptySchema()
  })
  afterEach(() => server.dropSchema(url))

  it('sends a redirected delivery elsewhere where a worker remembers what it enqueued', async () => {
    const [store, other] = [await open(), await open()]
    await store.startWork()
    await other.startWork()
    const one = delivery()
    await store.enqueue([one])
    const [claim] = await other.claim(one.endpoint, 1, 'all')
    if (claim === undefined) throw new Error('nothing was due')
    await other.settle(outcome(claim, { state: 'failed' }))
    const there = { endpoint: one.endpoint, url: 'https://b.example/x' }
    await other.retry({}, [{ operation: one.operation, ...there }])
    // Both stores measured their distance to the database's clock, within a few milliseconds.
    await clock.advance(1000)
    const claims = await store.claim(one.endpoint, 10, 'all')
    expect(claims.map(({ delivery: { id, url: to } }) => [id, to])).toEqual([[one.id, there.url]])
    await store.close()
    await other.close()
  })

  it('gives no delivery to two workers', async () => {
    const stores = [await open(), await open(), await open(), await open()]
    await stores[0]?.enqueue(deliveries(400))
    const claims = await Promise.all(
      [...stores, ...stores].map((store) => store.claim('https://client.example', 50, 'all')),
    )
    const ids = claims.flat().map((claim) => claim.delivery.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toHaveLength(400)
    for (const store of stores) await store.close()
  })

  it('gives a delivery whose lease ran out to another, and the first can no longer settle it', async () => {
    const [first, second] = [await open(1000), await open(1000)]
    await first.enqueue([delivery()])
    const [stale] = await first.claim('https://client.example', 1, 'all')
    expect(await second.claim('https://client.example', 1, 'all')).toEqual([])
    // Both stores measured their distance to the database's clock, within a few milliseconds.
    await clock.advance(1100)
    const [current] = await second.claim('https://client.example', 1, 'all')
    expect(current).toMatchObject({ delivery: { id: stale?.delivery.id }, spent: 0 })
    expect(stale && (await first.settle(outcome(stale, { state: 'delivered' })))).toBe(false)
    expect(current && (await second.settle(outcome(current, { state: 'delivered' })))).toBe(true)
    await first.close()
    await second.close()
  })

  it('leaves a delivery with the worker that extends its lease', async () => {
    const [first, second] = [await open(1000), await open(1000)]
    await first.enqueue([delivery()])
    const claims = await first.claim('https://client.example', 1, 'all')
    await clock.advance(800)
    expect(await first.extend(claims)).toEqual(claims)
    await clock.advance(800)
    expect(await second.claim('https://client.example', 1, 'all')).toEqual([])
    expect((await second.counts()).sending).toBe(1)
    await clock.advance(1100)
    const current = await second.claim('https://client.example', 1, 'all')
    expect(current).toHaveLength(1)
    expect(await first.extend([...claims, ...current])).toEqual(current)
    await first.close()
    await second.close()
  })

  it('goes by the database’s time, however the clock of a host is set', async () => {
    const setClock = createFakeClock()
    const store = await openPostgresStore(url, { clock: setClock })
    const before = store.now()
    setClock.setBack(3_600_000)
    expect(store.now()).toBe(before)
    await store.pending()
    expect(Math.abs(store.now() - Date.now())).toBeLessThan(60_000)
    await store.close()
  })

  it('is created once when several processes open it at the same time', async () => {
    const stores = await Promise.all([open(), open(), open(), open()])
    expect(await stores[3]?.enqueue([delivery()])).toBe(1)
    for (const store of stores) await store.close()
  })

  it('is not polled without a pause while another transaction locks what is due', async () => {
    const store = await open()
    await store.startWork()
    await store.enqueue([delivery()])
    const other = new Client({ connectionString: url })
    await other.connect()
    await other.query('BEGIN; SELECT 1 FROM dropship_delivery FOR UPDATE')
    let asked = 0
    const counting = new Proxy(store, {
      get: (target, name: keyof QueueStore) => {
        if (name === 'claim') asked++
        const value: unknown = target[name]
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    const attempt = () => Promise.resolve({ observed: true, attempt: ACCEPTED } as const)
    const worker = createWorker({ store: counting, clock, random: createRandom(1), attempt })
    const ended = new AbortController()
    const done = worker.run({ until: 'empty' }).finally(() => ended.abort())
    // This clock never advances: a worker that pauses does not ask again.
    for (let trip = 0; trip < 100; trip++) await store.counts()
    expect(asked).toBeLessThan(5)
    await other.query('ROLLBACK')
    while (!ended.signal.aborted) {
      await store.counts()
      await clock.advance(20)
    }
    expect((await done).delivered).toBe(1)
    await other.end()
    await store.close()
  })

  it('reports a database that stops responding, and can be closed', async () => {
    const wire = await cuttableNetwork(server.port)
    const store = await openPostgresStore(url.replace(`:${server.port}/`, `:${wire.port}/`), {
      clock: systemClock,
      responseTimeoutMs: 200,
    })
    await store.startWork()
    await store.enqueue([delivery()])
    wire.silence()
    await expect(store.claim('https://client.example', 1, 'all')).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: 'The database no longer responds.',
    })
    await store.close()
    await wire.close()
  })

  it('says of an outcome that it is recorded, though its confirmation was lost before', async () => {
    const [store, again] = [await open(), await open()]
    const one = delivery()
    await store.enqueue([one])
    const [claim] = await store.claim(one.endpoint, 1, 'all')
    if (claim === undefined) throw new Error('nothing was due')
    const failed = outcome(claim, { state: 'failed' })
    expect(await store.settle(failed)).toBe(true)
    expect(await again.settle(failed)).toBe(true)
    const other = { ...failed, attempt: { ...failed.attempt, startedAt: 1 } }
    expect(await again.settle(other)).toBe(false)
    expect((await again.show(one.id))?.attempts).toHaveLength(1)
    await Promise.all([store.close(), again.close()])
  })

  it('that must exist is not created', async () => {
    const options = { clock: systemClock, mustExist: true }
    for (let time = 1; time <= 2; time++) {
      await expect(openPostgresStore(url, options)).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: 'The queue does not exist.',
      })
    }
    await (await openPostgresStore(url, { clock: systemClock })).close()
    await (await openPostgresStore(url, options)).close()
  })

  it('of the first version is migrated to the newest with all its contents', async () => {
    const schema = /search_path=(\w+)/.exec(decodeURIComponent(url))?.[1]
    await server.query(`SET search_path = ${schema}; ${MIGRATIONS[0]}
      CREATE TABLE dropship_version (version integer NOT NULL);
      INSERT INTO dropship_version VALUES (1);
      INSERT INTO dropship_endpoint (url) VALUES ('https://client.example');
      INSERT INTO dropship_delivery (id, endpoint, operation, method, url, identifier, state, due_at, spent, created_at,
          updated_at, last_status, last_error) VALUES
        ('msg_failed', 1, 'drop_shipment_cancellation', 'POST', 'https://client.example/c', 'A-1', 2, 7, 6, 5, 7, 503,
          'server-error'),
        ('msg_waits', 1, 'drop_shipment_confirmation', 'PUT', 'https://client.example/w', NULL, 0, 8, 0, 8, 8, NULL, NULL);
      INSERT INTO dropship_message SELECT seq, convert_to('{"of":"' || id || '"}', 'UTF8') FROM dropship_delivery;
      INSERT INTO dropship_attempt (seq, round, number, started_at, duration_ms, status, error, error_message, renewed)
        VALUES (1, 0, 6, 6, 1.5, 503, 'server-error', 'the endpoint responded with 503', false);
      RESET search_path`)
    const store = await open()
    expect(await store.enqueue([delivery({ id: 'msg_failed' }), delivery({ id: 'msg_new' })])).toBe(
      1,
    )
    const { deliveries: listed } = await store.list({})
    expect(listed.map(({ id }) => id)).toEqual(['msg_failed', 'msg_waits', 'msg_new'])
    expect(await store.show('msg_failed')).toMatchObject({
      delivery: {
        operation: 'drop_shipment_cancellation',
        url: 'https://client.example/c',
        identifier: 'A-1',
        state: 'failed',
        spent: 6,
        createdAt: 5,
        lastError: 'server-error',
      },
      body: Buffer.from('{"of":"msg_failed"}'),
      attempts: [{ number: 6, status: 503 }],
    })
    const claims = await store.claim('https://client.example', 5, 'all')
    expect(claims.map(({ delivery: { id, method } }) => `${id} ${method}`)).toEqual([
      'msg_waits PUT',
      'msg_new POST',
    ])
    await store.close()
  })

  it('of a newer version is rejected', async () => {
    await (await open()).close()
    const schema = /search_path=(\w+)/.exec(decodeURIComponent(url))?.[1]
    await server.query(`UPDATE ${schema}.dropship_version SET version = 99`)
    await expect(open()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      details: { found: 'version 99' },
    })
  })
})

describe('what PostgreSQL and its driver report', () => {
  it.each([
    [{ message: 'Connection terminated unexpectedly' }, 'The connection to the database broke.'],
    [
      { message: 'Connection terminated due to connection timeout' },
      'No PostgreSQL server responds at this address.',
    ],
    [
      { message: 'timeout exceeded when trying to connect' },
      'No PostgreSQL server responds at this address.',
    ],
    [{ message: 'x', code: 'ECONNRESET' }, 'The connection to the database broke.'],
    [{ message: 'x', code: '53100' }, 'The database has no disk space left.'],
    [{ message: 'x', code: '28P01' }, 'PostgreSQL rejects these credentials.'],
    [{ message: 'x', code: '99999' }, 'The database cannot be used.'],
  ])('as %j is %s', (reported, sentence) => {
    const error = Object.assign(new Error(reported.message), reported)
    expect(storeError(error, 'postgres://h/db')).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: sentence,
      details: { where: 'postgres://h/db' },
    })
  })
})

describe('an invalid connection string', () => {
  const clock = createFakeClock()
  const open = (url: string) => openPostgresStore(url, { clock })

  it('without a server says so, and does not show the password', async () => {
    await expect(open('postgres://me:hunter2@127.0.0.1:1/db')).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      exitCode: 3,
      message: 'No PostgreSQL server responds at this address.',
      details: { where: 'postgres://me:***@127.0.0.1:1/db' },
    })
  })

  it('to a database that does not exist says so', async () => {
    await expect(
      open(`postgres://dropship@127.0.0.1:${server.port}/nowhere`),
    ).rejects.toMatchObject({ message: 'The database does not exist.' })
  })

  it('of a role that may only read says so', async () => {
    await server.query('CREATE ROLE onlooker LOGIN')
    await expect(
      open(`postgres://onlooker@127.0.0.1:${server.port}/postgres`),
    ).rejects.toMatchObject({ message: 'The database user may not create or change the queue.' })
  })

  it('with an unknown user says so', async () => {
    await expect(
      open(`postgres://stranger@127.0.0.1:${server.port}/postgres`),
    ).rejects.toMatchObject({ message: 'PostgreSQL rejects these credentials.' })
  })
})
