import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRandom, systemClock } from '../../src/core/index.ts'
import { createWorker, listAll, openStore, patientStore } from '../../src/queue/index.ts'
import { openPostgresStore } from '../../src/queue/postgres/store.ts'
import { type RunningCli, startCli } from '../support/cli.ts'
import { type CountingEndpoint, startCountingEndpoint } from '../support/counting-endpoint.ts'
import { type CuttableNetwork, cuttableNetwork } from '../support/cuttable-network.ts'
import { ACCEPTED, deliveries } from '../support/deliveries.ts'
import { folderPerTest } from '../support/folder.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'
import { runOnSmallDisk } from '../support/small-disk.ts'
import { post } from '../support/post.ts'

/** A long-lived worker outlasts what fails and works again, with the real database, disk and network. */

const folder = folderPerTest()
const CONCURRENCY = 8
const DELIVERIES = 400
const MOMENTS = { timeout: 20_000, interval: 5 }

let endpoint: CountingEndpoint
let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())
beforeEach(async () => {
  endpoint = await startCountingEndpoint(5)
})
afterEach(() => endpoint.close())

const arrived = (least: number): Promise<void> =>
  vi.waitFor(() => expect(endpoint.arrivals.size).toBeGreaterThanOrEqual(least), MOMENTS)

/** Everything arrived, is recorded once, and was sent twice only where its outcome was under way. */
async function expectNothingLost(location: string, sentTwice: number): Promise<void> {
  const store = await openStore(location, { clock: systemClock, mustExist: true })
  const { delivered, failed } = await store.counts()
  expect({ delivered, failed, arrived: endpoint.arrivals.size }).toEqual({
    delivered: DELIVERIES,
    failed: 0,
    arrived: DELIVERIES,
  })
  for await (const { spent } of listAll(store, {})) expect(spent).toBe(1)
  await store.close()
  expect(endpoint.total() - DELIVERIES).toBeLessThanOrEqual(sentTwice)
}

describe('a worker on PostgreSQL', () => {
  let url: string
  let worker: RunningCli | undefined
  beforeEach(async () => {
    url = await server.emptySchema()
    const store = await openStore(url, { clock: systemClock })
    await store.enqueue(deliveries(DELIVERIES, { endpoint: endpoint.url }))
    await store.close()
  })
  afterEach(async () => {
    await worker?.stop('SIGKILL')
    worker = undefined
  })

  const start = (...more: readonly string[]): RunningCli =>
    (worker = startCli(
      ['worker', '--store', url, '--until-empty', '--lease', '500ms'].concat(
        ['--concurrency', String(CONCURRENCY)],
        more,
      ),
    ))

  it('goes on when the server was killed and is there again', async () => {
    const running = start()
    await arrived(40)
    await server.kill()
    await running.waitFor(/asked again until it works/)
    await server.restart()
    await running.waitFor(/the store works again/)
    await running.waitFor(/delivered \d+, retried 0, failed 0/)
    expect(await running.ended).toBe(0)
    await expectNothingLost(url, CONCURRENCY)
  })

  it('ends with 3 when the server stays away, or when it is told to', async () => {
    try {
      const impatient = start('--outage', '200ms')
      await arrived(20)
      await server.kill()
      await impatient.waitFor(/next: .*nothing that was confirmed is lost/)
      expect(await impatient.ended).toBe(3)
      await server.restart()
      const patient = start()
      await arrived(60)
      await server.kill()
      await patient.waitFor(/asked again until it works/)
      const toldAt = performance.now()
      expect(await patient.stop('SIGTERM')).toBe(3)
      expect(performance.now() - toldAt).toBeLessThan(2000)
    } finally {
      await server.restart()
    }
  })
})

describe('a worker whose network to the database', () => {
  let url: string
  let network: CuttableNetwork
  beforeEach(async () => {
    network = await cuttableNetwork(server.port)
    url = await server.emptySchema()
  })
  afterEach(() => network.close())

  it.each([
    ['resets every connection', (one: CuttableNetwork) => one.cut()],
    ['loses everything without a sign', (one: CuttableNetwork) => one.silence()],
  ])('%s goes on afterwards', async (_, disturb) => {
    const through = url.replace(String(server.port), String(network.port))
    const store = await openPostgresStore(through, {
      clock: systemClock,
      leaseMs: 500,
      responseTimeoutMs: 200,
    })
    await store.enqueue(deliveries(DELIVERIES, { endpoint: endpoint.url }))
    const events: string[] = []
    const patience = {
      clock: systemClock,
      limitMs: 20_000,
      signal: new AbortController().signal,
      onEvent: ({ type }: { readonly type: string }) => void events.push(type),
    }
    const running = createWorker({
      store: patientStore(store, patience),
      clock: systemClock,
      random: createRandom('outage'),
      concurrency: CONCURRENCY,
      attempt: async ({ id, url: target }) => {
        await fetch(target, { method: 'POST', headers: { 'webhook-id': id } })
        return { observed: true, attempt: ACCEPTED }
      },
    }).run({ until: 'empty' })
    await arrived(40)
    disturb(network)
    await vi.waitFor(() => expect(events).toContain('store-down'), MOMENTS)
    network.restore()
    expect(await running).toMatchObject({ failed: 0 })
    expect(events.at(-1)).toBe('store-up')
    await store.close()
    await expectNothingLost(url, CONCURRENCY)
  })
})

describe('on a disk that fills up and is freed', () => {
  it('a worker delivers the rest, and sends nothing in between that it cannot record', async () => {
    const [before, after] = ['before', 'after'].map((name) => join(folder.path, name)) as [
      string,
      string,
    ]
    mkdirSync(before)
    const store = await openStore(join(before, 'queue.db'), { clock: systemClock })
    await store.enqueue(deliveries(DELIVERIES, { endpoint: endpoint.url }))
    await store.close()
    const line = ['worker', '--store', 'queue.db', '--until-empty', '--concurrency', '8']
    const running = runOnSmallDisk(folder.path, 16_384, line)
    try {
      await arrived(40)
      running.fill()
      await vi.waitFor(() => expect(running.output()).toMatch(/no room left.*asked again/), MOMENTS)
      expect(endpoint.total()).toBeLessThan(DELIVERIES)
      running.free()
      expect(await running.ended).toBe(0)
      expect(running.output()).toContain('the store works again')
      await expectNothingLost(join(after, 'queue.db'), 0)
    } finally {
      running.stop()
      await running.ended
    }
  })

  it('the stub responds all the while, and its journal goes on after its last whole line', async () => {
    const line = ['mock', '--port', '0', '--admin-port', '0', '--journal', 'journal.ndjson']
    const running = runOnSmallDisk(folder.path, 1024, line)
    try {
      const found = await vi.waitFor(() => {
        const [, url = ''] = /listens on (http\S+)/.exec(running.output()) ?? []
        expect(url).not.toBe('')
        return url
      }, MOMENTS)
      const ask = async (path: string): Promise<void> => {
        const { status } = await post(`${found}/${path}`, { body: '{}' })
        expect(status).toBe(404)
      }
      await ask('first')
      running.fill()
      for (let index = 0; index < 10; index++) await ask(`full-${index}/${'x'.repeat(4000)}`)
      running.free()
      await ask('last')
      await ask('very-last')
      running.stop()
      expect(await running.ended).toBe(0)
    } finally {
      running.stop()
      await running.ended
    }
    const written = readFileSync(join(folder.path, 'after', 'journal.ndjson'), 'utf8')
    const targets = written
      .trimEnd()
      .split('\n')
      .map((text) => (JSON.parse(text) as { readonly target: string }).target)
    expect(targets[0]).toBe('/first')
    expect(targets.at(-1)).toBe('/very-last')
    expect(targets.length).toBeLessThan(13)
    expect(running.output()).toMatch(
      /requests? missing in journal.ndjson: the disk was too slow or full/,
    )
  })
})

it.each<[what: string, line: readonly string[]]>([
  ['a key', ['certificate', 'keygen', 'key.pem']],
  ['a report', ['lint', '--no-mocks', '--junit', 'lint.xml']],
])('on a disk without room, nothing is left of %s, and the command says why', async (_, line) => {
  const before = join(folder.path, 'before')
  mkdirSync(before)
  writeFileSync(join(before, 'ballast'), Buffer.alloc(100_000))
  const running = runOnSmallDisk(folder.path, 16, line)
  expect(await running.ended).toBe(3)
  expect(running.output()).toMatch(/cannot be written[^]*ENOSPC/)
  expect(readdirSync(join(folder.path, 'after'))).toEqual(['ballast'])
})
