import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { runMain } from '../support/run-main.ts'
import { closeAll } from '../support/http-servers.ts'
import { type BrokerDouble, type DoubleOptions, startBrokerDouble } from './broker-double.ts'
import { type Provider, startProvider } from './providers.ts'

const FILE = new URL('../../contracts/pacts/Optoro-DropShipClient.json', import.meta.url)
const WRITTEN = JSON.parse(readFileSync(FILE, 'utf8')) as { interactions: object[] }
/** As a broker gives it: each interaction with an identifier. */
const PACT = {
  ...WRITTEN,
  interactions: WRITTEN.interactions.map((each, index) => ({ ...each, _id: `id-${index}` })),
}
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
    const result = await runMain(['pact', 'publish', ...args], { env: withToken(broker) })
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
    const result = await runMain(['pact', 'publish', '--version', 'abc'], {
      env: withToken(broker),
    })
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
    expect(await runMain(['pact', 'publish', ...args], { env })).toMatchObject({ exitCode: 0 })
  })

  test('takes credentials that stand in the URL, and shows none of them', async () => {
    const basic = `Basic ${Buffer.from('me:p@ss').toString('base64')}`
    const right = await startBrokerDouble({ authorization: basic })
    const wrong = await startBrokerDouble({ authorization: 'Basic other' })
    const publish = ({ url }: BrokerDouble) =>
      runMain(['pact', 'publish', '--version', '1'], {
        env: { PACT_BROKER_BASE_URL: url.replace('//', '//me:p%40ss@') },
      })
    expect(await publish(right)).toMatchObject({ exitCode: 0 })
    const refused = await publish(wrong)
    expect(refused.exitCode).toBe(3)
    expect(refused.stderr).not.toMatch(/p@ss|p%40ss|bWU6cEBzcw/)
  })
})

describe('a double of a Pact Broker that cannot help', () => {
  const COMMANDS = [
    ['pact', 'publish', '--version', '1'],
    ['pact', 'can-i-deploy', '--version', '1'],
    ['verify', 'http://127.0.0.1:9'],
  ]
  test.each<[string, DoubleOptions['instead'], string[]]>([
    [
      'a login page',
      { status: 200, type: 'text/html', text: '<title>Sign in</title>' },
      ['gave an answer that is no JSON', '<title>Sign in</title>', 'check --broker-url'],
    ],
    [
      'the page of a proxy',
      { status: 502, type: 'text/html', text: '<h1>Bad gateway</h1>' },
      ['answered 502', '<h1>Bad gateway</h1>'],
    ],
    [
      'an answer that knows no such account',
      { status: 401, type: 'application/json', text: '' },
      ['answered 401', 'check $PACT_BROKER_TOKEN'],
    ],
    [
      'another API',
      { status: 200, type: 'application/json', text: '{"hello":"world"}' },
      ['check --broker-url'],
    ],
  ])('%s is told, and ends each command with 3', async (_what, instead, said) => {
    const broker = await startBrokerDouble(instead === undefined ? {} : { instead })
    for (const command of COMMANDS) {
      const result = await runMain(command, { env: withToken(broker) })
      expect(result, command.join(' ')).toMatchObject({ exitCode: 3, stdout: '' })
      for (const part of said) expect(result.stderr).toContain(part)
      expect(result.stderr).not.toContain(TOKEN)
    }
  })

  test('is not there: told, and ends each command with 3', async () => {
    for (const command of COMMANDS) {
      const result = await runMain([...command, '--broker-url', 'http://127.0.0.1:9'])
      expect(result).toMatchObject({ exitCode: 3, stdout: '' })
      expect(result.stderr).toContain('The Pact Broker gave no answer.')
    }
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
    const result = await runMain(['pact', 'can-i-deploy', ...args, ...waiting], {
      env: withToken(broker),
    })
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

describe('whether the latest version of a branch may be deployed', () => {
  test('is asked next to the latest versions with a tag', async () => {
    const broker = await startBrokerDouble()
    const args = ['--pacticipant', 'DropShipClient', '--branch', 'main', '--to', 'prod']
    const result = await runMain(['pact', 'can-i-deploy', ...args], { env: withToken(broker) })
    expect(result.stdout).toMatch(/^yes: DropShipClient main: /)
    const asked = new URL(broker.requests.at(-1)?.path ?? '', broker.url).searchParams
    expect(Object.fromEntries(asked)).toEqual({
      'q[][pacticipant]': 'DropShipClient',
      'q[][branch]': 'main',
      'q[][latest]': 'true',
      latestby: 'cvp',
      latest: 'true',
      tag: 'prod',
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
    const result = await runMain(all, { env: { ...withToken(broker), ...secret } })
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
        providerVersionTags: ['dev'],
      },
    ])
    expect(
      broker.requests.filter(({ method }) => method === 'PUT').map(({ path }) => path),
    ).toEqual([
      '/pacticipants/DropShipClient/branches/main/versions/v7',
      '/pacticipants/DropShipClient/versions/v7/tags/dev',
    ])
    expect(broker.bodies('POST', '/pacts/1/results')).toMatchObject([
      {
        success: true,
        providerApplicationVersion: 'v7',
        buildUrl: 'https://ci.example/1',
        testResults: PACT.interactions.map(({ _id }) => ({ interactionId: _id, success: true })),
      },
    ])
    expect(result.stderr).toBe(
      'The pact is verified because it is the latest.\nIt is not pending now.\n',
    )
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

  test('verifies the one pact that a webhook names by its address', async () => {
    const broker = await startBrokerDouble({ pact: PACT, authorization: `Bearer ${TOKEN}` })
    const args = ['--pact', `${broker.url}/pacts/1`, ...VERSION, '--publish-results']
    const result = await verify(broker, await startProvider(), ...args)
    expect(result).toMatchObject({ exitCode: 0, stderr: '' })
    expect(broker.bodies('POST', /for-verification/)).toEqual([])
    expect(broker.bodies('POST', '/pacts/1/results')).toMatchObject([{ success: true }])
  })

  test.each([
    [['--publish-results'], '--publish-results needs --provider-version'],
    [
      [...VERSION, '--publish-results', '--filter', 'every'],
      '--publish-results and --filter exclude each other',
    ],
    [
      [...VERSION, '--publish-results', '--broker-url', ''],
      'The URL of the Pact Broker is missing.',
    ],
  ])('publishes nothing that would mislead: %j', async (args, said) => {
    const broker = await startBrokerDouble({ pact: PACT })
    const env = args.includes('--broker-url') ? {} : withToken(broker)
    const result = await runMain(['verify', 'http://127.0.0.1:9', ...args], { env })
    expect(result).toMatchObject({ exitCode: 2, stdout: '' })
    expect(result.stderr).toContain(said)
    expect(broker.requests).toEqual([])
  })

  test('publishes no result of interactions whose states nobody could set', async () => {
    const broker = await startBrokerDouble({ pact: PACT })
    const args = ['verify', 'http://127.0.0.1:9', ...VERSION, '--publish-results']
    const result = await runMain(args, { env: withToken(broker) })
    expect(result).toMatchObject({ exitCode: 2, stdout: '' })
    expect(result.stderr).toContain('--publish-results needs --state-url for this pact.')
    expect(broker.bodies('POST', '/pacts/1/results')).toEqual([])
  })
})
