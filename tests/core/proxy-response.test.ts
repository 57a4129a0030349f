import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { passedOn, readProxySettings } from '../../src/core/index.ts'
import { cleanUp, closeAll, listening, outcome, post, transport } from '../support/http-servers.ts'

/** Whose response it is: the endpoint's, or that of a proxy which was handed the request. */

afterEach(closeAll)

type Headers = Readonly<Record<string, string>>

async function responding(status: number, headers: Headers): Promise<number> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(status, headers).end('no'))
  })
  cleanUp(() => server.closeAllConnections())
  return listening(server)
}

const SQUID = { 'X-Squid-Error': 'ERR_CONNECT_FAIL 111', Via: '1.1 squid (squid/5.7)' }

describe('a response that comes from a proxy', () => {
  it.each<[string, number, Headers, 'proxy' | 'unclear' | 'endpoint']>([
    ['407', 407, { 'Proxy-Authenticate': 'Basic' }, 'proxy'],
    ['407 without a challenge', 407, {}, 'proxy'],
    ['502 of Squid', 502, SQUID, 'proxy'],
    ['403 of Squid', 403, { 'X-Squid-Error': 'ERR_ACCESS_DENIED 0' }, 'proxy'],
    ['503 with Proxy-Status', 503, { 'Proxy-Status': 'edge; error=connection_refused' }, 'proxy'],
    ['504 with Proxy-Agent', 504, { 'Proxy-Agent': 'Privoxy/3.0' }, 'proxy'],
    [
      '502 that a gateway before the endpoint gave, and the proxy passed on',
      502,
      { 'Proxy-Status': 'gateway; error=dns_error, edge; received-status=502' },
      'unclear',
    ],
    ['502', 502, {}, 'unclear'],
    ['503', 503, { 'Retry-After': '1' }, 'unclear'],
    ['504', 504, { Via: '1.1 proxy' }, 'unclear'],
    ['500', 500, { Via: '1.1 proxy' }, 'endpoint'],
    ['422', 422, {}, 'endpoint'],
    ['200 with a header of proxies', 200, { 'Proxy-Connection': 'keep-alive' }, 'endpoint'],
  ])('%s', async (_what, status, headers, whose) => {
    const host = `127.0.0.1:${await responding(status, headers)}`
    const proxies = readProxySettings({ http_proxy: `http://${host}` })
    const exchange = await transport({ route: { proxies } }).send(post('http://client.test/'))
    expect(outcome(exchange)).toBe(
      whose === 'proxy' ? 'no response, proxy' : `${status}, no failure`,
    )
    expect(exchange.passedBy).toBe(whose === 'unclear' ? host : undefined)
    expect(passedOn(exchange)).toContain(whose === 'unclear' ? `the proxy ${host}, which may` : '')
    if (whose !== 'proxy') return
    expect(exchange.failure?.message).toContain(`the proxy ${host} `)
    expect(exchange.failure?.next).toBeDefined()
  })

  it('is the endpoint’s where there is no proxy, whatever its headers say', async () => {
    for (const [status, headers] of [[407, {}] as const, [502, SQUID] as const]) {
      const url = `http://127.0.0.1:${await responding(status, headers)}/`
      const exchange = await transport({}).send(post(url))
      expect(outcome(exchange)).toBe(`${status}, no failure`)
      expect(exchange.passedBy).toBeUndefined()
    }
  })
})
