import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createSecureContext } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { certify } from '../../src/certify/index.ts'
import { releaseTogether } from '../../src/certify/run/release-together.ts'
import { loadContract } from '../../src/contract/index.ts'
import { createTransport, systemClock } from '../../src/core/index.ts'
import { LOCALHOST_CERTIFICATE, TRUSTING_LOCALHOST } from '../support/localhost-certificate.ts'

describe('requests that are to meet', () => {
  const BYTES = Buffer.from('{"order":1}')

  it('hold their last bytes back until all have come so far, and do not wait for one whose response is there', async () => {
    const [first, second, early] = releaseTogether(3, systemClock)
    if (first === undefined || second === undefined || early === undefined) throw new Error('three')
    const bodies = [first.body(BYTES), second.body(BYTES)]
    const begun = await Promise.all(bodies.map((body) => body.next()))
    expect(begun.map(({ value }) => String(value))).toEqual(['{"order":1', '{"order":1'])
    let released = 0
    const ends = bodies.map(async (body) => {
      const { value } = await body.next()
      released++
      return String(value)
    })
    await new Promise(setImmediate)
    expect(released).toBe(0)
    early.done()
    expect(await Promise.all(ends)).toEqual(['}', '}'])
  })

  it('are not held for longer than a second', async () => {
    const [first] = releaseTogether(2, { ...systemClock, sleep: async (ms) => void slept.push(ms) })
    const slept: number[] = []
    const pieces: string[] = []
    for await (const piece of first?.body(BYTES) ?? []) pieces.push(String(piece))
    expect([pieces.join(''), slept]).toEqual([String(BYTES), [1000]])
  })
})

/**
 * An endpoint that fails where two requests are inside at the same time, for one turn of its event loop. Its connections are
 * set up one after the other, each when the one before has sent something, as they are by turns over a network; and each
 * serves one request, as those of many application servers do.
 */
async function startSlowToConnect() {
  const waiting: (() => void)[] = []
  let isSettingUp = false
  const next = (): void => {
    const setUp = waiting.shift()
    isSettingUp = setUp !== undefined
    setUp?.()
  }
  const proceeded = new WeakSet<object>()
  const proceed = (socket: object): void => {
    if (!proceeded.has(socket)) next()
    proceeded.add(socket)
  }
  let inside = 0
  const met = { requests: 0 }
  const server = createServer(
    {
      ...LOCALHOST_CERTIFICATE,
      SNICallback: (_name, done) => {
        waiting.push(() => done(null, createSecureContext(LOCALHOST_CERTIFICATE)))
        if (!isSettingUp) next()
      },
    },
    (request, response) => void handle(request, response),
  )
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    proceed(request.socket)
    for await (const _piece of request);
    inside++
    await new Promise(setImmediate)
    const isAlone = inside === 1
    inside--
    if (!isAlone) met.requests++
    response.writeHead(isAlone ? 200 : 500, { connection: 'close' }).end()
  }
  // One that only shakes hands sends nothing.
  server.on('secureConnection', (socket) => socket.once('close', () => proceed(socket)))
  server.on('tlsClientError', (_error, socket) => proceed(socket))
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `https://localhost:${port}`,
    met,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  }
}

describe('an endpoint that fails when two requests are inside at the same time', () => {
  it('is not found by requests that are only started together where connections take their time', async () => {
    const endpoint = await startSlowToConnect()
    const connection = { clock: systemClock, connections: 10, route: TRUSTING_LOCALHOST }
    const transport = createTransport(connection)
    const request = {
      method: 'POST',
      url: `${endpoint.url}/`,
      headers: [],
      body: Buffer.from('{}'),
    }
    const sent = await Promise.all(Array.from({ length: 10 }, () => transport.send(request)))
    await Promise.all([transport.close(), endpoint.close()])
    expect(sent.map(({ response }) => response?.status)).toEqual(Array(10).fill(200))
    expect(endpoint.met.requests).toBe(0)
  })

  it.each(['parallel-same', 'parallel-different', 'parallel-mixed'])(
    'is found by %s all the same',
    async (check) => {
      const endpoint = await startSlowToConnect()
      const report = await certify({
        contract: await loadContract(),
        url: endpoint.url,
        credentials: { scheme: 'none' },
        route: TRUSTING_LOCALHOST,
        level: 'resilient',
        only: [`resilient/drop_shipment_confirmation/${check}`],
        clock: systemClock,
      })
      await endpoint.close()
      const failed = report.checks.filter(({ status }) => status === 'failed')
      expect(failed.map(({ id }) => id)).toEqual([`resilient/drop_shipment_confirmation/${check}`])
      // What is shown is the message as it can be sent again.
      expect(failed[0]?.request?.body).toContain('"shipment"')
    },
  )
})
