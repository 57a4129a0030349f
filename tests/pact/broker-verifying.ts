import { readFileSync } from 'node:fs'
import { runMain } from '../support/run-main.ts'
import { type BrokerDouble } from './broker-double.ts'
import type { Provider } from './providers.ts'

export const FILE = new URL('../../contracts/pacts/Optoro-DropShipClient.json', import.meta.url)
const WRITTEN = JSON.parse(readFileSync(FILE, 'utf8')) as {
  interactions: { description: string }[]
}
/** As a broker gives it: each interaction with an identifier. */
export const PACT = {
  ...WRITTEN,
  interactions: WRITTEN.interactions.map((each, index) => ({ ...each, _id: `id-${index}` })),
}
/** So few interactions that a test takes little time. */
export const SMALL = { ...PACT, interactions: PACT.interactions.slice(4, 7) }
export const TOKEN = 'broker-token-that-stays-secret'
const VERSION = ['--provider-version', 'v7', '--provider-branch', 'main', '--provider-tag', 'dev']
export const PUBLISH = [...VERSION, '--publish-results']

export const withToken = ({ url }: BrokerDouble) => ({
  PACT_BROKER_BASE_URL: url,
  PACT_BROKER_TOKEN: TOKEN,
})

/** Verifies a provider against what the broker has for it, and closes it. */
export async function verify(
  broker: BrokerDouble,
  provider: Provider,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = withToken(broker),
) {
  const { credentials, url, stateUrl } = provider
  if (credentials.scheme !== 'oauth2') throw new Error('the provider of these tests has tokens')
  const auth = ['--token-url', credentials.tokenUrl, '--client-id', credentials.clientId]
  const secret = { DROPSHIP_CLIENT_SECRET: credentials.clientSecret.expose() }
  const all = ['verify', url, '--state-url', stateUrl, ...auth, ...args]
  const result = await runMain(all, { env: { ...env, ...secret } })
  await provider.close()
  return result
}

/** What the broker was told. */
export const results = (broker: BrokerDouble) => broker.bodies('POST', '/pacts/1/results')
