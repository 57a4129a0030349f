import { createServer, type Server, type Socket } from 'node:net'
import { once } from 'node:events'
import { afterEach, expect, it } from 'vitest'
import { createSigner } from '../../src/auth/index.ts'
import { createTransport, systemClock } from '../../src/core/index.ts'
import { createAttempter } from '../../src/sender/index.ts'

const close: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const end of close.splice(0)) await end()
})

/** A server that speaks whatever it likes once it was sent something. */
async function serve(respond: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).once('data', () => respond(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  close.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/op`
}

async function attempt(url: string, timeoutMs = 20_000) {
  const transport = createTransport({ clock: systemClock, timeoutMs, maxBodyBytes: 4096 })
  close.push(() => transport.close())
  const signer = createSigner({ scheme: 'none' }, { transport, clock: systemClock })
  const result = await createAttempter({ transport, signer, clock: systemClock })({
    id: 'msg_1',
    operation: 'op',
    method: 'POST',
    url,
    body: Buffer.from('{}'),
  })
  return result.observed ? result.attempt : undefined
}

const cases: readonly (readonly [string, (socket: Socket) => void, string])[] = [
  ['that says nothing', () => undefined, 'timeout'],
  ['that hangs up', (socket) => socket.end(), 'connection-reset'],
  ['that resets', (socket) => socket.resetAndDestroy(), 'connection-reset'],
  ['that does not speak HTTP', (socket) => socket.end('SSH-2.0-x\r\n'), 'unreadable-answer'],
  [
    'that stops in the middle of its body',
    (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{'),
    'timeout',
  ],
  [
    'that hangs up in the middle of its body',
    (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{'),
    'connection-reset',
  ],
  [
    'that says 100 Continue unasked, and nothing more',
    (socket) => socket.write('HTTP/1.1 100 Continue\r\n\r\n'),
    'timeout',
  ],
  [
    'that switches protocols',
    (socket) => socket.write('HTTP/1.1 101 Go\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
    'unreadable-answer',
  ],
  [
    'that never stops to send early hints',
    (socket) => {
      const more = (): boolean => socket.writable && socket.write('HTTP/1.1 103 Hints\r\n\r\n')
      const timer = setInterval(() => more() || clearInterval(timer), 5)
    },
    'timeout',
  ],
  [
    'that floods with headers',
    (socket) => socket.write(`HTTP/1.1 200 OK\r\n${'X-A: y\r\n'.repeat(20_000)}`),
    'unreadable-answer',
  ],
  ['that has no status', (socket) => socket.end('HTTP/1.1 000 -\r\n\r\n'), 'unreadable-answer'],
  [
    'whose body is not what it says',
    (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n{}'),
    'unreadable-answer',
  ],
  ['that does not speak TLS', (socket) => socket.end('HTTP/1.1 400 -\r\n\r\n'), 'tls'],
  [
    'that redirects',
    (socket) =>
      socket.end('HTTP/1.1 307 Go\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n'),
    'redirect',
  ],
]

it.each(cases)('an endpoint %s fails the attempt', async (_, respond, kind) => {
  const url = await serve(respond)
  const asked = kind === 'tls' ? url.replace('http:', 'https:') : url
  expect((await attempt(asked, kind === 'timeout' ? 150 : undefined))?.error?.kind).toBe(kind)
})

it('an endpoint that is not there fails the attempt', async () => {
  expect((await attempt('http://127.0.0.1:1/op'))?.error?.kind).toBe('connection-refused')
})

it('an endpoint whose name does not resolve fails the attempt', async () => {
  expect((await attempt('http://client.invalid/op'))?.error?.kind).toBe('name-resolution')
})

it.each(['100 Continue', '103 Hints'])('an interim %s is passed over', async (interim) => {
  const url = await serve((socket) =>
    socket.end(`HTTP/1.1 ${interim}\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}`),
  )
  expect(await attempt(url)).toMatchObject({ status: 200, answer: '{}' })
})

it('an endless response is read up to the bound, and is not a success', async () => {
  const url = await serve((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
    const piece = `400\r\n${'x'.repeat(1024)}\r\n`
    const more = (): void => {
      if (socket.writable) socket.write(piece, more)
    }
    more()
  })
  expect(await attempt(url)).toMatchObject({
    status: 200,
    answer: 'x'.repeat(2048),
    error: { kind: 'unreadable-answer' },
  })
})
