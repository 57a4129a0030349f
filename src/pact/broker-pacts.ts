import { HarnessError, isRecord } from '../core/index.ts'
import { type Broker, linkIn } from './broker.ts'
import { type Pact, parsePact } from './pact-file.ts'
import { type InteractionResult, type PactResult, verdictOf } from './verify.ts'

/** Which pacts of a provider are to be verified, in the words of the Pact Broker. */
export interface PactSelection {
  readonly provider: string
  readonly providerBranch?: string
  readonly providerTags: readonly string[]
  /** Consumer version selectors, as the broker documents them; default: the latest of the main branch, and what is deployed or released. */
  readonly selectors?: readonly Readonly<Record<string, unknown>>[]
  readonly enablePending: boolean
  /** A date, `2026-01-31`. */
  readonly includeWipPactsSince?: string
}

export interface BrokerPact {
  readonly pact: Pact
  readonly pending: boolean
  /** The broker's own words: why the pact is verified, what a result means. */
  readonly notices: readonly Notice[]
  readonly publishUrl: string | undefined
}

/** `when` is `before_verification`, or `after_verification:success_true_published_true` and its like. */
export interface Notice {
  readonly when: string
  readonly text: string
}

/** The pacts that a broker wants a provider to be held against. @throws HarnessError BROKER_…, INVALID_FILE */
export async function pactsForVerification(
  broker: Broker,
  selection: PactSelection,
): Promise<BrokerPact[]> {
  const { provider, providerBranch, providerTags, selectors } = selection
  const { enablePending, includeWipPactsSince } = selection
  const url = await broker.link('pb:provider-pacts-for-verification', { provider })
  const found = await broker.call('POST', url, {
    consumerVersionSelectors: selectors ?? [{ mainBranch: true }, { deployedOrReleased: true }],
    includePendingStatus: enablePending,
    ...(providerBranch === undefined ? {} : { providerVersionBranch: providerBranch }),
    ...(providerTags.length === 0 ? {} : { providerVersionTags: providerTags }),
    ...(includeWipPactsSince === undefined ? {} : { includeWipPactsSince }),
  })
  const embedded = isRecord(found._embedded) ? found._embedded.pacts : undefined
  const pacts: BrokerPact[] = []
  for (const each of Array.isArray(embedded) ? (embedded as readonly unknown[]) : []) {
    const address = linkIn(each, 'self')
    if (address !== undefined) pacts.push(await fetchPact(broker, address, each))
  }
  return pacts
}

/**
 * The pact at an address of a broker, as its webhooks name one.
 * @param listed what the broker's list of pacts to verify says of it
 * @throws HarnessError BROKER_…, INVALID_FILE
 */
export async function fetchPact(
  broker: Broker,
  address: string,
  listed?: unknown,
): Promise<BrokerPact> {
  const document = await broker.call('GET', address)
  const properties =
    isRecord(listed) && isRecord(listed.verificationProperties) ? listed.verificationProperties : {}
  const notices = Array.isArray(properties.notices)
    ? (properties.notices as readonly unknown[])
    : []
  return {
    pact: parsePact(JSON.stringify(document), address),
    pending: properties.pending === true,
    notices: notices
      .filter(isRecord)
      .map(({ when, text }) => ({ when: String(when), text: String(text) })),
    publishUrl: linkIn(document, 'pb:publish-verification-results'),
  }
}

export interface VerificationPublication {
  readonly providerVersion: string
  readonly providerBranch?: string
  readonly providerTags: readonly string[]
  readonly buildUrl?: string
}

/** Tells the broker on which branch and under which tags the provider's version is. @throws HarnessError BROKER_… */
export async function registerProviderVersion(
  broker: Broker,
  provider: string,
  { providerVersion: version, providerBranch, providerTags }: VerificationPublication,
): Promise<void> {
  if (providerBranch !== undefined) {
    const parameters = { pacticipant: provider, branch: providerBranch, version }
    await broker.call('PUT', await broker.link('pb:pacticipant-branch-version', parameters), {})
  }
  for (const tag of providerTags) {
    const parameters = { pacticipant: provider, version, tag }
    await broker.call('PUT', await broker.link('pb:pacticipant-version-tag', parameters), {})
  }
}

/** Gives the broker the result of one pact's verification; whether it was good. @throws HarnessError BROKER_… */
export async function publishResult(
  broker: Broker,
  { publishUrl }: BrokerPact,
  result: PactResult,
  { providerVersion, buildUrl }: VerificationPublication,
): Promise<boolean> {
  if (publishUrl === undefined) {
    throw new HarnessError('BROKER_REFUSED', 'The Pact Broker takes no results for this pact.', {
      found: 'the pact has no link pb:publish-verification-results',
      next: 'check that the credentials allow writing',
    })
  }
  const isGood = result.interactions.every(
    ({ status }) => status === 'passed' || status === 'skipped',
  )
  const success = isGood && verdictOf([result]) === 'verified'
  await broker.call('POST', publishUrl, {
    success,
    providerApplicationVersion: providerVersion,
    ...(buildUrl === undefined ? {} : { buildUrl }),
    testResults: result.interactions.flatMap((each) => testResultOf(each)),
    verifiedBy: { implementation: 'drop-ship-harness' },
  })
  return success
}

/** What does not apply to a provider (the token service of one that has none) is no result of its. */
function testResultOf({ id, description, status, causes }: InteractionResult): object[] {
  if (status === 'skipped') return []
  const mismatches = causes.map((cause) => ({ description: cause }))
  return [
    {
      ...(id === undefined ? {} : { interactionId: id }),
      interactionDescription: description,
      success: status === 'passed',
      ...(causes.length === 0 ? {} : { mismatches }),
    },
  ]
}

export interface PactPublication {
  readonly pact: Pact
  readonly version: string
  readonly branch?: string
  readonly tags: readonly string[]
  readonly buildUrl?: string
}

/** Publishes a pact for a version of its consumer; gives the broker's notices. @throws HarnessError BROKER_… */
export async function publishPact(broker: Broker, publication: PactPublication): Promise<string[]> {
  const { pact, version, branch, tags, buildUrl } = publication
  const answer = await broker.call('POST', await broker.link('pb:publish-contracts'), {
    pacticipantName: pact.consumer,
    pacticipantVersionNumber: version,
    ...(branch === undefined ? {} : { branch }),
    tags,
    ...(buildUrl === undefined ? {} : { buildUrl }),
    contracts: [
      {
        consumerName: pact.consumer,
        providerName: pact.provider,
        specification: 'pact',
        contentType: 'application/json',
        content: Buffer.from(pact.text).toString('base64'),
      },
    ],
  })
  const notices = Array.isArray(answer.notices) ? (answer.notices as readonly unknown[]) : []
  return notices.filter(isRecord).map(({ text: said }) => String(said))
}

/** Where a version is to be deployed: an environment, or next to the latest versions with a tag, or on the main branch. */
export interface Deployment {
  readonly pacticipant: string
  /** Its version, or the branch whose latest version is meant. */
  readonly of: { readonly version: string } | { readonly branch: string }
  readonly toEnvironment?: string
  readonly toTag?: string
}

export interface Deployability {
  readonly deployable: boolean
  /** Results are missing: waiting may help. */
  readonly unknown: boolean
  readonly reason: string
}

/** Asks the broker's matrix whether a version may be deployed. @throws HarnessError BROKER_… */
export async function canIDeploy(
  broker: Broker,
  brokerUrl: string,
  { pacticipant, of, toEnvironment, toTag }: Deployment,
): Promise<Deployability> {
  const query = new URLSearchParams({
    'q[][pacticipant]': pacticipant,
    ...('version' in of
      ? { 'q[][version]': of.version }
      : { 'q[][branch]': of.branch, 'q[][latest]': 'true' }),
    latestby: 'cvp',
    ...(toEnvironment === undefined ? { latest: 'true' } : { environment: toEnvironment }),
    ...(toTag === undefined ? {} : { tag: toTag }),
    ...(toEnvironment === undefined && toTag === undefined ? { mainBranch: 'true' } : {}),
  })
  const answer = await broker.call('GET', `${brokerUrl}/matrix?${query.toString()}`)
  const { summary } = answer
  if (!isRecord(summary)) {
    throw new HarnessError(
      'BROKER_UNAVAILABLE',
      'The Pact Broker gave an answer without a summary.',
      {
        where: `${brokerUrl}/matrix`,
        next: 'check --broker-url: it should lead to the broker itself',
      },
    )
  }
  return {
    deployable: summary.deployable === true,
    unknown: summary.deployable === null || Number(summary.unknown ?? 0) > 0,
    reason: typeof summary.reason === 'string' ? summary.reason : 'the broker gives no reason',
  }
}
