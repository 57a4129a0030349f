import { expect, it } from 'vitest'
import { retryOnStaleConnection } from '../../src/certify/run/retry-on-stale-connection.ts'
import type { Clock, Exchange, HttpRequest, Transport } from '../../src/core/index.ts'

const request: HttpRequest = { method: 'POST', url: 'http://127.0.0.1:1/x', headers: [] }

const reset: Exchange = {
  request,
  failure: { kind: 'connection-reset', message: 'closed' },
  startedAt: 0,
  durationMs: 1,
}

const responded = (status: number): Exchange => ({
  request,
  response: { status, headers: [], body: new Uint8Array(), truncated: false },
  startedAt: 0,
  durationMs: 1,
})

/** Returns these exchanges in turn, and tells the Connection header of each request. */
function played(exchanges: readonly Exchange[], betweenMs = 1) {
  const connections: (string | undefined)[] = []
  let next = 0
  let now = 0
  const transport: Transport = {
    send: (sent) => {
      const header = sent.headers.find(([name]) => name === 'Connection')?.[1]
      connections.push(header === undefined ? undefined : String(header))
      return Promise.resolve(exchanges[next++] ?? reset)
    },
    close: () => Promise.resolve(),
  }
  const clock = { monotonic: () => (now += betweenMs) } as Clock
  return { patient: retryOnStaleConnection(transport, clock), connections }
}

it('tolerates once that a server closes after a success, and opens a connection for each request', async () => {
  const { patient, connections } = played([responded(200), reset, responded(200), responded(200)])
  await patient.send(request)
  expect((await patient.send(request)).response?.status).toBe(200)
  await patient.send(request)
  expect(connections).toEqual([undefined, undefined, 'close', 'close'])
})

it('does not tolerate a second reset', async () => {
  const { patient } = played([responded(200), reset, responded(200), reset])
  await patient.send(request)
  await patient.send(request)
  expect(await patient.send(request)).toMatchObject({ failure: { kind: 'connection-reset' } })
})

it.each([401, 422, 500])(
  'forgives a server that closes after a complete %i, too',
  async (status) => {
    const { patient, connections } = played([
      responded(status),
      reset,
      responded(200),
      responded(200),
    ])
    await patient.send(request)
    expect((await patient.send(request)).response?.status).toBe(200)
    await patient.send(request)
    expect(connections).toEqual([undefined, undefined, 'close', 'close'])
  },
)

it('does not tolerate a reset after an incomplete response', async () => {
  const broken: Exchange = {
    ...responded(200),
    failure: { kind: 'connection-reset', message: 'closed' },
  }
  const { patient } = played([broken, reset])
  await patient.send(request)
  expect(await patient.send(request)).toMatchObject({ failure: { kind: 'connection-reset' } })
})

it('tolerates a reset of an idle connection, whatever came before', async () => {
  const { patient, connections } = played([responded(422), reset, responded(200)], 2000)
  await patient.send(request)
  expect((await patient.send(request)).response?.status).toBe(200)
  expect(connections).toEqual([undefined, undefined, undefined])
})
