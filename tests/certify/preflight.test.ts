import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { certify, type CertificationOptions, type Report } from '../../src/certify/index.ts'
import { nextFor } from '../../src/certify/run/connection-advice.ts'
import { loadContract } from '../../src/contract/index.ts'
import { Secret, systemClock } from '../../src/core/index.ts'
import { cleanUp, closeAll, http, rawResponse } from '../support/http-servers.ts'
import { LOCALHOST_CERTIFICATE, TRUSTING_LOCALHOST } from '../support/localhost-certificate.ts'

/** A misconfiguration is reported in one sentence, with what to do, and no check runs. */

const contract = await loadContract()

afterEach(closeAll)

async function run(url: string, more: Partial<CertificationOptions> = {}): Promise<Report> {
  return certify({
    contract,
    url: url.replace(/\/$/, ''),
    credentials: { scheme: 'none' },
    clock: systemClock,
    timeoutMs: 5000,
    ...more,
  })
}

/** The port on which a server listens that is closed with the test. */
async function portOf(server: Server, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  cleanUp(() => new Promise((resolve) => server.close(resolve)))
  return (server.address() as AddressInfo).port
}

const responding =
  (status: number, headers: Record<string, string> = {}): RequestListener =>
  (request, response) => {
    request.resume().on('end', () => response.writeHead(status, headers).end())
  }

/** Reads a request and never responds; waited for no longer than this. */
const silent: RequestListener = () => undefined
const BRIEFLY = { timeoutMs: 300 }

/** The report of a run without checks, for this reason. */
const misconfigured = (kind: string, sentence: RegExp, next: RegExp) => ({
  verdict: 'inconclusive',
  problem: {
    kind,
    sentence: expect.stringMatching(sentence) as string,
    next: expect.stringMatching(next) as string,
  },
  levels: { compatible: 'not run', strict: 'not run', resilient: 'not run' },
  summary: { passed: 0, failed: 0, warned: 0, errored: 0 },
})

describe('an endpoint that responds to every operation alike', () => {
  it.each<[string, RequestListener, string, RegExp, RegExp]>([
    [
      'redirects',
      responding(308, { location: 'https://other.example/x' }),
      'base-url',
      /responds with 308 to https:\/\/other\.example\/x/,
      /the URL it leads to/,
    ],
    ['404', responding(404), 'base-url', /responds with 404/, /URL below which/],
    ['405', responding(405), 'base-url', /responds with 405/, /URL below which/],
    ['403', responding(403), 'credentials', /asks for credentials \(403\)/, /add --auth/],
    ['503', responding(503), 'unreachable', /responds with 503/, /behind its gateway/],
    ['silence', silent, 'unreachable', /does not respond on any operation/, /--timeout/],
    [
      'a closed connection',
      (request) => request.socket.destroy(),
      'unreachable',
      /the connection was closed/,
      /https:\/\/127/,
    ],
  ])('%s', async (_what, listener, kind, sentence, next) => {
    const report = await run(await http(listener), listener === silent ? BRIEFLY : {})
    expect(report).toMatchObject(misconfigured(kind, sentence, next))
  })

  it('exists, and does not know the orders, when only invalid bodies get another response than 404', async () => {
    const url = await http((request, response) => {
      let text = ''
      request.on('data', (chunk: Buffer) => (text += chunk.toString()))
      request.on('end', () => response.writeHead(text === '[]' ? 422 : 404).end())
    })
    const report = await run(url, { only: ['accept/*/full'], level: 'compatible' })
    expect(report).toMatchObject({ verdict: 'inconclusive', problem: { kind: 'own-orders' } })
  })

  it('is checked where that response is its own defect: 500', async () => {
    const report = await run(await http(responding(500)))
    expect(report.verdict).toBe('not certified')
    expect(report.problem).toBeUndefined()
  })
})

describe('a connection that fails', () => {
  it('fails for a certificate that nobody trusts', async () => {
    const port = await portOf(createTlsServer(LOCALHOST_CERTIFICATE, responding(200)))
    const report = await run(`https://127.0.0.1:${port}`)
    expect(report).toMatchObject(
      misconfigured('unreachable', /self-signed certificate/, /--ca FILE/),
    )
  })

  it('fails for a certificate of another host', async () => {
    const port = await portOf(createTlsServer(LOCALHOST_CERTIFICATE, responding(200)), '127.0.0.2')
    const report = await run(`https://127.0.0.2:${port}`, {
      route: TRUSTING_LOCALHOST,
    })
    expect(report).toMatchObject(
      misconfigured('unreachable', /does not match/, /use the host name/),
    )
  })

  it('meets plain http where https was given', async () => {
    const port = await portOf(createServer(responding(200)))
    const report = await run(`https://127.0.0.1:${port}`)
    expect(report).toMatchObject(
      misconfigured('unreachable', /TLS handshake failed/, /speaks no TLS: try http:/),
    )
    expect(report.problem?.sentence).not.toMatch(/openssl|\.c:\d/)
  })

  it('meets TLS where http was given', async () => {
    const port = await portOf(createTlsServer(LOCALHOST_CERTIFICATE, responding(200)))
    expect(await run(`http://127.0.0.1:${port}`)).toMatchObject(
      misconfigured('unreachable', /connection/, /https:/),
    )
  })

  it('meets something that speaks no HTTP', async () => {
    const url = await rawResponse('220 mail.example ESMTP\r\n')
    expect(await run(url)).toMatchObject(
      misconfigured('unreachable', /not readable HTTP|closed/, /what listens/),
    )
  })

  it('says what to do about a certificate that has expired', () => {
    const failure = { kind: 'tls', message: 'certificate has expired', code: 'CERT_HAS_EXPIRED' }
    expect(nextFor({ ...failure, kind: 'tls' }, 'https://x')).toMatch(/renew the certificate/)
  })
})

describe('a URL that is not a token service', () => {
  it.each<[string, RequestListener, RegExp, RegExp]>([
    ['redirects', responding(302), /responds with 302/, /the URL it leads to/],
    ['404', responding(404), /responded with 404/, /check --token-url/],
    ['400', responding(400), /responded with 400/, /--client-secret/],
    ['silence', silent, /^No access token from .*time limit/, /is running/],
  ])('%s', async (_what, listener, sentence, next) => {
    const url = await http(listener)
    const clientSecret = new Secret('a-secret', '$SECRET')
    const report = await run(await http(responding(200)), {
      ...(listener === silent ? BRIEFLY : {}),
      credentials: {
        scheme: 'oauth2',
        tokenUrl: url,
        clientId: 'a',
        clientSecret,
        tokenAuth: 'form',
      },
    })
    expect(report).toMatchObject(misconfigured('token', sentence, next))
  })
})

describe('the state service', () => {
  it.each<[string, RequestListener, RegExp]>([
    ['fails', responding(500), /responded with 500/],
    ['hangs', silent, /gave no response/],
  ])('is misconfigured when it %s', async (_what, listener, sentence) => {
    const stateUrl = await http(listener)
    const report = await run(await http(responding(200)), { stateUrl, ...BRIEFLY })
    expect(report).toMatchObject(misconfigured('state-service', sentence, /--state-url/))
    expect(report.summary.requests).toBe(0)
  })

  it('that fails later leaves the checks of that state open, and the level with them', async () => {
    let told = 0
    const stateUrl = await http((request, response) => {
      request.resume().on('end', () => {
        told++
        response.writeHead(told === 3 ? 500 : 200).end('{}')
      })
    })
    const report = await run(await http(responding(200)), { stateUrl, level: 'compatible' })
    const open = report.checks.filter(({ actual }) => actual.includes('responded with 500'))
    expect(open.length).toBeGreaterThan(0)
    expect(report.verdict).not.toBe('certified')
  })
})
