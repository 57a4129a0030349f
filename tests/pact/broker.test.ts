import { afterEach, describe, expect, it } from 'vitest'
import { defined } from '../../src/core/index.ts'
import { closeAll } from '../support/http-servers.ts'
import { startBrokerDouble } from './broker-double.ts'
import { PACT, PUBLISH, results, SMALL, TOKEN, verify } from './broker-verifying.ts'
import { startProvider } from './providers.ts'

afterEach(closeAll)

describe('verifying what a double of a Pact Broker asks for', () => {
  it('selects, verifies, and publishes the results with version, branch and tag', async () => {
    const broker = await startBrokerDouble({ pact: PACT, authorization: `Bearer ${TOKEN}` })
    const result = await verify(broker, await startProvider(), [
      ...PUBLISH,
      '--enable-pending',
      '--selectors=[{"branch":"next"}]',
      '--include-wip-pacts-since=2026-01-01',
      '--build-url=https://ci.example/1',
    ])
    expect(result.stdout).toContain('verified: 22 passed of 22 interactions')
    expect(result.stderr).toBe(
      'The pact is verified because it is the latest.\nIt is not pending now.\n',
    )
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
    expect(results(broker)).toMatchObject([
      {
        success: true,
        providerApplicationVersion: 'v7',
        buildUrl: 'https://ci.example/1',
        testResults: PACT.interactions.map(({ _id, description }) => ({
          interactionId: _id,
          interactionDescription: description,
          success: true,
        })),
      },
    ])
  })

  it('asks for the main branch and for what is deployed where nothing else is said', async () => {
    const broker = await startBrokerDouble({ pact: SMALL })
    await verify(broker, await startProvider())
    expect(broker.bodies('POST', /for-verification/)).toMatchObject([
      {
        consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
        includePendingStatus: false,
      },
    ])
    expect(results(broker)).toEqual([])
  })

  it('publishes no results of a part of the operations', async () => {
    const broker = await startBrokerDouble({ pact: PACT, authorization: `Bearer ${TOKEN}` })
    const only = ['--operations', 'drop_shipment_confirmation']
    const result = await verify(broker, await startProvider(), [...PUBLISH, ...only])
    expect(result.exitCode).toBe(2)
    expect(result.stderr).toContain('--publish-results needs an address for each operation')
    expect(results(broker)).toEqual([])
  })

  it('publishes failures, which fail the run unless the pact is pending', async () => {
    for (const pending of [false, true]) {
      const broker = await startBrokerDouble({ pact: SMALL, pending })
      const provider = await startProvider({ accept: () => ({ status: 500 }) })
      const result = await verify(broker, provider, [...PUBLISH, '--enable-pending'])
      expect(result.stdout).toMatch(
        pending ? /verified: 1 passed, 2 pending of 3/ : /not verified: 1 passed, 2 failed of 3/,
      )
      expect(result.exitCode).toBe(pending ? 0 : 1)
      expect(results(broker)).toMatchObject([{ success: false }])
      expect(result.stderr).toContain('It stays pending.')
    }
  })

  it('tells the broker what kept an interaction from being judged, and no secret', async () => {
    const broker = await startBrokerDouble({ pact: SMALL })
    const given: string[] = []
    const provider = await startProvider({
      accept: ({ request }) => {
        given.push(String(request.headers.authorization))
        const body = JSON.stringify({ leaked: request.headers.authorization })
        return { status: 500, headers: { 'content-type': 'application/json' }, body }
      },
      reject: () => ({ status: 307, headers: { location: '/elsewhere' } }),
    })
    await verify(broker, provider, PUBLISH)
    const told = JSON.stringify(results(broker))
    expect(told).toContain('it redirects to /elsewhere')
    expect(given.length).toBeGreaterThan(0)
    for (const header of given) expect(told).not.toContain(header.replace('Bearer ', ''))
  })

  it('publishes the success of a pact whose interactions have no identifiers', async () => {
    const interactions = SMALL.interactions.map(({ _id, ...each }) => each)
    const broker = await startBrokerDouble({ pact: { ...SMALL, interactions } })
    await verify(broker, await startProvider(), PUBLISH)
    const testResults = interactions.map(({ description }) => ({
      interactionDescription: description,
      success: true,
    }))
    expect(results(broker)).toMatchObject([{ success: true, testResults }])
  })

  it('verifies the one pact that a webhook names by its address', async () => {
    const broker = await startBrokerDouble({ pact: SMALL, authorization: `Bearer ${TOKEN}` })
    const result = await verify(broker, await startProvider(), [
      `--pact=${broker.url}/pacts/1`,
      ...PUBLISH,
    ])
    expect(result).toMatchObject({ exitCode: 0, stderr: '' })
    expect(broker.bodies('POST', /for-verification/)).toEqual([])
    expect(results(broker)).toMatchObject([{ success: true }])
  })

  it('hands the messages of the pact on as they are written', async () => {
    const [interaction] = SMALL.interactions as unknown as [{ request: { body: object } }]
    const body = { content: '@', contentType: 'application/json', encoded: false }
    const request = { ...interaction.request, body, matchingRules: {} }
    const broker = await startBrokerDouble({
      pact: { ...SMALL, interactions: [{ ...interaction, request }] },
      written: (json) => json.replace('"@"', '{"n":9007199254740993}'),
    })
    const received: string[] = []
    const provider = await startProvider({
      intercept: ({ bytes }) => {
        received.push(bytes.toString())
        return false
      },
    })
    await verify(broker, provider)
    expect(received).toContain('{"n":9007199254740993}')
  })

  it('gives the credentials of the broker to no other host', async () => {
    const broker = await startBrokerDouble({ pact: SMALL })
    const elsewhere = await startBrokerDouble({ pact: SMALL })
    const args = ['--pact', `${elsewhere.url}/pacts/1`]
    expect(await verify(broker, await startProvider(), args)).toMatchObject({ exitCode: 0 })
    expect(broker.requests).toEqual([])
    expect(elsewhere.requests.map(({ authorization }) => authorization)).toEqual([undefined])
  })

  it('says so when there is nothing to verify', async () => {
    const result = await verify(await startBrokerDouble(), await startProvider())
    expect(result.exitCode).toBe(3)
    expect(result.stderr).toContain('has no pacts to verify for DropShipClient')
  })

  it.each<[string, Record<string, string>, string | undefined]>([
    ['a token', { PACT_BROKER_TOKEN: TOKEN }, `Bearer ${TOKEN}`],
    [
      'a user name and a password',
      { PACT_BROKER_USERNAME: 'me', PACT_BROKER_PASSWORD: 'pass' },
      basic('me:pass'),
    ],
    ['nothing', {}, undefined],
  ])('lets itself be let in with %s', async (_what, env, authorization) => {
    const broker = await startBrokerDouble({
      pact: SMALL,
      ...defined({ authorization }),
    })
    const all = { PACT_BROKER_BASE_URL: broker.url, ...env }
    expect(await verify(broker, await startProvider(), [], all)).toMatchObject({ exitCode: 0 })
  })

  it('accepts credentials in the URL, and shows none of them', async () => {
    for (const authorization of [basic('me:p@ss'), basic('another')]) {
      const broker = await startBrokerDouble({ pact: SMALL, authorization })
      const env = { PACT_BROKER_BASE_URL: broker.url.replace('//', '//me:p%40ss@') }
      const result = await verify(broker, await startProvider(), [], env)
      expect(result.exitCode).toBe(authorization === basic('me:p@ss') ? 0 : 3)
      expect(result.stderr).not.toMatch(/p@ss|p%40ss|bWU6cEBzcw/)
    }
  })
})

function basic(pair: string): string {
  return `Basic ${Buffer.from(pair).toString('base64')}`
}
