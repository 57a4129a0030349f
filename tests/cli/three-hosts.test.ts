import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createMessages } from '../../src/messages/index.ts'
import { shippedContract } from '../../src/contract/index.ts'
import { filesOf, issue, makeAuthority, type Pair } from '../support/authority.ts'
import { folderPerTest } from '../support/folder.ts'
import { startForwardProxy } from '../support/forward-proxy.ts'
import { cleanUp, closeAll } from '../support/http-servers.ts'
import { runMain } from '../support/run-main.ts'
import { PLACES, startScatteredEndpoint } from '../support/scattered-endpoint.ts'
import { startTlsFront } from '../support/tls-front.ts'

/** An endpoint whose operations lie at three hosts, with unrelated paths and queries, reached in every way. */

const [CONFIRMATION, CANCELLATION, PARTIAL] = [
  'drop_shipment_confirmation',
  'drop_shipment_cancellation',
  'drop_shipment_partial_cancellation',
] as const
const NAMES = [CONFIRMATION, CANCELLATION, PARTIAL]
const HOSTS = { [CONFIRMATION]: 'one.test', [CANCELLATION]: 'two.test', [PARTIAL]: 'three.test' }
const LOOPBACK = ['127.0.0.1', '127.0.0.1', '127.0.0.1']

afterEach(closeAll)
const folder = folderPerTest()

let authority: Pair
let server: Pair
let client: Pair
beforeAll(async () => {
  authority = await makeAuthority('Company authority')
  const hosts = [...Object.values(HOSTS), 'tokens.test', 'localhost']
  server = await issue(authority, hosts)
  client = await issue(authority, ['sender.test'])
})

/** How the endpoint is reached, and what shows that it was. */
interface Way {
  readonly endpoints: Readonly<Record<string, string>>
  readonly tokenUrl: string
  readonly options: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Of the report. */
  readonly route: object
  /** What the proxy wrote down; absent where there is none. */
  readonly log?: readonly string[]
  /** What each host was asked for. */
  readonly asked: Readonly<Record<string, readonly string[]>>
}

const portOf = (url: string): number => Number(new URL(url).port)

async function scattered() {
  const endpoint = await startScatteredEndpoint({}, LOOPBACK)
  cleanUp(() => endpoint.close())
  const { stub, endpoints, asked } = endpoint
  return { endpoints, tokenUrl: stub.tokenUrl ?? '', asked }
}

async function forwarded(): Promise<Way> {
  const { endpoints, tokenUrl, asked } = await scattered()
  const known = NAMES.map((name) => [HOSTS[name], portOf(endpoints[name])] as const)
  const hosts = { ...Object.fromEntries(known), 'tokens.test': portOf(tokenUrl) }
  const proxy = await startForwardProxy({ hosts })
  return {
    endpoints: Object.fromEntries(
      NAMES.map((name) => [name, `http://${HOSTS[name]}${PLACES[name]}`]),
    ),
    tokenUrl: 'http://tokens.test/oauth/token',
    options: [],
    env: { http_proxy: `http://127.0.0.1:${proxy.port}` },
    route: { proxies: [`127.0.0.1:${proxy.port}`] },
    log: proxy.log,
    asked,
  }
}

async function tunnelled(): Promise<Way> {
  const { endpoints, tokenUrl, asked } = await scattered()
  const tls = { ...server, ca: authority.cert, requestCert: true, rejectUnauthorized: true }
  const hosts: Record<string, number> = { 'tokens.test': await startTlsFront(tls, tokenUrl) }
  for (const name of NAMES) hosts[HOSTS[name]] = await startTlsFront(tls, endpoints[name])
  const proxy = await startForwardProxy({ hosts })
  const files = filesOf({ ca: authority.cert, cert: client.cert, key: client.key })
  return {
    endpoints: Object.fromEntries(
      NAMES.map((name) => [name, `https://${HOSTS[name]}${PLACES[name]}`]),
    ),
    tokenUrl: 'https://tokens.test/oauth/token',
    options: ['--ca', files.ca, '--cert', files.cert, '--key', files.key],
    env: { https_proxy: `http://127.0.0.1:${proxy.port}` },
    route: {
      proxies: [`127.0.0.1:${proxy.port}`],
      clientCertificate: { subject: 'CN=sender.test' },
      authorities: [{ subject: 'CN=Company authority' }],
    },
    log: proxy.log,
    asked,
  }
}

async function direct(): Promise<Way> {
  const { endpoints, tokenUrl, asked } = await scattered()
  const tls = { ...server, ca: authority.cert, requestCert: true, rejectUnauthorized: true }
  const secure = async (url: string): Promise<string> => {
    const { pathname, search } = new URL(url)
    return `https://localhost:${await startTlsFront(tls, url)}${pathname}${search}`
  }
  const files = filesOf({ ca: authority.cert, cert: client.cert, key: client.key })
  const urls = NAMES.map(async (name) => [name, await secure(endpoints[name])] as const)
  return {
    endpoints: Object.fromEntries(await Promise.all(urls)),
    tokenUrl: await secure(tokenUrl),
    options: ['--ca', files.ca, '--cert', files.cert, '--key', files.key],
    env: {},
    route: { proxies: [], clientCertificate: { subject: 'CN=sender.test' } },
    asked,
  }
}

const WAYS = {
  'forwarded by a proxy': forwarded,
  'tunnelled by a proxy, with a client certificate': tunnelled,
  'directly, with a client certificate': direct,
}

async function run(way: Way, args: readonly string[], names: readonly string[] = NAMES) {
  const endpoints = names.map((name) => `--endpoint=${name}=${way.endpoints[name] ?? ''}`)
  const tokens = ['--token-url', way.tokenUrl, '--client-id', 'drop-ship-sender']
  return runMain([...args, ...endpoints, ...tokens, ...way.options], {
    env: { ...way.env, DROPSHIP_CLIENT_SECRET: 'only-for-local-use' },
  })
}

/** Every host was asked for its one path and query alone, and a proxy for nothing but the hosts. */
function expectOwnAddresses(way: Way, names: readonly (typeof NAMES)[number][] = NAMES): void {
  for (const name of NAMES) {
    const expected = names.includes(name) ? [`POST ${PLACES[name]}`] : []
    expect([...new Set(way.asked[name])]).toEqual(expected)
  }
  if (way.log === undefined) return
  const hosts = new Set(way.log.map((line) => /(\w+\.test)/.exec(line)?.[1]))
  expect(hosts).toEqual(new Set(['tokens.test', ...names.map((name) => HOSTS[name])]))
}

/** Certifies as a whole, into a folder with a certificate. */
async function certified(way: Way, names: readonly (typeof NAMES)[number][]) {
  const key = join(folder.path, 'key.pem')
  await runMain(['certificate', 'keygen', key])
  const out = join(folder.path, 'out')
  const certify = ['certify', '--level', 'compatible', '--out', out, '--sign', key]
  const { exitCode, stdout } = await run(way, certify, names)
  expect(exitCode, stdout).toBe(0)
  expectOwnAddresses(way, names)
  expect(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'))).toMatchObject({
    verdict: 'certified',
    addresses: names.map((operation) => ({ operation })),
    notEnabled: NAMES.filter((name) => !names.includes(name)),
    route: way.route,
  })
  const certificate = join(out, 'certificate.jws')
  const shown = await runMain(['certificate', 'verify', certificate, `--key=${key}.pub`])
  expect(shown.stdout).toMatch(/^VALID/)
  return { printed: stdout, certificate: shown.stdout }
}

describe.each(Object.entries(WAYS))('%s', (_name, start) => {
  it('accepts what certify, verify and send send, each operation at its own address', async () => {
    const way = await start()
    const checked = await run(way, ['certify', '--only', 'accept/*/full', '--json'])
    expect(JSON.parse(checked.stdout)).toMatchObject({
      summary: { passed: 3, failed: 0, errored: 0 },
      addresses: NAMES.map((operation) => ({ operation })),
      route: way.route,
    })

    const verified = await run(way, ['verify', '--filter', 'a message with every field'])
    expect(verified).toMatchObject({ exitCode: 0, stderr: '' })
    for (const name of NAMES) {
      expect(verified.stdout).toContain(`✓ ${name}: a message with every field`)
    }

    const messages = join(folder.path, 'messages.ndjson')
    const lines = NAMES.map((operation) => {
      const body = createMessages(shippedContract().operation(operation)).message('full')
      return JSON.stringify({ operation, body })
    })
    writeFileSync(messages, `${lines.join('\n')}\n`)
    const before = NAMES.map((name) => way.asked[name]?.length ?? 0)
    const sent = await run(way, ['send', messages, `--store=${join(folder.path, 'queue.db')}`])
    expect(sent).toMatchObject({ exitCode: 0 })
    expect(sent.stdout).toContain('delivered 3 of 3')
    expect(NAMES.map((name) => way.asked[name]?.length ?? 0)).toEqual(
      before.map((count) => count + 1),
    )
    expectOwnAddresses(way)
  })
})

it('three operations are certified through a proxy that http is handed to', async () => {
  const { certificate } = await certified(await forwarded(), NAMES)
  for (const name of NAMES) expect(certificate).toContain(`${name}: http://${HOSTS[name]}/`)
})

it('two enabled webhooks are certified through tunnels with a client certificate, and report and certificate say which', async () => {
  const { printed, certificate } = await certified(await tunnelled(), [CONFIRMATION, PARTIAL])
  for (const text of [printed, certificate]) {
    expect(text).toMatch(new RegExp(`not enabled:? +${CANCELLATION}`))
    expect(text).toMatch(new RegExp(`${CONFIRMATION}:? +https://one\\.test/api/v2/shipped`))
  }
})
