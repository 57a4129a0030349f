import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { startStub, type Stub } from '../../mocks/stub/index.ts'
import type { OAuth2Credentials } from '../../src/auth/index.ts'
import { runMain } from '../support/run-main.ts'
import { type Provider, startProvider } from '../pact/providers.ts'
import { basic } from '../endpoints/authority.ts'
import { json } from '../endpoints/endpoint.ts'
import { folderPerTest } from '../support/folder.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const NOBODY = 'http://127.0.0.1:9'
const FULL = 'drop_shipment_confirmation: a message with every field'

const folder = folderPerTest()
let provider: Provider

afterEach(async () => {
  await provider.close()
})

function verify(...args: string[]) {
  const auth = ['--auth', 'basic', '--username', 'optoro']
  const env = { DROPSHIP_PASSWORD: 'correct horse battery' }
  return runMain(['verify', provider.url, ...auth, ...args], { env })
}

describe('dropship verify', () => {
  it('prints each interaction and its verdict, and nothing of the native core', async () => {
    provider = await startProvider({ authority: basic() })
    const result = await verify('--state-url', provider.stateUrl, '--filter', 'every field')
    expect(result).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: `The pact between Optoro and DropShipClient, checked against ${provider.url}
  ✓ drop_shipment_cancellation: a message with every field (given the order is known)
  ✓ ${FULL} (given the order is known)
  ✓ drop_shipment_partial_cancellation: a message with every field (given the order is known)

verified: 3 passed of 3 interactions
`,
    })
  })

  it('exits with 1 and names interaction and cause, as text, as JSON and as JUnit', async () => {
    provider = await startProvider({ authority: basic(), accept: () => ({ status: 201 }) })
    const junit = join(folder.path, 'reports', 'junit.xml')
    const result = await verify('--json', '--filter', FULL, '--junit', junit)
    expect(result.exitCode).toBe(1)
    expect(JSON.parse(result.stdout)).toEqual({
      schemaVersion: 1,
      endpoint: provider.url,
      addresses: [
        'drop_shipment_confirmation',
        'drop_shipment_cancellation',
        'drop_shipment_partial_cancellation',
      ].map((operation) => ({ operation, url: `${provider.url}/${operation}` })),
      notEnabled: [],
      verdict: 'not verified',
      pacts: [
        {
          consumer: 'Optoro',
          provider: 'DropShipClient',
          interactions: [
            {
              description: FULL,
              states: ['the order is known'],
              status: 'failed',
              causes: ['status: expected 200 but was 201'],
            },
          ],
        },
      ],
    })
    const [, failed = ''] = readFileSync(junit, 'utf8').split(`name="${FULL}"`)
    expect(failed).toMatch(
      /^[^>]*><failure message="status: expected 200 but was 201" type="pact">/,
    )
    const text = await verify('--filter', FULL)
    expect(text.stdout).toContain(
      `✗ ${FULL} (given the order is known)\n      status: expected 200`,
    )
    expect(await verify('--filter', FULL, '--quiet')).toMatchObject({ stdout: 'not verified\n' })
  })

  it('shows no secret that the provider sends back', async () => {
    provider = await startProvider({
      authority: basic(),
      reject: ({ request }) => json(422, { message: [request.headers.authorization], errors: [] }),
    })
    const result = await verify('--filter', '/shipment/client_identifier')
    expect(result.exitCode).toBe(1)
    expect(result.stdout).toContain('$DROPSHIP_BASIC_CREDENTIALS')
    expect(result.stdout).not.toContain(
      Buffer.from('optoro:correct').toString('base64').slice(0, 16),
    )
  })

  it('exits with 3 when nothing responds', async () => {
    provider = await startProvider({ authority: basic() })
    await provider.close()
    const result = await verify('--filter', FULL)
    expect(result.exitCode).toBe(3)
    expect(result.stdout).toMatch(/no response from .*: nothing accepts connections/)
  })

  it.each([
    ['the endpoint', (stub: Stub) => [NOBODY, '--token-url', String(stub.tokenUrl)]],
    ['the token service', (stub: Stub) => [stub.url, '--token-url', `${NOBODY}/token`]],
    [
      'the state URL',
      (stub: Stub) => [stub.url, '--token-url', String(stub.tokenUrl), '--state-url', NOBODY],
    ],
  ])('exits with 3 when %s cannot be reached', async (_what, args) => {
    provider = await startProvider({ authority: basic() })
    const stub = await startStub()
    const { clientId, clientSecret } = stub.credentials as OAuth2Credentials
    const env = { DROPSHIP_CLIENT_ID: clientId, DROPSHIP_CLIENT_SECRET: clientSecret.expose() }
    const result = await runMain(['verify', ...args(stub)], { env })
    await stub.close()
    expect(result.stdout).toContain('inconclusive: ')
    expect(result.exitCode).toBe(3)
  })

  it('fails with provider states set up while a scenario of the stub plays', async () => {
    provider = await startProvider({ authority: basic() })
    const stub = await startStub({ adminPort: 0 })
    stub.play('always-500')
    const { clientId, clientSecret } = stub.credentials as OAuth2Credentials
    const env = { DROPSHIP_CLIENT_ID: clientId, DROPSHIP_CLIENT_SECRET: clientSecret.expose() }
    const states = `${String(stub.adminUrl)}/states`
    const args = [stub.url, '--token-url', String(stub.tokenUrl), '--state-url', states]
    const result = await runMain(['verify', ...args, '--filter', FULL], { env })
    await stub.close()
    expect(result.stdout).toContain('status: expected 200 but was 500')
    expect(result.exitCode).toBe(1)
  })

  it.each([
    [['--filter', '('], 2, '--filter is not a valid regular expression'],
    [['--pact', 'nowhere.json'], 3, 'nowhere.json cannot be read'],
    [['--pact', 'package.json'], 2, 'package.json is not a pact'],
    [
      ['--broker-url', 'x', '--quiet'],
      2,
      'The URL of the Pact Broker is not one that can be called',
    ],
  ])('%j exits with %i', async (args, exitCode, said) => {
    provider = await startProvider({ authority: basic() })
    const result = await verify(...args)
    expect(result.stderr).toContain(said)
    expect(result.exitCode).toBe(exitCode)
  })

  it('names the package to install where Pact is missing', async () => {
    provider = await startProvider({ authority: basic() })
    for (const part of ['dist', 'contracts/pacts', 'openapi', 'package.json']) {
      cpSync(join(ROOT, part), join(folder.path, part), { recursive: true })
    }
    mkdirSync(join(folder.path, 'node_modules'))
    for (const name of readdirSync(join(ROOT, 'node_modules'))) {
      if (name === '@pact-foundation') continue
      symlinkSync(join(ROOT, 'node_modules', name), join(folder.path, 'node_modules', name))
    }
    const run = (): string =>
      execFileSync(process.execPath, ['dist/cli.js', 'verify', provider.url], {
        cwd: folder.path,
        encoding: 'utf8',
        stdio: 'pipe',
      })
    expect(run).toThrow(/npm install --save-dev @pact-foundation\/pact@16/)
  })
})
