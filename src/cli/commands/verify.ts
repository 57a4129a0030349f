import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Command } from 'commander'
import {
  createTransport,
  type ExitCode,
  HarnessError,
  messageOf,
  parseDuration,
} from '../../core/index.ts'
import {
  type Broker,
  type BrokerPact,
  connectBroker,
  type Pact,
  type PactResult,
  pactsForVerification,
  parsePact,
  publishResult,
  registerProviderVersion,
  renderVerification,
  startNativeVerifier,
  verdictOf,
  verificationDocument,
  verificationJUnit,
  type VerificationPublication,
  verifyPact,
  type VerifyOptions,
} from '../../pact/index.ts'
import type { CommandModule } from '../command.ts'
import type { Context } from '../context.ts'
import { addAuthOptions, readCredentials } from '../options/auth.ts'
import { readEndpointUrl } from '../options/endpoint.ts'
import {
  addBrokerOptions,
  readBroker,
  readPactFile,
  readSelectors,
  shippedPactPath,
} from '../options/pact.ts'

interface Options {
  readonly pact: readonly string[]
  readonly stateUrl?: string
  readonly filter?: string
  readonly timeout: string
  readonly ca?: string
  readonly junit?: string
  readonly provider: string
  readonly providerVersion?: string
  readonly providerBranch?: string
  readonly providerTag: readonly string[]
  readonly selectors?: string
  readonly enablePending?: boolean
  readonly includeWipPactsSince?: string
  readonly publishResults?: boolean
  readonly buildUrl?: string
  readonly json?: boolean
  readonly quiet?: boolean
}

function configure(command: Command): void {
  const collect = (value: string, all: readonly string[]): string[] => [...all, value]
  command
    .argument('<url>', 'the URL below which the paths of the pact lie')
    .option('--pact <file>', "a pact file; default: the sender's own; repeatable", collect, [])
    .option('--state-url <url>', 'told before and after each interaction which state it needs')
    .option('--filter <pattern>', 'only interactions whose description or state matches')
    .option('--timeout <duration>', 'for each request', '10s')
    .option('--ca <file>', 'PEM certificates to trust besides the public ones')
    .option('--junit <file>', 'writes JUnit XML there')
    .option('--json', 'print JSON instead of text')
    .option('--quiet', 'print the verdict only')
  addAuthOptions(command)
  addBrokerOptions(command)
    .option('--provider <name>', 'broker: whose pacts to verify', 'DropShipClient')
    .option('--provider-version <version>', 'broker: for example the commit')
    .option('--provider-branch <branch>', 'broker: the branch of this version')
    .option('--provider-tag <tag>', 'broker: a tag for this version; repeatable', collect, [])
    .option('--selectors <json>', 'broker: consumer version selectors, a JSON list')
    .option('--enable-pending', 'broker: new pacts that fail do not count')
    .option('--include-wip-pacts-since <date>', 'broker: work in progress too')
    .option('--publish-results', 'broker: publish the results; needs --provider-version')
    .option('--build-url <url>', 'broker: a link to this build')
}

async function run(
  [url = '']: readonly string[],
  raw: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<ExitCode> {
  const options = raw as unknown as Options
  const endpoint = readEndpointUrl(url)
  const filter = readFilter(options.filter)
  const publication = readPublication(options)
  const access = readBroker(raw, context.env)
  if (access !== undefined && publication === undefined && options.publishResults === true) {
    throw new HarnessError('MISSING_OPTION', '--publish-results needs --provider-version.', {
      next: 'add for example --provider-version $(git rev-parse HEAD)',
    })
  }
  const credentials = readCredentials(raw, context.env)
  const timeoutMs = parseDuration(options.timeout, '--timeout')
  const { clock } = context
  const certificateAuthority =
    options.ca === undefined ? {} : { certificateAuthority: readPactFile(options.ca) }
  const transport = createTransport({ clock, timeoutMs, connections: 4, ...certificateAuthority })
  const verifier = startNativeVerifier()
  try {
    const broker = access === undefined ? undefined : connectBroker(access, transport)
    const pacts = await pactsOf(options, broker)
    const common: Omit<VerifyOptions, 'pact'> = {
      url: endpoint,
      credentials,
      transport,
      clock,
      timeoutMs,
      verifier,
      ...(options.stateUrl === undefined ? {} : { stateUrl: readEndpointUrl(options.stateUrl) }),
      ...(filter === undefined ? {} : { filter }),
    }
    const results: PactResult[] = []
    for (const { pact, pending } of pacts)
      results.push(await verifyPact({ ...common, pact, pending }))
    if (broker !== undefined && options.publishResults === true && publication !== undefined) {
      await publishAll(broker, pacts, results, publication, options.provider)
    }
    return report(endpoint, pacts, results, options, context)
  } finally {
    verifier.close()
    await transport.close()
  }
}

type ChosenPact = Pick<BrokerPact, 'pact' | 'pending'> & Partial<BrokerPact>

async function pactsOf(options: Options, broker: Broker | undefined): Promise<ChosenPact[]> {
  if (broker === undefined || options.pact.length > 0) {
    const files = options.pact.length === 0 ? [shippedPactPath()] : options.pact
    return files.map((file): { pact: Pact; pending: boolean } => ({
      pact: parsePact(readPactFile(file), file),
      pending: false,
    }))
  }
  const { provider, providerBranch, includeWipPactsSince, enablePending } = options
  const selectors = readSelectors(options.selectors)
  const pacts = await pactsForVerification(broker, {
    provider,
    enablePending: enablePending ?? false,
    ...(providerBranch === undefined ? {} : { providerBranch }),
    ...(includeWipPactsSince === undefined ? {} : { includeWipPactsSince }),
    ...(selectors === undefined ? {} : { selectors }),
  })
  if (pacts.length > 0) return pacts
  throw new HarnessError(
    'BROKER_REFUSED',
    `The Pact Broker has no pacts to verify for ${provider}.`,
    {
      next: 'publish one with dropship pact publish, or change --provider or --selectors',
    },
  )
}

async function publishAll(
  broker: Broker,
  pacts: readonly ChosenPact[],
  results: readonly PactResult[],
  publication: VerificationPublication,
  provider: string,
): Promise<void> {
  await registerProviderVersion(broker, provider, publication)
  for (const [index, result] of results.entries()) {
    const chosen = pacts[index]
    // Results that no answer was judged for say nothing of the provider.
    if (chosen === undefined || verdictOf([result]) === 'inconclusive') continue
    await publishResult(
      broker,
      { publishUrl: undefined, notices: [], ...chosen },
      result,
      publication,
    )
  }
}

function readFilter(text: string | undefined): RegExp | undefined {
  if (text === undefined) return undefined
  try {
    return new RegExp(text, 'i')
  } catch (error) {
    throw new HarnessError('INVALID_OPTION', '--filter is no regular expression.', {
      found: messageOf(error),
      where: '--filter',
    })
  }
}

function readPublication(options: Options): VerificationPublication | undefined {
  const { providerVersion, providerBranch, providerTag, buildUrl } = options
  if (providerVersion === undefined) return undefined
  return {
    providerVersion,
    providerTags: providerTag,
    ...(providerBranch === undefined ? {} : { providerBranch }),
    ...(buildUrl === undefined ? {} : { buildUrl }),
  }
}

function report(
  endpoint: string,
  pacts: readonly ChosenPact[],
  results: readonly PactResult[],
  options: Options,
  context: Context,
): ExitCode {
  const verdict = verdictOf(results)
  if (options.junit !== undefined) write(options.junit, verificationJUnit(results))
  if (options.json === true) {
    context.stdout.write(`${JSON.stringify(verificationDocument(endpoint, results), null, 2)}\n`)
  } else if (options.quiet === true) context.stdout.write(`${verdict}\n`)
  else {
    for (const notice of pacts.flatMap(({ notices = [] }) => notices)) {
      context.stderr.write(`${notice}\n`)
    }
    context.stdout.write(renderVerification(endpoint, results))
  }
  return EXIT_CODES[verdict]
}

const EXIT_CODES = { verified: 0, 'not verified': 1, inconclusive: 3 } as const

function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch (error) {
    throw new HarnessError('FILE_UNWRITABLE', `${file} cannot be written.`, {
      found: messageOf(error),
      where: '--junit',
    })
  }
}

export const command: CommandModule = { configure, run }
