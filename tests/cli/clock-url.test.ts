import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import {
  type JournalEntry,
  startStub,
  type Stub,
  type StubOptions,
} from '../../mocks/stub/index.ts'
import { followStubClock } from '../../src/cli/delivering/stub-clock.ts'
import { systemClock } from '../../src/core/index.ts'
import { folderForFile } from '../support/folder.ts'
import { closeAll, cleanUp, http } from '../support/http-servers.ts'
import { runMain } from '../support/run-main.ts'

const folder = folderForFile()
let queues = 0
afterEach(closeAll)

async function start(options: StubOptions = {}): Promise<Stub> {
  const stub = await startStub({ adminPort: 0, ...options })
  cleanUp(() => stub.close())
  return stub
}

/** Options that send one message to a stub, and follow its time with a queue of their own. */
function following(stub: Stub): string[] {
  const store = ['--store', join(folder, `queue-${queues++}.db`)]
  const { credentials } = stub
  const auth =
    credentials.scheme === 'oauth2'
      ? [
          ['--token-url', credentials.tokenUrl],
          ['--client-id', credentials.clientId],
          ['--client-secret', credentials.clientSecret.expose()],
        ].flat()
      : ['--auth', 'none']
  return ['--to', stub.url, '--clock-url', `${stub.adminUrl}/clock`, ...auth, ...store]
}

const SAMPLE = ['--sample', 'drop_shipment_confirmation']

const statusOf = (entry: JournalEntry) => entry.answer?.status

/** Sets the stub's time forward, a minute at a time, until a promise is settled. */
async function minutesUntil<T>(stub: Stub, promise: Promise<T>): Promise<T> {
  const minutes = setInterval(() => stub.clock.advance(60_000), 15)
  try {
    return await promise
  } finally {
    clearInterval(minutes)
  }
}

describe('a sender that follows the time of a stub', () => {
  it('makes six attempts over more than an hour within seconds, and gets through an outage of an hour', async () => {
    const stub = await start({ auth: { scheme: 'none' } })
    stub.play('hour-long-outage')
    const began = performance.now()
    const sending = runMain(['send', ...SAMPLE, ...following(stub), '--backoff', '2m'])
    const { exitCode, stdout } = await minutesUntil(stub, sending)
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^delivered 1 of 1 .* in 1 h/)])
    const attempts = stub.journal.entries({ kind: 'delivery' })
    expect(attempts.map(statusOf)).toEqual([503, 503, 503, 503, 503, 200])
    const minutes = attempts.map(
      ({ startedAt }) => (startedAt - (attempts[0]?.startedAt ?? 0)) / 60_000,
    )
    for (const [index, least] of [0, 2, 6, 14, 30, 62].entries())
      expect(minutes[index]).toBeGreaterThanOrEqual(least)
    // It takes about 2 s: a busy machine takes its time, and an hour is far away.
    expect(performance.now() - began).toBeLessThan(60_000)
  }, 60_000)

  it.each(['left', 'date left'])(
    'waits as long as Retry-After asks by the stub’s time: %s',
    async (retryAfter) => {
      const stub = await start({ auth: { scheme: 'none' } })
      stub.play({ steps: [{ status: 503, for: '50m', retryAfter }] })
      const sending = runMain(['send', ...SAMPLE, ...following(stub)])
      expect((await minutesUntil(stub, sending)).exitCode).toBe(0)
      const attempts = stub.journal.entries({ kind: 'delivery' })
      expect(attempts.map(statusOf)).toEqual([503, 200])
    },
    60_000,
  )

  it('knows a day later that its token has expired, and asks for a new one first', async () => {
    const stub = await start()
    stub.clock.advance(3_600_000)
    const stopping = new AbortController()
    const options = following(stub)
    const send = (...more: string[]) => runMain(['send', ...SAMPLE, ...more, ...options])
    await send('--enqueue-only')
    const working = runMain(['worker', ...options, '--json'], { signal: stopping.signal })
    const kinds = () => stub.journal.entries({}).map(({ kind }) => kind)
    await expect.poll(kinds, { timeout: 20_000 }).toEqual(['token', 'delivery'])
    await send('--enqueue-only')
    await expect.poll(kinds, { timeout: 20_000 }).toEqual(['token', 'delivery', 'delivery'])
    stub.clock.advance(25 * 3_600_000)
    await send('--enqueue-only')
    await expect
      .poll(kinds, { timeout: 20_000 })
      .toEqual(['token', 'delivery', 'delivery', 'token', 'delivery'])
    stopping.abort()
    expect(JSON.parse((await working).stdout)).toMatchObject({ delivered: 3, retried: 0 })
    expect(stub.journal.entries({ kind: 'delivery' }).map(statusOf)).toEqual([200, 200, 200])
  }, 60_000)

  it('goes on by itself while the stub is away, and follows the one that is started after', async () => {
    const first = await start()
    const port = Number(new URL(String(first.adminUrl)).port)
    const said: string[] = []
    const followed = await followStubClock(`${first.adminUrl}/clock`, {
      clock: systemClock,
      say: (sentence) => void said.push(sentence),
    })
    cleanUp(() => followed.close())
    const ahead = () => Math.round((followed.clock.now() - Date.now()) / 3_600_000)
    first.clock.advance(25 * 3_600_000)
    await expect.poll(ahead).toBe(25)
    await first.close()
    await expect.poll(() => said).toEqual([expect.stringContaining('does not respond')])
    expect(ahead()).toBe(25)
    const second = await start({ adminPort: port })
    await expect.poll(() => said, { timeout: 5000 }).toHaveLength(2)
    expect(ahead()).toBe(25)
    second.clock.advance(2 * 3_600_000)
    await expect.poll(ahead).toBe(27)
  }, 20_000)

  it('asks seldom, even a server that responds at once', async () => {
    let asked = 0
    const url = await http((_request, response) => {
      asked += 1
      response.end(JSON.stringify({ now: '2026-01-01T00:00:00.000Z', aheadMs: 0 }))
    })
    const followed = await followStubClock(url, { clock: systemClock, say: () => undefined })
    await new Promise((resolve) => setTimeout(resolve, 500))
    await followed.close()
    expect(asked).toBeGreaterThan(1)
    expect(asked).toBeLessThanOrEqual(12)
  })
})

describe('--clock-url', () => {
  const send = (url: string, ...more: string[]) =>
    runMain([
      'send',
      ...SAMPLE,
      '--to',
      'http://127.0.0.1:9',
      '--auth',
      'none',
      '--clock-url',
      url,
      ...more,
    ])

  it.each<[string, () => Promise<string>, number, RegExp]>([
    [
      'another path of the stub',
      async () => `${(await start()).adminUrl}/health`,
      2,
      /not the clock of a stub[^]*200/,
    ],
    [
      'the endpoint itself',
      async () => `${(await start()).url}/clock`,
      2,
      /not the clock of a stub[^]*404/,
    ],
    [
      'a page',
      () => http((_request, response) => response.end('<html>')),
      2,
      /not the clock of a stub/,
    ],
    [
      'a time that is none',
      () => http((_request, response) => response.end('{"now":"x","aheadMs":"1h"}')),
      2,
      /not the clock/,
    ],
    [
      'more than a clock says',
      () =>
        http((_request, response) => response.end(`{"now":"${'x'.repeat(100_000)}","aheadMs":0}`)),
      2,
      /not the clock/,
    ],
    ['nobody', freeUrl, 3, /did not respond[^]*mock/],
    [
      'another machine',
      () => Promise.resolve('http://192.0.2.1:4011/clock'),
      2,
      /another machine[^]*loopback/,
    ],
    ['no URL', () => Promise.resolve('4011/clock'), 2, /clock URL is not one/],
  ])('that names %s is an error before anything is sent', async (_what, url, code, said) => {
    const { exitCode, stderr, stdout } = await send(
      await url(),
      '--store',
      join(folder, 'unused.db'),
    )
    expect([exitCode, stdout]).toEqual([code, ''])
    expect(stderr).toMatch(said)
  })

  it('does not go with a database, whose own time decides', async () => {
    const { exitCode, stderr } = await send(
      'http://127.0.0.1:4011/clock',
      '--store',
      'postgres://localhost/queue',
    )
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('SQLite')])
  })
})

async function freeUrl(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}/clock`
}
