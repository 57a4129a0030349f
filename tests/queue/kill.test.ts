import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/core/index.ts'
import { openStore } from '../../src/queue/index.ts'
import { runCli } from '../support/cli.ts'
import { type CountingEndpoint, startCountingEndpoint } from '../support/counting-endpoint.ts'
import { deliveries } from '../support/deliveries.ts'
import { type KillResult, runKills } from '../support/kill-run.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'

const DELIVERIES = 600
const KILLS = 6
const CONCURRENCY = 8

let endpoint: CountingEndpoint
beforeEach(async () => {
  endpoint = await startCountingEndpoint(5)
})
afterEach(() => endpoint.close())

const survive = (store: string): Promise<KillResult> =>
  runKills({
    store,
    endpoint,
    deliveries: DELIVERIES,
    kills: KILLS,
    concurrency: CONCURRENCY,
    life: [5, 80],
    seed: 1,
  })

const NOTHING_LOST = {
  kills: KILLS,
  arrived: DELIVERIES,
  delivered: DELIVERIES,
  failed: 0,
  lost: [],
  untrue: [],
  extraAttempts: 0,
}

describe('a killed worker loses nothing, and nothing is marked delivered that did not arrive', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dropship-kill-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('on SQLite', { timeout: 60_000 }, async () => {
    const result = await survive(join(folder, 'queue.db'))
    expect(result).toMatchObject(NOTHING_LOST)
    expect(result.duplicates).toBeLessThanOrEqual(KILLS * CONCURRENCY)
  })

  it('on SQLite is replaced by the next at once, and a second beside a running one is rejected', async () => {
    const path = join(folder, 'queue.db')
    const store = await openStore(path, { clock: systemClock })
    await store.startWork()
    const second = await runCli(['worker', '--store', path, '--until-empty'])
    expect(second.exitCode).toBe(3)
    expect(second.stderr).toContain('A worker already delivers from this queue.')
    expect(second.stderr).toContain('postgres://')
    await store.close()
    expect((await runCli(['worker', '--store', path, '--until-empty'])).exitCode).toBe(0)
  })
})

describe('workers that share a PostgreSQL store', () => {
  let server: PostgresServer
  let url: string
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    url = await server.emptySchema()
  })
  afterEach(() => server.dropSchema(url))

  it('lose nothing when they are killed', { timeout: 60_000 }, async () => {
    const result = await survive(url)
    expect(result).toMatchObject(NOTHING_LOST)
    expect(result.duplicates).toBeLessThanOrEqual(KILLS * CONCURRENCY)
  })

  it.each([2, 4])('%d of them deliver everything once', { timeout: 60_000 }, async (workers) => {
    const store = await openStore(url, { clock: systemClock })
    await store.enqueue(deliveries(DELIVERIES, { endpoint: endpoint.url }))
    const line = ['worker', '--store', url, '--until-empty', '--json', '--concurrency', '8']
    const results = await Promise.all(Array.from({ length: workers }, () => runCli(line)))
    expect(results.map(({ exitCode }) => exitCode)).toEqual(results.map(() => 0))
    expect(endpoint.overlaps).toEqual([])
    expect(endpoint.total()).toBe(DELIVERIES)
    expect(endpoint.arrivals.size).toBe(DELIVERIES)
    expect((await store.counts()).delivered).toBe(DELIVERIES)
    await store.close()
  })
})
