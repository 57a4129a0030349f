import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { headerOf, type HttpRequest, Secret, textOf } from '../../src/core/index.ts'
import { closeAll, http, outcome, post, transport } from '../support/http-servers.ts'

afterEach(closeAll)

/** Its best compression takes seconds for megabytes. */
function quickBrotli(body: Buffer): Buffer {
  return brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })
}

describe('a response', () => {
  it('comes with status, headers in lower case and order, body and time', async () => {
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

  it.each([301, 302, 303, 307, 308])('%i is not followed', async (status) => {
    let asked = 0
    const url = await http((_request, response) => {
      asked++
      response.writeHead(status, { location: '/elsewhere' }).end()
    })
    expect(outcome(await transport().send(post(url)))).toBe(`${status}, no failure`)
    expect(asked).toBe(1)
  })

  it('follows provisional ones', async () => {
    const url = await http((_request, response) => {
      response.writeProcessing()
      response.writeEarlyHints({ link: '</style.css>; rel=preload' })
      response.end('done')
    })
    const exchange = await transport().send(post(url))
    expect(outcome(exchange)).toBe('200, no failure')
    expect(headerOf(exchange.response ?? { headers: [] }, 'link')).toBeUndefined()
  })

  it('may have no body, or be chunked', async () => {
    const none = await http((_request, response) => response.writeHead(204).end())
    expect((await transport().send(post(none))).response?.body).toHaveLength(0)
    const chunked = await http((_request, response) => {
      response.write('one ')
      response.end('two')
    })
    const exchange = await transport().send(post(chunked))
    expect(textOf(exchange.response?.body ?? Buffer.of())).toBe('one two')
  })

  it.each([
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

  it('in an encoding we do not know is left as it is', async () => {
    const url = await http((_request, response) => {
      response.setHeader('content-encoding', 'rot13').end('uryyb')
    })
    const exchange = await transport().send(post(url))
    expect(textOf(exchange.response?.body ?? Buffer.of())).toBe('uryyb')
  })

  it.each([
    ['that is not compressed at all', Buffer.from('plain')],
    ['that is cut short', gzipSync('x'.repeat(10_000)).subarray(0, 20)],
  ])('declared as gzip %s is unreadable', async (_what, body) => {
    const url = await http((_request, response) => {
      response.setHeader('content-encoding', 'gzip').end(body)
    })
    const exchange = await transport().send(post(url))
    expect(outcome(exchange)).toBe('200, unreadable-answer')
    expect(exchange.failure?.message).toBe(
      'the response is not readable HTTP (the body is not gzip)',
    )
  })
})

describe('a bound', () => {
  it.each([
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

  it('ends a body that never ends', async () => {
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

  it.each([
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

  it('leaves what can be read of a compressed body', async () => {
    const noise = Array.from({ length: 20_000 }, (_each, index) => `${index * 7919}`).join(' ')
    const url = await http((_request, response) => {
      response.setHeader('content-encoding', 'gzip').end(gzipSync(noise))
    })
    const { response } = await transport({ maxBodyBytes: 2000 }).send(post(url))
    const text = textOf(response?.body ?? Buffer.of())
    expect(response?.truncated).toBe(true)
    expect(noise.startsWith(text)).toBe(true)
  })

  it('on the whole request ends one without a response', async () => {
    const url = await http(() => undefined)
    const exchange = await transport().send(post(url), { timeoutMs: 30 })
    expect(outcome(exchange)).toBe('no response, timeout')
    expect(exchange.durationMs).toBeGreaterThan(20)
    expect(exchange.durationMs).toBeLessThan(5000)
  })

  it('on the whole request keeps what came of a slow body', async () => {
    const url = await http((_request, response) => response.writeHead(200).write('half'))
    const exchange = await transport({ timeoutMs: 100 }).send(post(url))
    expect(outcome(exchange)).toBe('200, timeout')
    expect(textOf(exchange.response?.body ?? Buffer.of())).toBe('half')
  })

  it('on the headers tells waiting from dripping', async () => {
    const silent = await http(() => undefined)
    const patience = { headersTimeoutMs: 50, bodyTimeoutMs: 50 }
    expect(outcome(await transport(patience).send(post(silent)))).toBe(
      'no response, headers-timeout',
    )
    const dripping = await http((_request, response) => response.writeHead(200).write('half'))
    expect(outcome(await transport(patience).send(post(dripping)))).toBe('200, body-timeout')
  })
})

describe('a request', () => {
  it('is sent with its method, path, query, headers in their case, and secrets unwrapped', async () => {
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

  it.each<[string, HttpRequest['body'], string | undefined, string | undefined]>([
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

  it('reuses its connection, and opens as many as it may', async () => {
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

  it('asks again on a new connection where the endpoint closes each', async () => {
    const url = await http((_request, response) => {
      response.setHeader('connection', 'close').end('bye')
    })
    const sending = transport()
    for (let count = 0; count < 3; count++) {
      expect(outcome(await sending.send(post(url)))).toBe('200, no failure')
    }
  })
})
