import type { IncomingMessage, RequestListener } from 'node:http'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer } from 'node:net'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  type Exchange,
  readProxySettings,
  type Route,
  textOf,
  trusting,
} from '../../src/core/index.ts'
import { issue, makeAuthority, type Pair } from '../support/authority.ts'
import { startForwardProxy } from '../support/forward-proxy.ts'
import { cleanUp, closeAll, listening, outcome, post, transport } from '../support/http-servers.ts'
import { startSocksServer } from '../support/socks-server.ts'

/** The way through a proxy that the environment names. */

afterEach(closeAll)

let authority: Pair
let pair: Pair
beforeAll(async () => {
  authority = await makeAuthority('Test authority')
  pair = await issue(authority, ['client.test', 'localhost'])
})

/** An endpoint on loopback, known to a proxy as `client.test`, that responds with what it received. */
async function endpoint() {
  const received: IncomingMessage[] = []
  const respond: RequestListener = (request, response) => {
    received.push(request)
    request.resume().on('end', () => response.end(`${request.method} ${request.url}`))
  }
  const [plain, secure] = [createServer(respond), createTlsServer(pair, respond)]
  return { received, plain: await listening(plain), secure: await listening(secure) }
}

function routeBy(env: Readonly<Record<string, string>>): Route {
  return trusting(authority.cert, 'the test', { proxies: readProxySettings(env) })
}

function bodyOf({ response }: Exchange): string {
  return response === undefined ? '' : textOf(response.body)
}

describe('a forward proxy', () => {
  it('is handed plain http as it is, in absolute form', async () => {
    const { plain, received } = await endpoint()
    const proxy = await startForwardProxy({ hosts: { 'client.test': plain } })
    const route = routeBy({ http_proxy: `http://127.0.0.1:${proxy.port}` })
    const exchange = await transport({ route }).send(post('http://client.test/hook?key=1'))
    expect([outcome(exchange), bodyOf(exchange)]).toEqual(['200, no failure', 'POST /hook?key=1'])
    expect(proxy.log).toEqual(['POST http://client.test/hook?key=1'])
    expect(received[0]?.headers.host).toBe('client.test')
  })

  it('opens a tunnel for https, which several requests share', async () => {
    const { secure, received } = await endpoint()
    const proxy = await startForwardProxy({ hosts: { 'client.test': secure } })
    const route = routeBy({ https_proxy: `http://127.0.0.1:${proxy.port}` })
    const sending = transport({ route })
    for (const path of ['/a', '/b']) {
      expect(bodyOf(await sending.send(post(`https://client.test${path}`)))).toBe(`POST ${path}`)
    }
    expect(proxy.log).toEqual(['CONNECT client.test:443'])
    expect(received.map(({ headers }) => headers.host)).toEqual(['client.test', 'client.test'])
  })

  it('is told another port, too', async () => {
    const { plain, secure } = await endpoint()
    const hosts = { 'client.test:8080': plain, 'client.test:8443': secure }
    const proxy = await startForwardProxy({ hosts })
    const route = routeBy({ all_proxy: `http://127.0.0.1:${proxy.port}` })
    const sending = transport({ route })
    expect(outcome(await sending.send(post('http://client.test:8080/')))).toBe('200, no failure')
    expect(outcome(await sending.send(post('https://client.test:8443/')))).toBe('200, no failure')
    expect(proxy.log).toEqual(['POST http://client.test:8080/', 'CONNECT client.test:8443'])
  })

  it('may speak TLS itself', async () => {
    const { plain, secure } = await endpoint()
    const hosts = { 'client.test': plain, 'client.test:8443': secure }
    const proxy = await startForwardProxy({ hosts, pair })
    const route = routeBy({ all_proxy: `https://localhost:${proxy.port}` })
    const sending = transport({ route })
    expect(outcome(await sending.send(post('http://client.test/')))).toBe('200, no failure')
    expect(outcome(await sending.send(post('https://client.test:8443/')))).toBe('200, no failure')
    expect(proxy.log).toEqual(['POST http://client.test/', 'CONNECT client.test:8443'])
  })

  it('is not used for loopback and for what no_proxy lists', async () => {
    const { plain } = await endpoint()
    const proxy = await startForwardProxy({ hosts: {} })
    const all_proxy = `http://127.0.0.1:${proxy.port}`
    const sending = transport({ route: routeBy({ all_proxy, no_proxy: 'client.invalid' }) })
    const exchange = await sending.send(post(`http://localhost:${plain}/`))
    expect(outcome(exchange)).toBe('200, no failure')
    const direct = await sending.send(post('http://client.invalid/'))
    expect(outcome(direct)).toBe('no response, name-resolution')
    expect(proxy.log).toEqual([])
  })
})

describe('credentials in the URL of a proxy', () => {
  const HOOK = 'http://client.test/hook'
  const credentials = 'me@here:p:ss/word'

  it('are sent to it, and not to the endpoint', async () => {
    const { plain, secure, received } = await endpoint()
    const hosts = { 'client.test': plain, 'client.test:8443': secure }
    const proxy = await startForwardProxy({ hosts, credentials })
    const url = `http://me%40here:p%3Ass%2Fword@127.0.0.1:${proxy.port}`
    const sending = transport({ route: routeBy({ all_proxy: url }) })
    const exchanges = [
      await sending.send(post(HOOK)),
      await sending.send(post('https://client.test:8443/')),
    ]
    expect(exchanges.map(outcome)).toEqual(['200, no failure', '200, no failure'])
    expect(proxy.headers).toHaveLength(2)
    expect(received.map(({ headers }) => headers['proxy-authorization'])).toEqual([
      undefined,
      undefined,
    ])
    expect(JSON.stringify(exchanges)).not.toMatch(/ss.?word|Basic/)
  })

  it.each([
    ['http://client.test/hook', '', 'asks for credentials'],
    ['https://client.test/hook', '', 'asks for credentials'],
    ['http://client.test/hook', 'me:wrong@', 'rejects the credentials'],
    ['https://client.test/hook', 'me:wrong@', 'rejects the credentials'],
    ['https://client.test/hook', 'me@', 'rejects the credentials'],
  ])('%s, %j: it %s', async (url, given, sentence) => {
    const proxy = await startForwardProxy({ hosts: { 'client.test': 1 }, credentials })
    const host = `127.0.0.1:${proxy.port}`
    const exchange = await transport({
      route: routeBy({
        HTTP_PROXY: `http://${given}${host}`,
        https_proxy: `http://${given}${host}`,
      }),
    }).send(post(url))
    expect(outcome(exchange)).toBe('no response, proxy')
    expect(exchange.failure?.message).toBe(`the proxy ${host} ${sentence} (407)`)
    const variable = url.startsWith('https') ? 'https_proxy' : 'HTTP_PROXY'
    expect(exchange.failure?.next).toContain(`$${variable}`)
  })
})

describe('a failure at the proxy is told as the proxy’s', () => {
  it.each([
    [502, /^the proxy \S+ cannot reach client\.test:443 \(502\)$/, /host and port in the URL/],
    [
      403,
      /^the proxy \S+ does not let connections through to client\.test:443 \(403\)$/,
      /allowed there/,
    ],
    [404, /^the proxy \S+ does not pass requests on to client\.test:443 \(404\)$/, /names a proxy/],
  ])('%i to CONNECT', async (rejects, message, next) => {
    const proxy = await startForwardProxy({ hosts: {}, rejects })
    const route = routeBy({ https_proxy: `http://127.0.0.1:${proxy.port}` })
    const { failure, response } = await transport({ route }).send(post('https://client.test/'))
    expect(response).toBeUndefined()
    expect(failure).toMatchObject({ kind: 'proxy' })
    expect([failure?.message, failure?.next]).toEqual([
      expect.stringMatching(message),
      expect.stringMatching(next),
    ])
  })

  it.each(['http://client.test/', 'https://client.test/'])('nothing listens: %s', async (url) => {
    const server = createTcpServer()
    const port = await listening(server)
    await new Promise((resolve) => server.close(resolve))
    const route = routeBy({ all_proxy: `http://127.0.0.1:${port}` })
    const { failure } = await transport({ route }).send(post(url))
    expect(failure).toMatchObject({
      kind: 'proxy',
      message: `the proxy 127.0.0.1:${port}, which $all_proxy names, cannot be reached: nothing accepts connections at this address (ECONNREFUSED)`,
      next: 'check $all_proxy; list in $no_proxy what is reached without a proxy',
    })
  })

  it.each(['http://client.test/', 'https://client.test/'])('no such host: %s', async (url) => {
    const route = routeBy({ all_proxy: 'http://proxy.invalid:3128' })
    const { failure } = await transport({ route }).send(post(url))
    expect(failure?.kind).toBe('proxy')
    expect(failure?.message).toContain('the host name does not resolve')
  })

  it('says nothing', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined)
      cleanUp(() => socket.destroy())
    })
    const all_proxy = `http://127.0.0.1:${await listening(server)}`
    const sending = transport({ route: routeBy({ all_proxy }), connectTimeoutMs: 50 })
    const { failure } = await sending.send(post('https://client.test/'))
    expect(failure?.kind).toBe('proxy')
    expect(failure?.message).toContain('no connection within the time limit')
  })

  it('its variable is not a URL', async () => {
    const route = routeBy({ all_proxy: 'ftp://me:secret@proxy.test' })
    const { failure } = await transport({ route }).send(post('https://client.test/'))
    expect(failure).toMatchObject({
      kind: 'proxy',
      message:
        'the proxy that $all_proxy names cannot be used: its scheme is ftp, and not http, https or socks5',
    })
  })

  it('a certificate of the endpoint is the endpoint’s, and the proxy is named beside it', async () => {
    const { secure } = await endpoint()
    const proxy = await startForwardProxy({ hosts: { 'client.test': secure } })
    const all_proxy = `http://127.0.0.1:${proxy.port}`
    const route = { proxies: readProxySettings({ all_proxy }) }
    const { failure } = await transport({ route }).send(post('https://client.test/'))
    expect(failure?.kind).toBe('tls')
    expect(failure?.message).toMatch(/, through the proxy 127\.0\.0\.1:\d+$/)
  })

  it('closing the transport ends a tunnel that is being opened', async () => {
    let asked: (() => void) | undefined
    const wasAsked = new Promise<void>((resolve) => (asked = resolve))
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined)
      socket.on('data', () => asked?.())
      socket.on('close', () => closed?.())
    })
    let closed: (() => void) | undefined
    const isClosed = new Promise<void>((resolve) => (closed = resolve))
    const all_proxy = `http://127.0.0.1:${await listening(server)}`
    const sending = transport({ route: routeBy({ all_proxy }) })
    const exchange = sending.send(post('https://client.test/'))
    await wasAsked
    await sending.close()
    expect(outcome(await exchange)).toBe('no response, aborted')
    await isClosed
  })
})

describe('a SOCKS proxy', () => {
  it('tunnels http and https, and resolves names', async () => {
    const { plain, secure } = await endpoint()
    const socks = await startSocksServer({ 'client.test:80': plain, 'client.test:443': secure })
    const route = routeBy({ all_proxy: `socks5h://127.0.0.1:${socks.port}` })
    const sending = transport({ route })
    const exchanges = [
      await sending.send(post('http://client.test/a')),
      await sending.send(post('https://client.test/b')),
    ]
    expect(exchanges.map(bodyOf)).toEqual(['POST /a', 'POST /b'])
    expect(socks.log).toEqual(['client.test:80', 'client.test:443'])
  })

  it('is given its credentials', async () => {
    const { plain } = await endpoint()
    const socks = await startSocksServer({ 'client.test:80': plain }, 'me:secret')
    const sent = async (given: string): Promise<Exchange> =>
      transport({
        route: routeBy({ all_proxy: `socks5://${given}127.0.0.1:${socks.port}` }),
      }).send(post('http://client.test/'))
    expect(outcome(await sent('me:secret@'))).toBe('200, no failure')
    const rejected = await sent('me:wrong@')
    expect(rejected.failure?.kind).toBe('proxy')
    expect(rejected.failure?.message).toMatch(
      /^the proxy 127\.0\.0\.1:\d+ does not connect to client\.test:80: .*[Aa]uthentication/,
    )
  })

  it('that knows no such host, or is not there, is told as such', async () => {
    const socks = await startSocksServer({})
    const by = (port: number): Promise<Exchange> =>
      transport({ route: routeBy({ all_proxy: `socks5://127.0.0.1:${port}` }) }).send(
        post('http://client.test/'),
      )
    const unknown = await by(socks.port)
    expect(unknown.failure?.message).toMatch(
      /does not connect to client\.test:80: .*HostUnreachable/,
    )
    await closeAll()
    const gone = await by(socks.port)
    expect(gone.failure?.message).toMatch(/cannot be reached: nothing accepts connections/)
  })
})
