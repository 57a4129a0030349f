import { createServer, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import { folderPerTest } from '../support/folder.ts'
import { type ForwardProxyOptions, startForwardProxy } from '../support/forward-proxy.ts'
import { cleanUp, closeAll, listening } from '../support/http-servers.ts'
import { runMain } from '../support/run-main.ts'

/** What a proxy says for itself is never a verdict on the endpoint behind it. */

afterEach(closeAll)
const folder = folderPerTest()

const HTTP = 'http://client.test'
const HTTPS = 'https://client.test'

/** A proxy that responds to everything itself. @returns host and port */
async function responding(respond: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => respond(response))
  })
  cleanUp(() => server.closeAllConnections())
  return `127.0.0.1:${await listening(server)}`
}

async function forwarding(options: Partial<ForwardProxyOptions>): Promise<string> {
  const { port } = await startForwardProxy({ hosts: {}, ...options })
  return `127.0.0.1:${port}`
}

async function closed(): Promise<string> {
  const server = createServer()
  const port = await listening(server)
  await new Promise((resolve) => server.close(resolve))
  return `127.0.0.1:${port}`
}

interface RejectingProxy {
  readonly url: string
  readonly proxy: () => Promise<string>
  /** Before the host in the variable. */
  readonly given?: string
  readonly sentence: RegExp
  readonly next: RegExp
}

const GUARDED = () => forwarding({ credentials: 'me:pass-word' })
const REJECTING_PROXIES: Readonly<Record<string, RejectingProxy>> = {
  '407 to a request, without credentials': {
    url: HTTP,
    proxy: GUARDED,
    sentence: /the proxy \S+ asks for credentials \(407\)/,
    next: /put them into \$http_proxy: http:\/\/user:password@/,
  },
  '407 to a request, with incorrect ones': {
    url: HTTP,
    proxy: GUARDED,
    given: 'me:wrong-word@',
    sentence: /rejects the credentials \(407\)/,
    next: /check user name and password in \$http_proxy/,
  },
  '407 to CONNECT': {
    url: HTTPS,
    proxy: GUARDED,
    sentence: /asks for credentials \(407\)/,
    next: /put them into \$https_proxy/,
  },
  '502 to CONNECT': {
    url: HTTPS,
    proxy: () => forwarding({ rejects: 502 }),
    sentence: /cannot reach client\.test:443 \(502\)/,
    next: /check host and port in the URL; list the host in \$no_proxy/,
  },
  '502 that names itself': {
    url: HTTP,
    proxy: () =>
      responding((response) =>
        response.writeHead(502, { 'X-Squid-Error': 'ERR_DNS_FAIL 0' }).end('<html>'),
      ),
    sentence: /cannot reach client\.test \(502\)/,
    next: /check host and port in the URL; list the host in \$no_proxy/,
  },
  'nobody at its port': {
    url: HTTP,
    proxy: closed,
    sentence: /which \$http_proxy names, cannot be reached/,
    next: /check \$http_proxy/,
  },
}

/** What is printed, and the exit code. */
async function run(args: readonly string[], proxy: string) {
  const env = { http_proxy: `http://${proxy}`, https_proxy: `http://${proxy}` }
  const { exitCode, stdout, stderr } = await runMain(args, { env })
  return { exitCode, printed: `${stdout}${stderr}` }
}

const sendTo = (url: string): string[] =>
  `send --sample drop_shipment_confirmation --to ${url} --auth none --retries 0`
    .split(' ')
    .concat('--store', join(folder.path, 'queue.db'))
const COMMANDS: Readonly<Record<string, (url: string) => readonly string[]>> = {
  certify: (url) => ['certify', url, '--auth', 'none'],
  verify: (url) => ['verify', url, '--auth', 'none', '--filter', 'a message with every field'],
  send: sendTo,
}

describe.each(Object.entries(REJECTING_PROXIES))(
  '%s',
  (_what, { url, proxy, given = '', sentence, next }) => {
    it.each(Object.entries(COMMANDS))(
      '%s could not complete, and says so with advice',
      async (_name, args) => {
        const { exitCode, printed } = await run(args(url), `${given}${await proxy()}`)
        expect(printed).toMatch(sentence)
        expect(printed).toMatch(next)
        expect(printed).not.toMatch(/(?:pass|wrong)-word/)
        expect(exitCode).toBe(3)
      },
    )
  },
)

it('a token service behind a proxy that rejects is the proxy’s, too', async () => {
  const proxy = await GUARDED()
  const tokens = ['--token-url', `${HTTP}/oauth/token`, '--client-id', 'c', '--client-secret', 's']
  const certified = await run(['certify', HTTP, ...tokens], proxy)
  expect(certified.printed).toMatch(/No access token from .*the proxy \S+ asks for credentials/)
  expect(certified.printed).toMatch(/next: put them into \$http_proxy/)
  expect(certified.exitCode).toBe(3)
  const args = sendTo(HTTP).filter((word) => word !== '--auth' && word !== 'none')
  const sent = await run([...args, ...tokens], proxy)
  expect(sent.printed).toMatch(/no access token from .*the proxy \S+ asks for .*\$http_proxy/)
  expect(sent.exitCode).toBe(3)
})

it('send says it in JSON as well, and the queue keeps the reason', async () => {
  const store = join(folder.path, 'queue.db')
  const { exitCode, printed } = await run([...sendTo(HTTP), '--json'], await GUARDED())
  expect(exitCode).toBe(3)
  expect(JSON.parse(printed)).toMatchObject({
    failed: 1,
    failures: [{ lastError: 'proxy' }],
    problem: expect.stringMatching(/asks for credentials \(407\); put them into/) as string,
  })
  const reported = await runMain(['queue', 'report', '--store', store])
  expect(reported.stdout).toMatch(/asks for credentials \(407\)/)
})

it('a proxy that lets nothing through any more ends a certification, and no check has failed for it', async () => {
  const stub = await startStub({ auth: { scheme: 'none' } })
  cleanUp(() => stub.close())
  const { port } = await startForwardProxy({
    hosts: { 'client.test': Number(new URL(stub.url).port) },
    rejectsAfter: 40,
  })
  const proxy = `127.0.0.1:${port}`
  const args = ['certify', HTTP, '--auth', 'none', '--level', 'compatible', '--json']
  const { exitCode, printed } = await run(args, proxy)
  expect(exitCode).toBe(3)
  expect(JSON.parse(printed)).toMatchObject({
    verdict: 'inconclusive',
    summary: { failed: 0 },
    reason: expect.stringMatching(
      /^the proxy \S+ asks for credentials .* of the endpoint that says nothing/,
    ) as string,
  })
})

describe('502 that may be the proxy’s or a gateway’s', () => {
  it.each([
    ['certify', 3],
    ['verify', 3],
    ['send', 1],
  ])('%s names the proxy in between', async (name, expected) => {
    const proxy = await responding((response) => response.writeHead(502).end('Bad Gateway'))
    const args = COMMANDS[name]?.(HTTP) ?? []
    const { exitCode, printed } = await run(args, proxy)
    const queue = join(folder.path, 'queue.db')
    const kept = name === 'send' ? await runMain(['queue', 'report', '--store', queue]) : undefined
    expect(`${printed}${kept?.stdout ?? ''}`).toContain(
      `through the proxy ${proxy}, which may have responded itself`,
    )
    expect(exitCode).toBe(expected)
  })
})
