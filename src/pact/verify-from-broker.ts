import { defined, HarnessError, isRecord } from '../core/index.ts'
import { type BrokerAccess, BrokerRelay, type Results } from './broker-relay.ts'
import type { Gateway } from './gateway.ts'
import { numberAtEnd } from './marked-pact.ts'
import type { NativeResult, NativeSource, ProviderVersion } from './native.ts'
import { type PactResult, verdictOf } from './outcome.ts'
import { createSelector, type Selection } from './selection.ts'
import { resultOf, throughGateway, type VerifyOptions } from './verify.ts'

/** Which pacts of a broker are verified, in the words of the Pact Broker. */
export interface BrokerSource {
  readonly access: BrokerAccess
  readonly provider: string
  readonly version: ProviderVersion
  /** The one pact at an address, as the broker's webhooks name it, or what the broker chooses. */
  readonly pacts:
    | { readonly kind: 'address'; readonly address: string }
    | Omit<Extract<NativeSource, { kind: 'broker' }>, 'url'>
}

export interface BrokerVerification {
  readonly results: readonly PactResult[]
  /** The broker's own words: why a pact is verified, and what its published result means. */
  readonly notices: readonly string[]
  /** What the broker did not do, although there are results. */
  readonly failure?: HarnessError
}

/**
 * Verifies a live provider against pacts of a broker. Pact's own verifier asks the broker for them and tells it the
 * results; those that say nothing of the provider, for want of a token, a state or a connection, are kept back.
 *
 * @throws HarnessError BROKER_UNAVAILABLE, BROKER_REFUSED, INVALID_FILE, MISSING_OPTION, ENGINE_FAILED, STOPPED
 */
export async function verifyFromBroker(
  { access, provider, version, pacts }: BrokerSource,
  options: VerifyOptions,
): Promise<BrokerVerification> {
  const publishes = version.published !== undefined
  const selector = createSelector({ ...options, wholeOnly: publishes })
  const { selections } = selector
  let gateway: Gateway | undefined
  const broker = new BrokerRelay({
    access,
    transport: options.transport,
    signal: options.signal ?? new AbortController().signal,
    publishes,
    given: (pact) => selector.select(pact).text,
    told: (pact, results) => {
      const selection = selections.find((each) => each.pact === pact)
      return selection && gateway && publishable(selection, results, gateway)
    },
  })
  return throughGateway(options, selector, broker, async (opened, run) => {
    gateway = opened
    const source: NativeSource =
      pacts.kind === 'broker'
        ? { ...pacts, url: opened.brokerUrl }
        : { kind: 'pact', location: `${opened.brokerUrl}${pacts.address.slice(access.url.length)}` }
    const outcomes = await run({ provider, source, version })
    const failure = broker.failure()
    if (selections.length === 0) throw failure ?? noPacts(provider)
    return {
      results: selections.map((selection) => resultOf(selection, outcomes, opened)),
      notices: broker.notices(),
      ...defined({ failure }),
    }
  })
}

function noPacts(provider: string): HarnessError {
  return new HarnessError(
    'BROKER_REFUSED',
    `The Pact Broker has no pacts to verify for ${provider}.`,
    {
      next: 'publish one with npx --no-install pact broker publish, or check --provider, --selectors and --broker-url',
    },
  )
}

/** The verifier's results as they are published to the broker; `undefined` when they say nothing about the provider. */
function publishable(
  selection: Selection,
  results: Results,
  gateway: Gateway,
): Results | undefined {
  const listed = Array.isArray(results.testResults) ? results.testResults.filter(isRecord) : []
  const asked = selection.chosen.filter(({ skip }) => skip === undefined)
  // Of a pact that passed, the verifier gives identifiers alone; an old broker has none.
  const found = asked.map(({ number, interaction }) => ({
    number,
    interaction,
    written: listed.find(
      ({ interactionDescription, interactionId }) =>
        numberAtEnd(interactionDescription) === number ||
        (interaction.id !== undefined && interactionId === interaction.id),
    ) ?? { success: results.success },
  }))
  const outcomes = found.map(({ number, written: { success } }): [number, NativeResult] => [
    number,
    { mismatches: success === true ? [] : ['it failed'], isPending: false },
  ])
  const result = resultOf(selection, new Map(outcomes), gateway)
  if (verdictOf([result]) === 'inconclusive') return undefined
  const testResults = found.map(({ number, interaction: { description }, written }) => {
    const obstacle = gateway.obstacle(number)
    const mismatches = obstacle && { mismatches: [{ description: obstacle.sentence }] }
    return { ...written, interactionDescription: description, ...mismatches }
  })
  // The verifier quotes the response of the provider, tokens included.
  return JSON.parse(gateway.redact(JSON.stringify({ ...results, testResults }))) as Results
}
