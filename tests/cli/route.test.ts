import { readFileSync } from 'node:fs'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { defined } from '../../src/core/index.ts'
import { startStub } from '../../mocks/stub/index.ts'
import { filesOf, issue, makeAuthority, type Pair } from '../support/authority.ts'
import { runCli, startCli } from '../support/cli.ts'
import { startForwardProxy } from '../support/forward-proxy.ts'
import { cleanUp, closeAll, http } from '../support/http-servers.ts'
import { runMain } from '../support/run-main.ts'
import { startTlsFront } from '../support/tls-front.ts'

/** Every way to reach an endpoint, as a user would configure it. */

afterEach(closeAll)

let authority: Pair
let server: Pair
let client: Pair
beforeAll(async () => {
  authority = await makeAuthority('Company authority')
  server = await issue(authority, ['client.test', 'localhost'])
  client = await issue(authority, ['sender.test'])
})

async function stub() {
  const made = await startStub({ adminPort: 0 })
  cleanUp(() => made.close())
  return made
}

const SECRET = { DROPSHIP_CLIENT_SECRET: 'only-for-local-use' }
const CLIENT = ['--client-id', 'drop-ship-sender']

const portOf = (url: string): number => Number(new URL(url).port)

/** The stub behind a proxy, at `http://client.test` and at `https://client.test`. */
async function behindProxy(credentials?: string) {
  const running = await stub()
  const secure = await startTlsFront(server, running.url)
  const hosts = {
    'client.test': portOf(running.url),
    'client.test:8443': secure,
    'states.test': portOf(
      await http((request, response) => void request.resume().on('end', () => response.end())),
    ),
  }
  const proxy = await startForwardProxy({
    hosts,
    ...defined({ credentials }),
  })
  const { ca } = filesOf({ ca: authority.cert })
  return { stub: running, proxy, host: `127.0.0.1:${proxy.port}`, ca }
}

const HTTPS = 'https://client.test:8443'
const authTo = (url: string): string[] => [...CLIENT, '--token-url', `${url}/oauth/token`]

describe('through a forward proxy', () => {
  it('certify goes through tunnels to https, its TLS check too, and says what it trusts', async () => {
    const { proxy, host, ca } = await behindProxy()
    const args = ['certify', HTTPS, ...authTo(HTTPS), '--ca', ca, '--level', 'resilient', '--json']
    const only = ['--only', 'tls/*', '--only', 'DS-DUP-*']
    const env = { ...SECRET, HTTPS_PROXY: `http://${host}` }
    const { stdout } = await runMain([...args, ...only], { env })
    const report = JSON.parse(stdout) as {
      summary: { passed: number }
      causes: { actual: string }[]
      checks: { id: string; status: string }[]
    }
    expect(report).toMatchObject({
      verdict: 'not certified',
      levels: { resilient: 'failed' },
      summary: { failed: 1, errored: 0 },
      route: {
        proxies: [host],
        authorities: [
          { subject: 'CN=Company authority', source: `--ca ${ca}`, neededFor: [HTTPS] },
        ],
      },
    })
    // Passed checks are counted, and have no row of their own.
    expect(report.summary.passed).toBeGreaterThan(0)
    expect(report.checks.filter(({ status }) => status === 'failed')).toHaveLength(1)
    // The sender does not know the company's authority.
    const trust = report.checks.find(({ id }) => id === 'tls/public-trust')
    expect(trust?.status).toBe('failed')
    expect(report.causes[0]?.actual).toContain(`only because of CN=Company authority of --ca ${ca}`)
    expect(new Set(proxy.log)).toEqual(new Set(['CONNECT client.test:8443']))
  })

  it('verify passes, its states and tokens included', async () => {
    const { proxy, host, ca } = await behindProxy()
    const states = ['--state-url', 'http://states.test/states']
    const filter = ['--filter', 'confirmation: a message with every field|an access token']
    const result = await runMain(
      ['verify', HTTPS, ...authTo(HTTPS), '--ca', ca, ...states, ...filter],
      { env: { ...SECRET, all_proxy: `http://${host}` } },
    )
    expect(result).toMatchObject({ exitCode: 0, stderr: '' })
    expect(proxy.log).toContain('POST http://states.test/states')
    expect(proxy.log).toContain('CONNECT client.test:8443')
  })

  it('send delivers, and says 407 of the proxy by its name, without its password', async () => {
    const { proxy, host, ca, stub: running } = await behindProxy('me:pass-word')
    const folder = filesOf({ queue: '' }).queue.replace(/queue\.pem$/, '')
    const sample = ['--sample', 'drop_shipment_confirmation', '--retries', '0']
    const to = ['--to', HTTPS, ...authTo(HTTPS), '--ca', ca]
    const send = (name: string, url: string) =>
      runMain(['send', ...sample, ...to, '--store', `${folder}${name}.db`], {
        env: { ...SECRET, https_proxy: url },
      })
    expect(await send('good', `http://me:pass-word@${host}`)).toMatchObject({ exitCode: 0 })
    expect(running.journal.entries().at(-1)?.answer?.status).toBe(200)
    expect(proxy.log).toEqual(['CONNECT client.test:8443'])
    const rejected = await send('bad', `http://me:wrong-word@${host}`)
    expect(rejected.exitCode).toBe(3)
    const reported = await runMain(['queue', 'report', '--store', `${folder}bad.db`])
    expect(reported.stdout).toContain(`the proxy ${host} rejects the credentials (407)`)
    const all = rejected.stdout + rejected.stderr + reported.stdout
    expect(all + readFileSync(`${folder}bad.db`, 'latin1')).not.toMatch(/(?:pass|wrong)-word/)
  })

  it('the validating proxy passes requests on, and says of itself what the other proxy says', async () => {
    const { host, ca } = await behindProxy('me:pass-word')
    const cwd = filesOf({ none: '' }).none.replace(/none\.pem$/, '')
    const started = async (credentials: string) => {
      const env = { https_proxy: `http://${credentials}@${host}` }
      const args = ['proxy', '--to', HTTPS, '--ca', ca, '--port', '0', '--no-console']
      const running = startCli(args, { env, cwd })
      cleanUp(() => running.stop())
      const [, url = ''] = await running.waitFor(/(http:\/\/127\.0\.0\.1:\d+)/)
      return fetch(`${url}/drop_shipment_confirmation`, { method: 'POST', body: '{}' })
    }
    expect((await started('me:pass-word')).status).toBe(401)
    const rejected = await started('me:wrong')
    expect(rejected.status).toBe(502)
    expect(await rejected.text()).toContain('rejects the credentials (407)')
  })
})

describe('a server that requires a client certificate', () => {
  async function requiring() {
    const running = await stub()
    const options = { ...server, ca: authority.cert, requestCert: true, rejectUnauthorized: true }
    const url = `https://localhost:${await startTlsFront(options, running.url)}`
    const files = filesOf({ ca: authority.cert, cert: client.cert, key: client.key })
    const own = ['--cert', files.cert, '--key', files.key]
    return { url, stub: running, trust: ['--ca', files.ca], own }
  }

  it('without one, certify and verify end with 3 and the advice, and the queue has the reason', async () => {
    const { url, trust } = await requiring()
    const asked = /the server asks for a client certificate, and none was given/
    const certified = await runMain(['certify', url, '--auth', 'none', ...trust])
    expect(certified.exitCode).toBe(3)
    expect(certified.stdout).toMatch(asked)
    expect(certified.stdout).toMatch(/next: give one that it accepts with --cert FILE --key FILE/)
    const verified = await runMain(['verify', url, '--auth', 'none', ...trust])
    expect(verified.exitCode).toBe(3)
    expect(verified.stdout).toMatch(asked)
    const store = ['--store', filesOf({ queue: '' }).queue.replace('queue.pem', 'queue.db')]
    const sample = ['--sample', 'drop_shipment_confirmation', '--retries', '0']
    await runMain(['send', '--to', url, ...trust, ...sample, ...store])
    const listed = await runMain(['queue', 'list', ...store])
    expect(listed.stdout).toMatch(/tls/)
    const [id = ''] = /msg_[\w-]+/.exec(listed.stdout) ?? []
    const shown = await runMain(['queue', 'show', id, ...store])
    expect(shown.stdout).toMatch(asked)
  })

  it('behind a gateway that responds in words, as nginx does, is named as well', async () => {
    const words = await startStub({ auth: { scheme: 'none' } })
    cleanUp(() => words.close())
    words.play({
      steps: [
        { status: 400, body: '<h1>400 Bad Request</h1>No required SSL certificate was sent' },
      ],
      after: 'repeat',
    })
    const { ca } = filesOf({ ca: authority.cert })
    const url = `https://localhost:${await startTlsFront(server, words.url)}`
    const result = await runMain(['certify', url, '--auth', 'none', '--ca', ca])
    expect(result.exitCode).toBe(3)
    expect(result.stdout).toMatch(/asks for a client certificate/)
  })
})

describe('what is trusted', () => {
  const trusted = async (env: Record<string, string>, ...args: string[]) => {
    const running = await stub()
    const url = `https://localhost:${await startTlsFront(server, running.url)}`
    const only = ['--only', 'DS-DUP-*', '--json']
    const result = await runCli(['certify', url, ...authTo(url), ...only, ...args], {
      env: { ...SECRET, ...env },
    })
    return { url, report: JSON.parse(result.stdout) as Record<string, unknown> }
  }

  it('NODE_EXTRA_CA_CERTS is, beside --ca, and both are recorded', async () => {
    const another = await makeAuthority('Another authority')
    const { extra, ca } = filesOf({ extra: authority.cert, ca: another.cert })
    const { url, report } = await trusted({ NODE_EXTRA_CA_CERTS: extra }, '--ca', ca)
    expect(report).toMatchObject({
      summary: { failed: 0 },
      route: {
        authorities: [
          {
            subject: 'CN=Company authority',
            sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
            source: 'NODE_EXTRA_CA_CERTS',
            neededFor: [url],
          },
          { subject: 'CN=Another authority', source: `--ca ${ca}`, neededFor: [] },
        ],
      },
    })
  })

  it('NODE_TLS_REJECT_UNAUTHORIZED does not make anything trusted', async () => {
    const { report } = await trusted({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })
    expect(report).toMatchObject({
      verdict: 'inconclusive',
      problem: { kind: 'token', next: expect.stringContaining('--ca FILE') as string },
    })
  })
})
