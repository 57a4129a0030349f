import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterEach, describe, expect, it } from 'vitest'
import { withoutLoopbackProxy } from '../../src/core/index.ts'
import { closeAll } from '../support/http-servers.ts'
import { type BrokerDouble, startBrokerDouble } from './broker-double.ts'

/** What Pact's own command line does with a broker, as docs/guides/pact.md says it: the project has no commands of its own for it. */

const require = createRequire(import.meta.url)
const PROGRAM = require.resolve('@pact-foundation/pact-cli/bin/pact.js')
const TOKEN = 'broker-token-that-stays-secret'
const PAGE = readFileSync('docs/guides/pact.md', 'utf8')

afterEach(closeAll)

/** A line of the page that begins with `npx --no-install pact broker ACTION`, run as it is there, but that it asks again sooner. */
function documented(action: string, { url }: BrokerDouble) {
  const [, line = ''] =
    new RegExp(`^npx --no-install pact (broker ${action} .*)$`, 'm').exec(PAGE) ?? []
  const args = line
    .replaceAll(/"\$\(.*?\)"|"\$VERSION"/g, 'abc')
    .replace('--retry-interval 10', '--retry-interval 1')
    .split(' ')
  const env = {
    ...withoutLoopbackProxy(process.env),
    PACT_BROKER_BASE_URL: url,
    PACT_BROKER_TOKEN: TOKEN,
  }
  return new Promise<{ exitCode: unknown; output: string }>((resolve) => {
    execFile(process.execPath, [PROGRAM, ...args], { env }, (error, stdout, stderr) =>
      resolve({ exitCode: error?.code ?? 0, output: stdout + stderr }),
    )
  })
}

describe("Pact's own command line and a double of a Pact Broker", () => {
  it('publishes the pact as it is, with version and branch', async () => {
    const broker = await startBrokerDouble({ authorization: `Bearer ${TOKEN}` })
    const { exitCode, output } = await documented('publish', broker)
    expect(exitCode).toBe(0)
    expect(output).toContain('Pact published successfully')
    expect(output).not.toContain(TOKEN)
    const [published] = broker.bodies('POST', '/contracts/publish') as Published[]
    expect(published).toMatchObject({
      pacticipantName: 'Optoro',
      pacticipantVersionNumber: 'abc',
      branch: 'main',
      contracts: [{ consumerName: 'Optoro', providerName: 'DropShipClient' }],
    })
    const content = Buffer.from(published?.contracts[0]?.content ?? '', 'base64').toString()
    const file = readFileSync('contracts/pacts/Optoro-DropShipClient.json', 'utf8')
    expect(JSON.parse(content)).toMatchObject({ ...(JSON.parse(file) as object), metadata: {} })
  })

  it.each([
    [[true], 0, 1],
    [[false], 1, 1],
    [[null, true], 0, 2],
  ] as const)('may deploy when the matrix says %j: exit %i', async (deployable, code, asked) => {
    const broker = await startBrokerDouble({ deployable, authorization: `Bearer ${TOKEN}` })
    const { exitCode } = await documented('can-i-deploy', broker)
    expect(exitCode).toBe(code)
    expect(broker.requests.filter(({ path }) => path.startsWith('/matrix?'))).toHaveLength(asked)
    const query = new URL(broker.requests.at(-1)?.path ?? '', broker.url).searchParams
    expect(Object.fromEntries(query)).toMatchObject({
      'q[][pacticipant]': 'DropShipClient',
      'q[][version]': 'abc',
      environment: 'production',
    })
  })
})

interface Published {
  readonly contracts: readonly { readonly content: string }[]
}
