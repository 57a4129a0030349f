import { HarnessError, type Transport } from '../../core/index.ts'
import {
  type Broker,
  type BrokerAccess,
  type BrokerPact,
  connectBroker,
  fetchPact,
  pactsForVerification,
  readPact,
} from '../../pact/index.ts'
import { readSelectors, shippedPactPath } from '../options/pact.ts'

/** Which pacts are to be verified, as the options say it. */
export interface PactOptions {
  readonly pact: readonly string[]
  readonly provider: string
  readonly providerBranch?: string
  readonly providerTag: readonly string[]
  readonly selectors?: string
  readonly enablePending?: boolean
  readonly includeWipPactsSince?: string
}

/** A pact, with what a broker says of it where it comes from one. */
export type ChosenPact = Pick<BrokerPact, 'pact' | 'pending'> & Partial<BrokerPact>

/**
 * The pacts that the options name: files, addresses, what a broker selects, or the sender's own.
 * @throws HarnessError FILE_UNREADABLE, INVALID_FILE, INVALID_OPTION, BROKER_…
 */
export async function pactsOf(
  options: PactOptions,
  access: BrokerAccess | undefined,
  transport: Transport,
): Promise<ChosenPact[]> {
  const broker = access === undefined ? undefined : connectBroker(access, transport)
  if (broker !== undefined && options.pact.length === 0) return selected(options, broker)
  const named = options.pact.length === 0 ? [shippedPactPath()] : options.pact
  const pacts: ChosenPact[] = []
  for (const name of named) {
    if (/^https?:\/\//i.test(name)) {
      const origin = { url: URL.canParse(name) ? new URL(name).origin : name }
      pacts.push(await fetchPact(broker ?? connectBroker(origin, transport), name))
    } else pacts.push({ pact: readPact(name), pending: false })
  }
  return pacts
}

async function selected(options: PactOptions, broker: Broker): Promise<ChosenPact[]> {
  const { provider, providerBranch, includeWipPactsSince, enablePending } = options
  const selectors = readSelectors(options.selectors)
  const pacts = await pactsForVerification(broker, {
    provider,
    providerTags: options.providerTag,
    enablePending: enablePending ?? false,
    ...(providerBranch === undefined ? {} : { providerBranch }),
    ...(includeWipPactsSince === undefined ? {} : { includeWipPactsSince }),
    ...(selectors === undefined ? {} : { selectors }),
  })
  if (pacts.length > 0) return pacts
  const sentence = `The Pact Broker has no pacts to verify for ${provider}.`
  throw new HarnessError('BROKER_REFUSED', sentence, {
    next: 'publish one with dropship pact publish, or change --provider or --selectors',
  })
}

/**
 * @throws HarnessError INVALID_OPTION when the filter leaves nothing of the pacts, INVALID_FILE for pacts without
 *   interactions and for those with interactions that are not over HTTP: nobody would notice that they were not verified
 */
export function assertVerifiable(pacts: readonly ChosenPact[], filter: RegExp | undefined): void {
  for (const { pact } of pacts) {
    if (pact.messages === 0) continue
    throw new HarnessError('INVALID_FILE', 'The pact has interactions that are not over HTTP.', {
      where: pact.file,
      expected: 'requests and responses alone',
      found: pact.messages === 1 ? '1 message' : `${pact.messages} messages`,
      next: 'write the messages of queues into a pact of their own',
    })
  }
  const all = pacts.flatMap(({ pact }) => pact.interactions)
  if (all.length === 0) {
    throw new HarnessError('INVALID_FILE', 'The pact has no interactions.', {
      next: 'run the consumer tests that write it',
    })
  }
  const names = all.flatMap(({ description, states }) => [
    description,
    ...states.map(({ name }) => name),
  ])
  if (filter === undefined || names.some((name) => filter.test(name))) return
  throw new HarnessError('INVALID_OPTION', '--filter matches no interaction and no state.', {
    where: '--filter',
    expected: `a part of one of ${all.length} descriptions, such as ${JSON.stringify(names[0])}`,
    found: filter.source,
  })
}
