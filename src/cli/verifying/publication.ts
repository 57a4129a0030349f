import { HarnessError, type Transport } from '../../core/index.ts'
import {
  type BrokerAccess,
  connectBroker,
  hasAddresses,
  needsStates,
  type PactResult,
  publishResult,
  registerProviderVersion,
  verdictOf,
  type VerificationPublication,
} from '../../pact/index.ts'
import type { ChosenPact } from './pacts.ts'

type Where = Parameters<typeof hasAddresses>[1]

export interface PublicationOptions {
  readonly publishResults?: boolean
  readonly providerVersion?: string
  readonly providerBranch?: string
  readonly providerTag: readonly string[]
  readonly buildUrl?: string
  readonly filter?: string
}

/**
 * What is to be told to the broker with the results; `undefined` when they are not to be published.
 * @throws HarnessError MISSING_OPTION, INVALID_OPTION
 */
export function readPublication(options: PublicationOptions): VerificationPublication | undefined {
  const { publishResults, providerVersion, providerBranch, providerTag, buildUrl } = options
  if (publishResults !== true) return undefined
  if (providerVersion === undefined) {
    throw new HarnessError('MISSING_OPTION', '--publish-results needs --provider-version.', {
      next: 'add for example --provider-version $(git rev-parse HEAD)',
    })
  }
  if (options.filter !== undefined) {
    throw new HarnessError('INVALID_OPTION', '--publish-results and --filter exclude each other.', {
      expected: 'results of whole pacts: the broker takes them for that',
      next: 'leave one of the two out',
    })
  }
  return {
    providerVersion,
    providerTags: providerTag,
    ...(providerBranch === undefined ? {} : { providerBranch }),
    ...(buildUrl === undefined ? {} : { buildUrl }),
  }
}

/**
 * A result is published only when everything that the pact promises was asked: `can-i-deploy` takes it for that.
 * @throws HarnessError MISSING_OPTION
 */
export function assertPublishable(
  pacts: readonly ChosenPact[],
  { stateUrl, ...where }: Where & { readonly stateUrl: string | undefined },
): void {
  if (!pacts.every(({ pact }) => hasAddresses(pact, where))) {
    const sentence = '--publish-results needs an address for each operation of the pact.'
    throw new HarnessError('MISSING_OPTION', sentence, {
      expected: 'a base URL, or --endpoint OPERATION=URL for each, and no --operations',
      next: 'name the others too, or leave --publish-results out',
    })
  }
  if (stateUrl !== undefined || !pacts.some(({ pact }) => needsStates(pact))) return
  throw new HarnessError('MISSING_OPTION', '--publish-results needs --state-url for this pact.', {
    expected: 'a URL that sets the states of the pact: without it, some interactions are not asked',
    next: 'add for example --state-url https://client.example/states, or leave --publish-results out',
  })
}

/**
 * Publishes the results of each pact, and gives the broker's words on them.
 * @throws HarnessError BROKER_…
 */
export async function publishAll(
  access: BrokerAccess,
  transport: Transport,
  pacts: readonly ChosenPact[],
  results: readonly PactResult[],
  publication: VerificationPublication,
): Promise<string[]> {
  const broker = connectBroker(access, transport)
  const notices: string[] = []
  const registered = new Set<string>()
  for (const [index, result] of results.entries()) {
    const chosen = pacts[index]
    // Results that no answer was judged for say nothing of the provider.
    if (chosen === undefined || verdictOf([result]) === 'inconclusive') continue
    const { provider } = result
    if (!registered.has(provider)) await registerProviderVersion(broker, provider, publication)
    registered.add(provider)
    const published = { publishUrl: undefined, notices: [], ...chosen }
    const success = await publishResult(broker, published, result, publication)
    const when = `after_verification:success_${success}_published_true`
    notices.push(...published.notices.filter((each) => each.when === when).map(({ text }) => text))
  }
  return notices
}
