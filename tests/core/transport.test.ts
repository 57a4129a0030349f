import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import {
  createTransport,
  type Exchange,
  headerOf,
  type HttpRequest,
  Secret,
  systemClock,
  textOf,
  type Transport,
  type TransportOptions,
} from '../../src/core/index.ts'
import { LOCALHOST_CERTIFICATE } from '../support/localhost-certificate.ts'

const cleanups: (() => unknown)[] = []

afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean()
})

function transport(options: Partial<TransportOptions> = {}): Transport {
  const made = createTransport({ clock: systemClock, ...options })
  cleanups.push(() => made.close())
  return made
}

async function listening(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve)
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  )
  return (server.address() as AddressInfo).port
}

/** An HTTP server on a free port; its URL. */
async function http(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listening(createServer(listener))}/`
}

/** A server that reads one request's head and then does what it likes with the connection. */
async function raw(answer: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => answer(socket))
  })
  const port = await listening(server)
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy()
  })
  return `http://127.0.0.1:${port}/`
}

const rawAnswer = (text: string): Promise<string> => raw((socket) => socket.end(text))

function post(url: string, changes: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'POST', url, headers: [], body: Buffer.from('{}'), ...changes }
}

/** Its best compression takes seconds for megabytes. */
function quickBrotli(body: Buffer): Buffer {
  return brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })
}

function outcome({ response, failure }: Exchange): string {
  return `${response?.status ?? 'no answer'}, ${failure?.kind ?? 'no failure'}`
}

describe('an answer', () => {
  test('comes with status, headers in lower case and order, body and time', async () => {
    const url = await http((_request, response) => {
      response.setHeader('X-Second', 'b')
      response.setHeader('Set-Cookie', ['a=1', 'b=2'])
      response.writeHead(422, { 'X-Third': 'ü' })
      response.end('{"message":"no"}')
    })
    const exchange = await transport().send(post(url))
    expect(outcome(exchange)).toBe('422, no failure')
    expect(textOf(exchange.response?.body ?? Buffer.of())).toBe('{"message":"no"}')
    expect(exchange.response?.truncated).toBe(false)
    expect(exchange.response?.headers.map(([name]) => name).slice(0, 4)).toEqual([
      'x-second',
      'set-cookie',
      'set-cookie',
      'x-third',
    ])
    expect(headerOf(exchange.response ?? { headers: [] }, 'set-cookie')).toBe('a=1, b=2')
    expect(exchange.durationMs).toBeGreaterThan(0)
    expect(Math.abs(exchange.startedAt - Date.now())).toBeLessThan(10_000)
  })

  test.each([301, 302, 303, 307, 308])('%i is not followed', async (status) => {
    let asked = 0
    const url = await http((_request, response) => {
      asked++
      response.writeHead(status, { location: '/elsewhere' }).end()
    })
    expect(outcome(await transport().send(post(url)))).toBe(`${status}, no failure`)
    expect(asked).toBe(1)
  })

  test('follows provisional ones', async () => {
    const url = await http((_request, response) => {
      response.writeProcessing()
      response.writeEarlyHints({ link: '</style.css>; rel=preload' })
      response.end('done')
    })
    const exchange = await transport().send(post(url))
    expect(outcome(exchange)).toBe('200, no failure')
    expect(headerOf(exchange.response ?? { headers: [] }, 'link')).toBeUndefined()
  })

  test('may have no body, or be chunked', async () => {
    const none = await http((_request, response) => response.writeHead(204).end())
    expect((await transport().send(post(none))).response?.body).toHaveLength(0)
    const chunked = await http((_request, response) => {
      response.write('one ')
      response.end('two')
    })
    const exchange = await transport().send(post(chunked))
    expect(textOf(exchange.response?.body ?? Buffer.of())).toBe('one two')
  })

  test.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['GZIP', gzipSync],
  ])('compressed with %s is decompressed', async (encoding, compress) => {
    const url = await http((_request, response) => {
      response.setHeader('content-encoding', encoding).end(compress('{"message":"packed"}'))
    })
    const exchange = await transport().send(post(url))
    expect(textOf(exchange.response?.body ?? Buffer.of())).toBe('{"message":"packed"}')
  })

  test('in an encoding we do not know is left as it is', async () => {
    const url = await http((_request, response) => {
      response.setHeader('content-encoding', 'rot13').end('uryyb')
    })
    const exchange = await transport().send(post(url))
    expect(textOf(exchange.response?.body ?? Buffer.of())).toBe('uryyb')
  })

  test.each([
    ['that is not compressed at all', Buffer.from('plain')],
    ['that is cut short', gzipSync('x'.repeat(10_000)).subarray(0, 20)],
  ])('declared as gzip %s is unreadable', async (_what, body) => {
    const url = await http((_request, response) => {
      response.setHeader('content-encoding', 'gzip').end(body)
    })
    const exchange = await transport().send(post(url))
    expect(outcome(exchange)).toBe('200, unreadable-answer')
    expect(exchange.failure?.message).toBe('the answer is not readable HTTP (the body is no gzip)')
  })
})

describe('a bound', () => {
  test.each([
    [99, false],
    [100, false],
    [101, true],
    [1_000_000, true],
  ])('of 100 bytes on a body of %i bytes: cut %s', async (length, truncated) => {
    const url = await http((_request, response) => response.end('x'.repeat(length)))
    const { response, failure } = await transport({ maxBodyBytes: 100 }).send(post(url))
    expect({ truncated: response?.truncated, length: response?.body.length, failure }).toEqual({
      truncated,
      length: Math.min(length, 100),
      failure: undefined,
    })
  })

  test('ends a body that never ends', async () => {
    const url = await http((_request, response) => {
      const pour = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      }
      response.on('drain', pour)
      pour()
    })
    const { response } = await transport({ maxBodyBytes: 300_000 }).send(post(url))
    expect([response?.truncated, response?.body.length]).toEqual([true, 300_000])
  })

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', quickBrotli],
  ])('holds for what a small %s body grows to', async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(16 * 1024 * 1024))
    const url = await http((_request, response) => {
      response.setHeader('content-encoding', encoding).end(bomb)
    })
    const { response, failure } = await transport({ maxBodyBytes: 1_000_000 }).send(post(url))
    expect([response?.truncated, response?.body.length, failure]).toEqual([true, 0, undefined])
  })

  test('leaves what can be read of a compressed body', async () => {
    const noise = Array.from({ length: 20_000 }, (_each, index) => `${index * 7919}`).join(' ')
    const url = await http((_request, response) => {
      response.setHeader('content-encoding', 'gzip').end(gzipSync(noise))
    })
    const { response } = await transport({ maxBodyBytes: 2000 }).send(post(url))
    const text = textOf(response?.body ?? Buffer.of())
    expect(response?.truncated).toBe(true)
    expect(noise.startsWith(text)).toBe(true)
  })

  test('on the whole request ends one that is not answered', async () => {
    const url = await http(() => undefined)
    const exchange = await transport().send(post(url), { timeoutMs: 30 })
    expect(outcome(exchange)).toBe('no answer, timeout')
    expect(exchange.durationMs).toBeGreaterThan(20)
    expect(exchange.durationMs).toBeLessThan(5000)
  })

  test('on the whole request keeps what came of a slow body', async () => {
    const url = await http((_request, response) => response.writeHead(200).write('half'))
    const exchange = await transport({ timeoutMs: 100 }).send(post(url))
    expect(outcome(exchange)).toBe('200, timeout')
    expect(textOf(exchange.response?.body ?? Buffer.of())).toBe('half')
  })

  test('on the headers tells waiting from dripping', async () => {
    const silent = await http(() => undefined)
    const patience = { headersTimeoutMs: 50, bodyTimeoutMs: 50 }
    expect(outcome(await transport(patience).send(post(silent)))).toBe('no answer, headers-timeout')
    const dripping = await http((_request, response) => response.writeHead(200).write('half'))
    expect(outcome(await transport(patience).send(post(dripping)))).toBe('200, body-timeout')
  })
})

describe('a failure', () => {
  test('connection-refused: nothing listens', async () => {
    const server = createTcpServer()
    const port = await listening(server)
    await new Promise((resolve) => server.close(resolve))
    const exchange = await transport().send(post(`http://127.0.0.1:${port}/`))
    expect(outcome(exchange)).toBe('no answer, connection-refused')
    expect(exchange.failure?.message).toBe(
      'nothing accepts connections at this address (ECONNREFUSED)',
    )
  })

  test('name-resolution: no such host', async () => {
    const exchange = await transport().send(post('http://no-such-host.invalid/'))
    expect(outcome(exchange)).toBe('no answer, name-resolution')
  })

  test.each<[string, (socket: Socket) => void, string]>([
    ['is closed without an answer', (socket) => socket.destroy(), 'no answer, connection-reset'],
    ['is reset', (socket) => socket.resetAndDestroy(), 'no answer, connection-reset'],
    [
      'is closed within the headers',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-'),
      'no answer, connection-reset',
    ],
    [
      'is closed within the body',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'),
      '200, connection-reset',
    ],
    [
      'is closed within a chunk',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab'),
      '200, connection-reset',
    ],
  ])('connection-reset: the connection %s', async (_how, answer, expected) => {
    expect(outcome(await transport().send(post(await raw(answer))))).toBe(expected)
  })

  test.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['garbage', '\0\u0001\u0002\r\n\r\n'],
    ['a status that is no number', 'HTTP/1.1 abc OK\r\n\r\n'],
    ['a header without a colon', 'HTTP/1.1 200 OK\r\nno colon\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['headers without end', `HTTP/1.1 200 OK\r\n${'X-A: 1234567890\r\n'.repeat(5000)}`],
  ])('unreadable-answer: %s', async (_what, text) => {
    const exchange = await transport().send(post(await rawAnswer(text)))
    expect(outcome(exchange)).toBe('no answer, unreadable-answer')
  })

  test('a chunk size that is none, after the status', async () => {
    const url = await rawAnswer('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n')
    expect(outcome(await transport().send(post(url)))).toBe('200, unreadable-answer')
  })

  test('an upgrade that nobody asked for', async () => {
    const url = await rawAnswer('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n')
    const { failure, response } = await transport().send(post(url))
    expect(response).toBeUndefined()
    expect(failure).toBeDefined()
  })

  test('connect-timeout: a host that accepts and says nothing of TLS', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined)
      cleanups.push(() => socket.destroy())
    })
    const url = `https://127.0.0.1:${await listening(server)}/`
    const exchange = await transport({ connectTimeoutMs: 50 }).send(post(url))
    expect(outcome(exchange)).toBe('no answer, connect-timeout')
  })

  test('tls: a certificate that nobody vouches for; none when it is trusted', async () => {
    const port = await listening(
      createTlsServer(LOCALHOST_CERTIFICATE, (_request, response) => response.end('{}')),
    )
    const url = `https://localhost:${port}/`
    const stranger = await transport().send(post(url))
    expect(outcome(stranger)).toBe('no answer, tls')
    expect(stranger.failure?.message).toMatch(/^the TLS handshake failed \(.*self-signed/)
    const trusting = transport({ certificateAuthority: LOCALHOST_CERTIFICATE.cert })
    expect(outcome(await trusting.send(post(url)))).toBe('200, no failure')
  })

  test('tls: a server that speaks plain HTTP', async () => {
    const url = (await http((_request, response) => response.end())).replace('http:', 'https:')
    expect(outcome(await transport().send(post(url)))).toBe('no answer, tls')
  })

  test('aborted: before it began, and nothing is sent', async () => {
    let asked = 0
    const url = await http((_request, response) => {
      asked++
      response.end()
    })
    const sending = transport()
    const exchange = await sending.send(post(url), { signal: AbortSignal.abort() })
    expect(outcome(exchange)).toBe('no answer, aborted')
    await sending.send(post(url))
    expect(asked).toBe(1)
  })

  test('aborted: while it waits for the answer, and while it waits for its turn', async () => {
    const url = await http(() => undefined)
    const sending = transport({ connections: 1 })
    const stop = new AbortController()
    const exchanges = [1, 2].map(() => sending.send(post(url), { signal: stop.signal }))
    setImmediate(() => stop.abort())
    expect((await Promise.all(exchanges)).map(outcome)).toEqual(
      [1, 2].map(() => 'no answer, aborted'),
    )
  })

  test('aborted: by closing the transport', async () => {
    const url = await http(() => undefined)
    const sending = transport()
    const exchange = sending.send(post(url))
    await sending.close()
    expect(outcome(await exchange)).toBe('no answer, aborted')
  })

  test('of a header that cannot be sent is told, not thrown', async () => {
    const url = await http((_request, response) => response.end())
    const exchange = await transport().send(post(url, { headers: [['X-Bad', 'a\nb']] }))
    expect(outcome(exchange)).toBe('no answer, network')
  })

  test('does not keep the next request from its answer', async () => {
    let asked = 0
    const url = await http((_request, response) => {
      if (++asked === 1) response.destroy()
      else response.end('fine')
    })
    const sending = transport()
    expect(outcome(await sending.send(post(url)))).toBe('no answer, connection-reset')
    expect(outcome(await sending.send(post(url)))).toBe('200, no failure')
  })
})

describe('a request', () => {
  test('is sent with its method, path, query, headers in their case, and secrets unwrapped', async () => {
    let seen: unknown
    const url = await http((request, response) => {
      seen = [request.method, request.url, request.rawHeaders]
      response.end()
    })
    await transport().send({
      method: 'PUT',
      url: `${url}drop/ship?a=1&b=%20`,
      headers: [
        ['X-API-Key', new Secret('s3cret', '$KEY')],
        ['content-TYPE', 'application/json'],
        ['X-Twice', '1'],
        ['X-Twice', '2'],
      ],
      body: Buffer.from('{}'),
    })
    expect(seen).toEqual([
      'PUT',
      '/drop/ship?a=1&b=%20',
      expect.arrayContaining(['X-API-Key', 's3cret', 'content-TYPE', 'application/json']),
    ])
    expect(JSON.stringify(seen)).toContain('"X-Twice","1"')
    expect(JSON.stringify(seen)).toContain('"X-Twice","2"')
  })

  test.each<[string, HttpRequest['body'], string | undefined, string | undefined]>([
    ['bytes with a length', Buffer.from('{"a":"ü"}'), '10', undefined],
    ['no bytes', Buffer.of(), '0', undefined],
    [
      'a stream in chunks',
      async function* () {
        yield await Promise.resolve(Buffer.from('{"a":'))
        yield Buffer.from('"ü"}')
      },
      undefined,
      'chunked',
    ],
  ])('sends %s', async (_what, body, length, encoding) => {
    const url = await http((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const { 'content-length': sent, 'transfer-encoding': coding } = request.headers
        response.end(JSON.stringify([sent, coding, Buffer.concat(chunks).toString()]))
      })
    })
    const exchange = await transport().send(post(url, body === undefined ? {} : { body }))
    const text = typeof body === 'function' ? '{"a":"ü"}' : Buffer.from(body ?? '').toString()
    const [sent = null, coding = null, received] = JSON.parse(
      textOf(exchange.response?.body ?? Buffer.of()),
    ) as unknown[]
    expect([sent, coding, received]).toEqual([length ?? null, encoding ?? null, text])
  })

  test('reuses its connection, and opens as many as it may', async () => {
    const ports = new Set<number | undefined>()
    const url = await http((request, response) => {
      ports.add(request.socket.remotePort)
      response.end()
    })
    const one = transport()
    for (let count = 0; count < 5; count++) await one.send(post(url))
    expect(ports.size).toBe(1)
    const several = transport({ connections: 3 })
    await Promise.all(Array.from({ length: 12 }, () => several.send(post(url))))
    expect(ports.size).toBeLessThanOrEqual(4)
  })

  test('asks again on a new connection where the endpoint closes each', async () => {
    const url = await http((_request, response) => {
      response.setHeader('connection', 'close').end('bye')
    })
    const sending = transport()
    for (let count = 0; count < 3; count++) {
      expect(outcome(await sending.send(post(url)))).toBe('200, no failure')
    }
  })
})
