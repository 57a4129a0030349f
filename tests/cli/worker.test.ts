import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/core/index.ts'
import { openStore, type QueueStore } from '../../src/queue/index.ts'
import { deliveries } from '../support/deliveries.ts'
import { runMain } from '../support/run-main.ts'
import { type ScriptedEndpoint, startScriptedEndpoint } from '../support/scripted-endpoint.ts'
import { folderPerTest } from '../support/folder.ts'

const KEY = ['--auth', 'api-key', '--api-key', 'k-123456', '--header', 'X-Api-Key']

const folder = folderPerTest()
let location: string
let store: QueueStore
let client: ScriptedEndpoint
let other: ScriptedEndpoint

beforeEach(async () => {
  location = join(folder.path, 'queue.db')
  store = await openStore(location, { clock: systemClock })
  client = await startScriptedEndpoint(() => ({ status: 200 }))
  other = await startScriptedEndpoint(() => ({ status: 200 }))
})
afterEach(async () => {
  await store.close()
  await client.close()
  await other.close()
})

const worker = (...args: readonly string[]) =>
  runMain(['worker', '--until-empty', '--store', location, '--json', ...args])
const send = () =>
  runMain(
    ['send', '--to', client.url, '--store', location, '--json', '--unchecked', '--as', OPERATION],
    { stdin: '{"a":1}\n{"a":2}' },
  )
const OPERATION = 'drop_shipment_cancellation'

describe('a worker with credentials', () => {
  beforeEach(() =>
    store.enqueue([
      ...deliveries(2, { endpoint: client.url }),
      ...deliveries(2, { endpoint: other.url }),
    ]),
  )

  it('does not guess which of several endpoints they are for', async () => {
    const { exitCode, stdout, stderr } = await worker(...KEY)
    expect({ exitCode, stdout }).toEqual({
      exitCode: 2,
      stdout: expect.stringMatching(/^\{"error":/) as string,
    })
    expect(stderr).toMatch(/several endpoints.*--to URL/s)
    expect([client.received, other.received]).toEqual([[], []])
  })

  it('sends them to the endpoint that is named, and to no other', async () => {
    const { exitCode, stdout } = await worker(...KEY, '--to', other.url)
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ delivered: 2 })
    expect(client.received).toEqual([])
    expect(other.received.map(({ headers }) => headers['x-api-key'])).toEqual([
      'k-123456',
      'k-123456',
    ])
  })

  it('needs no name where there is one endpoint', async () => {
    await worker('--to', client.url)
    expect(await worker(...KEY)).toMatchObject({ exitCode: 0 })
    expect(other.received).toHaveLength(2)
  })
})

describe('a worker without credentials', () => {
  it('delivers to every endpoint, and says 1 when something failed', async () => {
    await store.enqueue([
      ...deliveries(2, { endpoint: client.url }),
      ...deliveries(1, { endpoint: 'http://127.0.0.1:1' }),
    ])
    const { exitCode, stdout } = await worker('--retries', '1', '--backoff', '1ms')
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ delivered: 2, retried: 1, failed: 1 })
  })

  it.each([
    ['--lease', '0s'],
    ['--timeout', '0ms'],
    ['--connect-timeout', '0s'],
    ['--headers-timeout', '0s'],
    ['--body-timeout', '0s'],
  ])('rejects %s %s', async (flag, value) => {
    const { exitCode, stderr } = await worker(flag, value)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`${flag} is too short.`)
  })

  it('gives up on a response that stalls, within the limit for that', async () => {
    await client.close()
    client = await startScriptedEndpoint(() => new Promise(() => undefined))
    await store.enqueue(deliveries(1, { endpoint: client.url }))
    await worker('--retries', '0', '--headers-timeout', '50ms')
    const [failed] = (await store.list({})).deliveries
    expect(failed).toMatchObject({ state: 'failed', lastError: 'headers-timeout' })
  })
})

describe('dropship send beside a worker', () => {
  it('takes its place when that ends with deliveries left', async () => {
    await store.startWork()
    const sending = send()
    await expect.poll(async () => (await store.counts()).due, { timeout: 20_000 }).toBe(2)
    await store.close()
    const { exitCode, stdout } = await sending
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ enqueued: 2, delivered: 2 })
    expect((JSON.parse(stdout) as { durationMs: number }).durationMs).toBeGreaterThan(0)
    store = await openStore(location, { clock: systemClock })
  })

  it('on the same file, both end with everything delivered once', async () => {
    const results = await Promise.all([send(), send(), send()])
    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0])
    expect(client.received).toHaveLength(6)
  })
})

describe('dropship queue', () => {
  const queue = (...args: readonly string[]) => runMain(['queue', ...args, '--store', location])

  it('shows several deliveries as one JSON document', async () => {
    const many = deliveries(2)
    await store.enqueue(many)
    const ids = many.map(({ id }) => id)
    const shown = JSON.parse((await queue('show', ...ids, '--json')).stdout) as { id: string }[]
    expect(shown.map(({ id }) => id)).toEqual(ids)
  })

  it.each(['report', 'export', 'show', 'retry', 'discard'])(
    '%s of a delivery that is not there says so',
    async (action) => {
      const { exitCode, stderr } = await queue(action, 'msg_nowhere')
      expect(exitCode).toBe(2)
      expect(stderr).toContain('The queue contains no delivery "msg_nowhere".')
    },
  )

  it('reports no delivery that is still pending', async () => {
    await store.enqueue(deliveries(1))
    const { stdout } = await queue('report', '--state', 'all')
    expect(stdout).toContain('The failure queue is empty.')
  })

  it.each([
    ['postgres://me:12/hush@127.0.0.1:1/db', 2],
    ['postgres://me:hu#hush@127.0.0.1:1/db', 2],
    ['postgres://me:hush@127.0.0.1:1/db', 3],
    ['postgres://me@127.0.0.1:1/db?password=hush', 3],
    ['postgres://me:hush@127.0.0.1:1/db?port=abc', 3],
    ['postgres:/me:hush@127.0.0.1:1/db', 2],
    ['host=127.0.0.1 password=hush', 2],
    ['mysql://me:hush@host/db', 2],
  ])('never shows the password of the store %s', async (name, exitCode) => {
    const result = await runMain(['queue', 'list', '--store', name])
    expect(result).toMatchObject({ exitCode, stdout: '' })
    expect(result.stderr).not.toContain('hush')
  })
})
