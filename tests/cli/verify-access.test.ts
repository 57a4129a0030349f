import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import type { ExpectedCredentials } from '../../src/auth/index.ts'
import { Secret } from '../../src/core/index.ts'
import { startCli } from '../support/cli.ts'
import { runMain } from '../support/run-main.ts'
import { cleanUp, closeAll, http, listening } from '../support/http-servers.ts'
import { childrenOf, groupOf, isRunning } from '../support/processes.ts'

/** How `dropship verify` reaches a provider, its token service and its states, and what it says when it cannot. */

afterEach(closeAll)

const FULL = ['--filter', 'confirmation: a message with every field']
const FAILS = ['--filter', 'confirmation: a message while the client service fails']

async function stubWith(options: Parameters<typeof startStub>[0] = {}) {
  const stub = await startStub({ adminPort: 0, ...options })
  cleanUp(() => stub.close())
  return { ...stub, url: stub.url, states: `${String(stub.adminUrl)}/states` }
}

const CLIENT = ['--client-id', 'drop-ship-sender', '--client-secret', 'only-for-local-use']

describe('every way to authenticate passes the stub that asks for it', () => {
  it.each(['form', 'basic', 'json'])('tokens, the client credentials as %s', async (way) => {
    const { url, states } = await stubWith()
    const auth = ['--token-url', `${url}/oauth/token`, ...CLIENT, '--token-auth', way]
    const result = await runMain(['verify', url, ...auth, '--state-url', states])
    expect(result).toMatchObject({ exitCode: 0, stderr: '' })
    expect(result.stdout).toContain('verified: 22 passed of 22 interactions')
  })

  it.each<[ExpectedCredentials, string[]]>([
    [
      { scheme: 'basic', username: 'u', password: new Secret('pass-word', '$P') },
      ['--auth', 'basic', '--username', 'u', '--password', 'pass-word'],
    ],
    [
      { scheme: 'api-key', header: 'X-K', key: new Secret('key-of-the-sender', '$K') },
      ['--auth', 'api-key', '--header', 'X-K', '--api-key', 'key-of-the-sender'],
    ],
    [
      {
        scheme: 'aws-sigv4',
        region: 'eu-west-1',
        service: 'execute-api',
        accessKeyId: 'AKIDEXAMPLE',
        secretAccessKey: new Secret('secret-of-aws', '$A'),
      },
      ['--auth', 'aws-sigv4', '--region', 'eu-west-1', '--service', 'execute-api'],
    ],
  ])('$scheme', async (auth, options) => {
    const { url, states } = await stubWith({ auth })
    const env = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret-of-aws' }
    const result = await runMain(['verify', url, ...options, '--state-url', states], { env })
    expect(result).toMatchObject({ exitCode: 0, stderr: '' })
    expect(result.stdout).toContain('verified: 21 passed, 1 skipped of 22 interactions')
    expect(result.stdout).toContain('--auth oauth2 would allow it')
  })
})

describe('a token that is rejected', () => {
  it('says nothing of the endpoint: 3, each interaction with the cause, and no secret', async () => {
    const { url, states } = await stubWith()
    const auth = ['--token-url', `${url}/oauth/token`, '--client-id', 'drop-ship-sender']
    const env = { DROPSHIP_CLIENT_SECRET: 'a-secret-that-is-wrong' }
    const result = await runMain(['verify', url, ...auth, '--state-url', states], { env })
    expect(result.exitCode).toBe(3)
    expect(result.stdout).toMatch(
      /every field.*\n +the token service responded with 401 \(invalid_client/,
    )
    expect(result.stdout).toMatch(
      /a request for an access token.*\n +the token service rejected the client credentials\n +status: expected 200 but was 401/,
    )
    expect(result.stdout).toMatch(/^inconclusive: 3 passed, 19 failed/m)
    expect(result.stdout).not.toContain('a-secret-that-is-wrong')
  })

  it('is shown in no message, wherever the response has it', async () => {
    const url = await http((request, response) => {
      request.resume().on('end', () => {
        response.setHeader('content-type', 'application/json')
        response.end('{"access_token":{"value":"token-in-a-wrong-place"},"token_type":"Bearer"}')
      })
    })
    const auth = ['--token-url', `${url}token`, ...CLIENT]
    const result = await runMain(['verify', url, ...auth, '--filter', 'token service'])
    expect(result.exitCode).toBe(1)
    expect(result.stdout).toMatch(/body at \$\.access_token: .*\$DROPSHIP_ACCESS_TOKEN/)
    expect(result.stdout).not.toContain('token-in-a-wrong-place')
  })
})

describe('a proxy in the environment', () => {
  it.each(['HTTP_PROXY', 'http_proxy', 'ALL_PROXY'])(
    'is not asked for anything on loopback: %s',
    async (variable) => {
      const { url, states } = await stubWith({ auth: { scheme: 'none' } })
      const asked: (string | undefined)[] = []
      const proxy = await http((request, response) => {
        asked.push(request.url)
        response.writeHead(502).end()
      })
      const result = await runMain(['verify', url, '--state-url', states, ...FULL], {
        env: { [variable]: proxy },
      })
      expect(result.stdout).toContain('verified: 1 passed of 1 interaction')
      expect(asked).toEqual([])
    },
  )
})

describe('the state URL', () => {
  it('is called unchanged, its query included', async () => {
    const { url } = await stubWith({ auth: { scheme: 'none' } })
    const asked: (string | undefined)[] = []
    const states = await http((request, response) => {
      asked.push(request.url)
      request.resume().on('end', () => response.end())
    })
    await runMain(['verify', url, '--state-url', `${states}set?key=1`, ...FULL])
    expect(asked).toEqual(['/set?key=1', '/set?key=1'])
  })

  it('that gives no response is called once, and each interaction says so', async () => {
    const { url } = await stubWith({ auth: { scheme: 'none' } })
    let asked = 0
    const states = await http(() => void asked++)
    const args = [
      'verify',
      url,
      '--state-url',
      states,
      '--timeout',
      '300ms',
      '--filter',
      'fails|every',
    ]
    const result = await runMain(args)
    expect(result.exitCode).toBe(3)
    expect(result.stdout.match(/could not be set at .*: no complete response/g)).toHaveLength(6)
    expect(asked).toBe(1)
  })

  it('that is not a URL is a usage error', async () => {
    const result = await runMain(['verify', 'http://127.0.0.1:9', '--state-url', 'states'])
    expect(result).toMatchObject({ exitCode: 2, stdout: '' })
    expect(result.stderr).toContain('The state URL is not one that can be called')
  })
})

describe('a filter', () => {
  it('that matches nothing is a usage error, and shows what could be matched', async () => {
    const result = await runMain(['verify', 'http://127.0.0.1:9', '--filter', 'nothing'])
    expect(result).toMatchObject({ exitCode: 2, stdout: '' })
    expect(result.stderr).toMatch(/matches no interaction[^]*one of 22 descriptions, such as/)
  })

  it('chooses by the name of a state, too', async () => {
    const { url, states } = await stubWith({ auth: { scheme: 'none' } })
    const args = ['--state-url', states, '--filter', '^the client service is unavailable$']
    const { stdout } = await runMain(['verify', url, ...args])
    expect(stdout).toContain('verified: 3 passed of 3 interactions')
  })
})

describe('a pact of another shape', () => {
  it.each([
    ['2.0.0', { providerState: 'the order is known' }],
    ['3.0.0', { providerStates: [{ name: 'the order is known' }] }],
  ])('of version %s has its state announced', async (version, state) => {
    const folder = mkdtempSync(join(tmpdir(), 'dropship-verify-access-'))
    cleanUp(() => rmSync(folder, { recursive: true }))
    const pact = join(folder, 'pact.json')
    const interaction = {
      description: 'a question',
      ...state,
      request: { method: 'GET', path: '/question' },
      response: { status: 204 },
    }
    writeFileSync(
      pact,
      JSON.stringify({
        consumer: { name: 'A' },
        provider: { name: 'B' },
        interactions: [interaction],
        metadata: { pactSpecification: { version } },
      }),
    )
    const announced: unknown[] = []
    const url = await http((request, response) => {
      let text = ''
      request.setEncoding('utf8').on('data', (part: string) => (text += part))
      request.on('end', () => {
        if (request.url === '/states') announced.push(JSON.parse(text))
        response.writeHead(request.url === '/base/question' ? 204 : 200).end()
      })
    })
    const args = ['--pact', pact, '--state-url', `${url}states`]
    const result = await runMain(['verify', `${url}base/`, ...args])
    expect(result.stdout).toContain('✓ a question (given the order is known)')
    expect(announced).toMatchObject([
      { state: 'the order is known', action: 'setup', params: {} },
      { state: 'the order is known', action: 'teardown', params: {} },
    ])
  })

  const message = '{"type":"Asynchronous/Messages","description":"an event","contents":{}}'
  it.each([
    ['without interactions', '[]', 'The pact has no interactions.'],
    ['of messages', `[${message}]`, 'The pact has interactions that are not over HTTP.'],
  ])('%s cannot be verified', async (_what, interactions, said) => {
    const folder = mkdtempSync(join(tmpdir(), 'dropship-verify-access-'))
    cleanUp(() => rmSync(folder, { recursive: true }))
    const pact = join(folder, 'pact.json')
    const names = '"consumer":{"name":"A"},"provider":{"name":"B"}'
    writeFileSync(pact, `{${names},"interactions":${interactions}}`)
    const result = await runMain(['verify', 'http://127.0.0.1:9', '--pact', pact])
    expect(result).toMatchObject({ exitCode: 2, stdout: '' })
    expect(result.stderr).toContain(said)
  })
})

describe('https with a self-made certificate', () => {
  it('is rejected with the reason, and passes with --ca', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dropship-verify-access-'))
    cleanUp(() => rmSync(folder, { recursive: true }))
    const { url, certificate = '' } = await stubWith({ https: true, auth: { scheme: 'none' } })
    const ca = join(folder, 'ca.pem')
    writeFileSync(ca, certificate)
    const rejected = await runMain(['verify', url, ...FULL])
    expect(rejected.exitCode).toBe(3)
    expect(rejected.stdout).toMatch(
      /no response from https:.*the TLS handshake failed \(self-signed/,
    )
    expect(await runMain(['verify', url, ...FULL, '--ca', ca])).toMatchObject({ exitCode: 0 })
    const missing = await runMain(['verify', url, '--ca', 'nowhere.pem'])
    expect(missing.stderr).toMatch(/nowhere\.pem cannot be read\.\n.*where: +--ca/)
  })
})

describe('the process', () => {
  it('prints one JSON document though the native core prints, too', async () => {
    const { url } = await stubWith({ auth: { scheme: 'none' } })
    const running = startCli(['verify', url, ...FULL, '--json'])
    await running.waitFor(/"verdict"/)
    expect(await running.stop('SIGCONT')).toBe(0)
    expect(JSON.parse(running.output())).toMatchObject({ verdict: 'verified' })
  })

  it.each([
    ['SIGINT', 3],
    ['SIGTERM', 3],
    ['SIGKILL', null],
  ] as const)('%s ends it at once, and leaves no process behind', async (signal, exitCode) => {
    let isAsked: () => void = () => undefined
    const asked = new Promise<void>((resolve) => (isAsked = resolve))
    const port = await listening(createServer(() => isAsked()))
    const url = `http://127.0.0.1:${port}`
    const running = startCli(['verify', url, ...FAILS, '--state-url', url, '--timeout', '60s'])
    await asked
    const children = childrenOf(running.pid)
    // Ctrl+C in a terminal reaches the command alone, which says what became of the verification.
    expect(children.map(groupOf)).toEqual(children)
    expect(children).toHaveLength(1)
    expect(await running.stop(signal)).toBe(exitCode)
    if (exitCode !== null) expect(running.output()).toContain('The verification was stopped')
    await expect.poll(() => children.filter(isRunning), { timeout: 5000 }).toEqual([])
  })
})
