import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { storeError } from '../../src/queue/postgres/errors.ts'
import { openPostgresStore } from '../../src/queue/postgres/store.ts'
import { deliveries, delivery, outcome } from '../support/deliveries.ts'
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

  it('gives a delivery whose lease ran out to another, and the first settles nothing any more', async () => {
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
    await first.extend(claims)
    await clock.advance(800)
    expect(await second.claim('https://client.example', 1, 'all')).toEqual([])
    expect((await second.counts()).sending).toBe(1)
    await first.close()
    await second.close()
  })

  it('is made by the first of several that open it at the same time', async () => {
    const stores = await Promise.all([open(), open(), open(), open()])
    expect(await stores[3]?.enqueue([delivery()])).toBe(1)
    for (const store of stores) await store.close()
  })

  it('of a newer version is refused', async () => {
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
      'No PostgreSQL server answers at this address.',
    ],
    [
      { message: 'timeout exceeded when trying to connect' },
      'No PostgreSQL server answers at this address.',
    ],
    [{ message: 'x', code: 'ECONNRESET' }, 'The connection to the database broke.'],
    [{ message: 'x', code: '53100' }, 'The database has no disk space left.'],
    [{ message: 'x', code: '28P01' }, 'PostgreSQL refuses these credentials.'],
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

describe('a wrong connection string', () => {
  const clock = createFakeClock()
  const open = (url: string) => openPostgresStore(url, { clock })

  it('without a server says so, and does not show the password', async () => {
    await expect(open('postgres://me:hunter2@127.0.0.1:1/db')).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      exitCode: 3,
      message: 'No PostgreSQL server answers at this address.',
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
    ).rejects.toMatchObject({ message: 'PostgreSQL refuses these credentials.' })
  })
})
