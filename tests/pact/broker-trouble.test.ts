import { afterEach, describe, expect, it } from 'vitest'
import { closeAll } from '../support/http-servers.ts'
import { runMain } from '../support/run-main.ts'
import { type DoubleOptions, startBrokerDouble } from './broker-double.ts'
import {
  FILE,
  PACT,
  PUBLISH,
  results,
  SMALL,
  TOKEN,
  verify,
  withToken,
} from './broker-verifying.ts'
import { type Provider, startProvider } from './providers.ts'

afterEach(closeAll)

describe('results that would mislead', () => {
  it.each([
    [['--publish-results'], '--publish-results needs --provider-version'],
    [[...PUBLISH, '--filter', 'every'], '--publish-results and --filter exclude each other'],
    [
      [...PUBLISH, '--state-url', 'http://127.0.0.1:9', '--broker-url', ''],
      'The URL of the Pact Broker is not one that can be called.',
    ],
    [
      [...PUBLISH, '--state-url', 'http://127.0.0.1:9', '--pact', FILE.pathname],
      '--publish-results needs pacts of a Pact Broker.',
    ],
  ])('are not published: %j', async (args, said) => {
    const broker = await startBrokerDouble({ pact: SMALL })
    const env = args.includes('--broker-url') ? {} : withToken(broker)
    const result = await runMain(['verify', 'http://127.0.0.1:9', ...args], { env })
    expect(result).toMatchObject({ exitCode: 2, stdout: '' })
    expect(result.stderr).toContain(said)
    expect(broker.requests).toEqual([])
  })

  it.each([
    [[], '--publish-results needs --state-url for this pact.'],
    [
      ['--operations', 'drop_shipment_confirmation'],
      '--publish-results needs an address for each operation of the pact.',
    ],
  ])('are not published: those of a part of the pact, with %j', async (args, said) => {
    const broker = await startBrokerDouble({ pact: PACT })
    const all = ['verify', 'http://127.0.0.1:9', ...PUBLISH, ...args]
    const result = await runMain(all, { env: withToken(broker) })
    expect(result).toMatchObject({ exitCode: 2, stdout: '' })
    expect(result.stderr).toContain(said)
    expect(results(broker)).toEqual([])
  })

  it.each<[string, () => Promise<Provider>]>([
    [
      'a provider that is not there',
      async () => {
        const provider = await startProvider()
        await provider.close()
        return { ...provider, close: () => Promise.resolve() }
      },
    ],
    [
      'a state URL that is not there',
      async () => ({ ...(await startProvider()), stateUrl: 'http://127.0.0.1:9' }),
    ],
  ])('are not published: those of %s', async (_what, start) => {
    const broker = await startBrokerDouble({ pact: SMALL })
    const result = await verify(broker, await start(), PUBLISH)
    expect(result.stdout).toContain('inconclusive')
    expect(result.exitCode).toBe(3)
    expect(results(broker)).toEqual([])
    expect(result.stderr).toBe('The pact is verified because it is the latest.\n')
  })

  it('of a pact with messages are not published, nor is a part of it verified', async () => {
    const message = { type: 'Asynchronous/Messages', description: 'an event', contents: {} }
    const pact = { ...SMALL, interactions: [...SMALL.interactions, message] }
    const broker = await startBrokerDouble({ pact })
    const result = await verify(broker, await startProvider(), PUBLISH)
    expect(result).toMatchObject({ exitCode: 2, stdout: '' })
    expect(result.stderr).toContain('The pact has interactions that are not over HTTP.')
    expect(results(broker)).toEqual([])
  })
})

describe('a double of a Pact Broker that cannot help', () => {
  it.each<[string, DoubleOptions['instead'], string[]]>([
    [
      'a login page',
      { status: 200, type: 'text/html', text: '<title>Sign in</title>' },
      ['is not JSON', '<title>Sign in</title>', 'check --broker-url'],
    ],
    [
      'the page of a proxy',
      { status: 502, type: 'text/html', text: '<h1>Bad gateway</h1>' },
      ['responded with 502', '<h1>Bad gateway</h1>'],
    ],
    [
      'a response that knows no such account',
      { status: 401, type: 'application/json', text: '' },
      ['responded with 401', 'check $PACT_BROKER_TOKEN'],
    ],
    [
      'another API',
      { status: 200, type: 'application/json', text: '{"hello":"world"}' },
      ['has no pacts to verify', '--broker-url'],
    ],
  ])('%s is told, and ends the command with 3', async (_what, instead, said) => {
    const broker = await startBrokerDouble(instead === undefined ? {} : { instead })
    const result = await verify(broker, await startProvider())
    expect(result).toMatchObject({ exitCode: 3, stdout: '' })
    for (const part of said) expect(result.stderr).toContain(part)
    expect(result.stderr).not.toContain(TOKEN)
  })

  it('is not there: told, and ends the command with 3', async () => {
    const args = ['verify', 'http://127.0.0.1:9', '--broker-url', 'http://127.0.0.1:9']
    const result = await runMain(args)
    expect(result).toMatchObject({ exitCode: 3, stdout: '' })
    expect(result.stderr).toContain('The Pact Broker gave no response.')
  })

  it('takes no results: told after the report, and ends the command with 3', async () => {
    const broker = await startBrokerDouble({ pact: SMALL, takesResults: false })
    const result = await verify(broker, await startProvider(), PUBLISH)
    expect(result.stdout).toContain('verified: 3 passed of 3 interactions')
    expect(result.stderr).toContain('The Pact Broker takes no results for this pact.')
    expect(result.exitCode).toBe(3)
  })
})
