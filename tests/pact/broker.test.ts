import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { runHere } from '../support/command-line.ts'
import { closeAll } from '../support/http-servers.ts'
import { type BrokerDouble, startBrokerDouble } from './broker-double.ts'
import { type Provider, startProvider } from './providers.ts'

const FILE = new URL('../../contracts/pacts/Optoro-DropShipClient.json', import.meta.url)
const PACT = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, unknown>
const TOKEN = 'broker-token-that-stays-secret'

afterEach(closeAll)

const withToken = ({ url }: BrokerDouble) => ({
  PACT_BROKER_BASE_URL: url,
  PACT_BROKER_TOKEN: TOKEN,
})

describe('publishing to a double of a Pact Broker', () => {
  test('gives version, branch, tags and the pact as it is, and never shows the token', async () => {
    const broker = await startBrokerDouble({ authorization: `Bearer ${TOKEN}` })
    const args = ['--version', 'abc', '--branch', 'main', '--tag', 'one', '--tag', 'two']
    const result = await runHere(['pact', 'publish', ...args], withToken(broker))
    expect(result).toMatchObject({ exitCode: 0, stderr: '' })
    expect(result.stdout).toBe('published: Optoro abc, for DropShipClient\n  a new pact\n')
    expect(broker.bodies('POST', '/contracts/publish')).toMatchObject([
      {
        pacticipantName: 'Optoro',
        pacticipantVersionNumber: 'abc',
        branch: 'main',
        tags: ['one', 'two'],
        contracts: [{ content: readFileSync(FILE).toString('base64'), specification: 'pact' }],
      },
    ])
  })

  test('says what to check when the broker lets nobody in, and never shows the token', async () => {
    const broker = await startBrokerDouble({ authorization: 'Bearer another' })
    const result = await runHere(['pact', 'publish', '--version', 'abc'], withToken(broker))
    expect(result.exitCode).toBe(3)
    expect(result.stderr).toMatch(/The Pact Broker answered 401[^]*check \$PACT_BROKER_TOKEN/)
    expect(result.stderr + result.stdout).not.toContain(TOKEN)
  })

  test('takes a user name and a password as well', async () => {
    const basic = `Basic ${Buffer.from('me:pass').toString('base64')}`
    const broker = await startBrokerDouble({ authorization: basic })
    const args = [
      '--broker-url',
      broker.url,
      '--broker-username',
      'me',
      '--version',
      '1',
      '--quiet',
    ]
    const env = { PACT_BROKER_PASSWORD: 'pass' }
    expect(await runHere(['pact', 'publish', ...args], env)).toMatchObject({ exitCode: 0 })
  })

  test('tells of a broker that is not there', async () => {
    const args = ['--broker-url', 'http://127.0.0.1:9', '--version', '1']
    const result = await runHere(['pact', 'publish', ...args])
    expect(result.exitCode).toBe(3)
    expect(result.stderr).toContain('The Pact Broker gave no answer.')
  })
})

describe('asking a double of a Pact Broker whether a version may be deployed', () => {
  test.each([
    [[true], 0, 'yes: Optoro abc: All required verification results are published and successful'],
    [[false], 1, 'no: Optoro abc: There is no verified pact'],
    [[null, null, true], 0, 'yes: Optoro abc: All required'],
    [[null], 1, 'no: Optoro abc'],
  ] as const)('its matrix says %j: exit %i', async (deployable, exitCode, said) => {
    const broker = await startBrokerDouble({ deployable })
    const args = ['--version', 'abc', '--to-environment', 'production']
    const waiting = ['--retry-while-unknown', '2', '--retry-interval', '1ms']
    const result = await runHere(['pact', 'can-i-deploy', ...args, ...waiting], withToken(broker))
    expect(result.stdout).toContain(said)
    expect(result.exitCode).toBe(exitCode)
    const asked = new URL(broker.requests.at(-1)?.path ?? '', broker.url).searchParams
    expect(Object.fromEntries(asked)).toEqual({
      'q[][pacticipant]': 'Optoro',
      'q[][version]': 'abc',
      latestby: 'cvp',
      environment: 'production',
    })
  })
})

describe('verifying what a double of a Pact Broker asks for', () => {
  async function verify(broker: BrokerDouble, provider: Provider, ...args: string[]) {
    const { credentials, url, stateUrl } = provider
    if (credentials.scheme !== 'oauth2') throw new Error('the provider of these tests has tokens')
    const auth = ['--token-url', credentials.tokenUrl, '--client-id', credentials.clientId]
    const secret = { DROPSHIP_CLIENT_SECRET: credentials.clientSecret.expose() }
    const all = ['verify', url, '--state-url', stateUrl, ...auth, ...args]
    const result = await runHere(all, { ...withToken(broker), ...secret })
    await provider.close()
    return result
  }

  const VERSION = ['--provider-version', 'v7', '--provider-branch', 'main', '--provider-tag', 'dev']

  test('selects, verifies, and publishes the results with version, branch and tag', async () => {
    const broker = await startBrokerDouble({ pact: PACT, authorization: `Bearer ${TOKEN}` })
    const selectors = [
      '--selectors',
      '[{"branch":"next"}]',
      '--include-wip-pacts-since',
      '2026-01-01',
    ]
    const publish = ['--enable-pending', '--publish-results', '--build-url', 'https://ci.example/1']
    const provider = await startProvider()
    const result = await verify(broker, provider, ...VERSION, ...selectors, ...publish)
    expect(result.stdout).toContain('verified: 22 passed of 22 interactions')
    expect(result.stderr).toContain('The pact is verified because it is the latest.')
    expect(result.exitCode).toBe(0)
    expect(broker.bodies('POST', /for-verification/)).toEqual([
      {
        consumerVersionSelectors: [{ branch: 'next' }],
        includePendingStatus: true,
        includeWipPactsSince: '2026-01-01',
        providerVersionBranch: 'main',
      },
    ])
    expect(
      broker.requests.filter(({ method }) => method === 'PUT').map(({ path }) => path),
    ).toEqual([
      '/pacticipants/DropShipClient/branches/main/versions/v7',
      '/pacticipants/DropShipClient/versions/v7/tags/dev',
    ])
    expect(broker.bodies('POST', '/pacts/1/results')).toMatchObject([
      { success: true, providerApplicationVersion: 'v7', buildUrl: 'https://ci.example/1' },
    ])
  })

  test('publishes failures, which fail the run unless the pact is pending', async () => {
    for (const pending of [false, true]) {
      const broker = await startBrokerDouble({ pact: PACT, pending })
      const provider = await startProvider({ accept: () => ({ status: 500 }) })
      const result = await verify(
        broker,
        provider,
        ...VERSION,
        '--enable-pending',
        '--publish-results',
      )
      expect(result.exitCode).toBe(pending ? 0 : 1)
      expect(broker.bodies('POST', '/pacts/1/results')).toMatchObject([{ success: false }])
    }
  })

  test('says so when there is nothing to verify', async () => {
    const result = await verify(await startBrokerDouble(), await startProvider())
    expect(result.exitCode).toBe(3)
    expect(result.stderr).toContain('has no pacts to verify for DropShipClient')
  })

  test('wants a version for results that are to be published', async () => {
    const broker = await startBrokerDouble({ pact: PACT })
    const result = await verify(broker, await startProvider(), '--publish-results')
    expect(result).toMatchObject({ exitCode: 2 })
    expect(result.stderr).toContain('--publish-results needs --provider-version')
  })
})
