import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { trusting } from '../../src/core/index.ts'
import { issue, makeAuthority } from '../support/authority.ts'
import {
  cleanUp,
  closeAll,
  http,
  listening,
  outcome,
  post,
  raw,
  rawResponse,
  transport,
} from '../support/http-servers.ts'
import { LOCALHOST_CERTIFICATE, TRUSTING_LOCALHOST } from '../support/localhost-certificate.ts'

afterEach(closeAll)

describe('a failure', () => {
  it('connection-refused: nothing listens', async () => {
    const server = createTcpServer()
    const port = await listening(server)
    await new Promise((resolve) => server.close(resolve))
    const exchange = await transport().send(post(`http://127.0.0.1:${port}/`))
    expect(outcome(exchange)).toBe('no response, connection-refused')
    expect(exchange.failure?.message).toBe(
      'nothing accepts connections at this address (ECONNREFUSED)',
    )
  })

  it('name-resolution: no such host', async () => {
    const exchange = await transport().send(post('http://no-such-host.invalid/'))
    expect(outcome(exchange)).toBe('no response, name-resolution')
  })

  it.each<[string, (socket: Socket) => void, string]>([
    ['is closed without a response', (socket) => socket.destroy(), 'no response, connection-reset'],
    ['is reset', (socket) => socket.resetAndDestroy(), 'no response, connection-reset'],
    [
      'is closed within the headers',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-'),
      'no response, connection-reset',
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
  ])('connection-reset: the connection %s', async (_how, respond, expected) => {
    expect(outcome(await transport().send(post(await raw(respond))))).toBe(expected)
  })

  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['garbage', '\0\u0001\u0002\r\n\r\n'],
    ['a status that is not a number', 'HTTP/1.1 abc OK\r\n\r\n'],
    ['a header without a colon', 'HTTP/1.1 200 OK\r\nno colon\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['headers without end', `HTTP/1.1 200 OK\r\n${'X-A: 1234567890\r\n'.repeat(5000)}`],
  ])('unreadable-answer: %s', async (_what, text) => {
    const exchange = await transport().send(post(await rawResponse(text)))
    expect(outcome(exchange)).toBe('no response, unreadable-answer')
  })

  it('a chunk size that is none, after the status', async () => {
    const url = await rawResponse('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n')
    expect(outcome(await transport().send(post(url)))).toBe('200, unreadable-answer')
  })

  it('an upgrade that nobody asked for', async () => {
    const url = await rawResponse('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n')
    const { failure, response } = await transport().send(post(url))
    expect(response).toBeUndefined()
    expect(failure).toBeDefined()
  })

  it('connect-timeout: a host that accepts and says nothing of TLS', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined)
      cleanUp(() => socket.destroy())
    })
    const url = `https://127.0.0.1:${await listening(server)}/`
    const exchange = await transport({ connectTimeoutMs: 50 }).send(post(url))
    expect(outcome(exchange)).toBe('no response, connect-timeout')
  })

  it('tls: a certificate that nobody vouches for; none when it is trusted', async () => {
    const port = await listening(
      createTlsServer(LOCALHOST_CERTIFICATE, (_request, response) => response.end('{}')),
    )
    const url = `https://localhost:${port}/`
    const stranger = await transport().send(post(url))
    expect(outcome(stranger)).toBe('no response, tls')
    expect(stranger.failure?.message).toMatch(/^the TLS handshake failed \(.*self-signed/)
    const friend = transport({ route: TRUSTING_LOCALHOST })
    expect(outcome(await friend.send(post(url)))).toBe('200, no failure')
  })

  it('tls: a certificate for another host, each time', async () => {
    const authority = await makeAuthority('Test authority')
    const pair = await issue(authority, ['other.test'])
    const port = await listening(createTlsServer(pair, (_request, response) => response.end()))
    const sending = transport({ route: trusting(authority.cert, 'the test') })
    for (let time = 0; time < 3; time++) {
      const exchange = await sending.send(post(`https://localhost:${port}/`))
      expect(outcome(exchange)).toBe('no response, tls')
      expect(exchange.failure?.code).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
    }
  })

  it('tls: a server that speaks plain HTTP', async () => {
    const url = (await http((_request, response) => response.end())).replace('http:', 'https:')
    expect(outcome(await transport().send(post(url)))).toBe('no response, tls')
  })

  it('aborted: before it began, and nothing is sent', async () => {
    let asked = 0
    const url = await http((_request, response) => {
      asked++
      response.end()
    })
    const sending = transport()
    const exchange = await sending.send(post(url), { signal: AbortSignal.abort() })
    expect(outcome(exchange)).toBe('no response, aborted')
    await sending.send(post(url))
    expect(asked).toBe(1)
  })

  it('aborted: while it waits for the response, and while it waits for its turn', async () => {
    const url = await http(() => undefined)
    const sending = transport({ connections: 1 })
    const stop = new AbortController()
    const exchanges = [1, 2].map(() => sending.send(post(url), { signal: stop.signal }))
    setImmediate(() => stop.abort())
    expect((await Promise.all(exchanges)).map(outcome)).toEqual(
      [1, 2].map(() => 'no response, aborted'),
    )
  })

  it('aborted: by closing the transport', async () => {
    const url = await http(() => undefined)
    const sending = transport()
    const exchange = sending.send(post(url))
    await sending.close()
    expect(outcome(await exchange)).toBe('no response, aborted')
  })

  it('aborted: by closing the transport, while it waits for its turn and afterwards', async () => {
    const url = await http(() => undefined)
    const sending = transport({ connections: 1 })
    const exchanges = [1, 2, 3].map(() => sending.send(post(url)))
    await sending.close()
    exchanges.push(sending.send(post(url)))
    expect((await Promise.all(exchanges)).map(outcome)).toEqual(
      [1, 2, 3, 4].map(() => 'no response, aborted'),
    )
  })

  it('aborted: while it waits for its turn, and nothing is sent then', async () => {
    const asked: (string | undefined)[] = []
    let respond: (() => void) | undefined
    const url = await http((request, response) => {
      asked.push(request.url)
      if (request.url === '/first') respond = () => response.end()
      else response.end()
    })
    const sending = transport({ connections: 1 })
    const stop = new AbortController()
    const first = sending.send(post(`${url}first`))
    const second = sending.send(post(`${url}second`), { signal: stop.signal })
    const third = sending.send(post(`${url}third`))
    stop.abort()
    expect(outcome(await second)).toBe('no response, aborted')
    await expect.poll(() => respond).toBeDefined()
    respond?.()
    expect([outcome(await first), outcome(await third)]).toEqual([
      '200, no failure',
      '200, no failure',
    ])
    expect(asked).toEqual(['/first', '/third'])
  })

  it('leaves its place to those that wait, however many of them cannot be sent', async () => {
    let asked = 0
    const url = await http((_request, response) => {
      if (++asked === 1) response.destroy()
      else response.end('fine')
    })
    const sending = transport({ connections: 1 })
    const broken = sending.send(post(url))
    const bad = Array.from({ length: 20_000 }, () =>
      sending.send(post(url, { headers: [['X-Bad', 'a\nb']] })),
    )
    const good = [sending.send(post(url)), sending.send(post(url))]
    expect(outcome(await broken)).toBe('no response, connection-reset')
    expect(new Set((await Promise.all(bad)).map(outcome))).toEqual(
      new Set(['no response, network']),
    )
    expect((await Promise.all(good)).map(outcome)).toEqual(['200, no failure', '200, no failure'])
  })

  it('of a header that cannot be sent is told, not thrown', async () => {
    const url = await http((_request, response) => response.end())
    const exchange = await transport().send(post(url, { headers: [['X-Bad', 'a\nb']] }))
    expect(outcome(exchange)).toBe('no response, network')
  })

  const OK = 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\nfine'
  it.each<[string, (socket: Socket) => unknown]>([
    ['reset', (socket) => socket.resetAndDestroy()],
    ['closed within the body', (socket) => socket.end(OK.slice(0, -2))],
    ['garbage', (socket) => socket.end('garbage\r\n\r\n')],
    [
      'an upgrade',
      (socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n'),
    ],
    ['an unasked 100', (socket) => socket.write(`HTTP/1.1 100 Continue\r\n\r\n${OK}`)],
    ['more than its length', (socket) => socket.write(`${OK} and more`)],
    ['too long', (socket) => socket.write(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(2000)}`)],
    ['silence', () => undefined],
  ])('does not keep the next requests from their responses: %s', async (_what, respond) => {
    let asked = 0
    const url = await raw((socket) => {
      if (++asked === 1) respond(socket)
      else socket.end(OK)
    })
    const sending = transport({ connections: 1, timeoutMs: 1000, maxBodyBytes: 1000 })
    const first = sending.send(post(url), { timeoutMs: 100 })
    const waiting = sending.send(post(url))
    await first
    expect(outcome(await waiting)).toBe('200, no failure')
    expect(outcome(await sending.send(post(url)))).toBe('200, no failure')
  })
})
