import type { Command } from 'commander'
import { type Addresses, readStateUrl } from '../../contract/index.ts'
import {
  createTransport,
  defined,
  type ExitCode,
  HarnessError,
  messageOf,
  parseDuration,
  type Ran,
  writeDuration,
} from '../../core/index.ts'
import {
  type PactResult,
  summaryOf,
  renderVerification,
  startNativeVerifier,
  verdictOf,
  VERIFY_DEFAULTS,
  verificationAnnotations,
  verificationDocument,
  verificationJUnit,
  verifyFromBroker,
  verifyPact,
} from '../../pact/index.ts'
import type { CommandModule } from '../command.ts'
import type { Context } from '../context.ts'
import { contractOf, readCommonOptions, refsWithinOption } from '../options/common.ts'
import { addAuthOptions, readCredentials } from '../options/auth.ts'
import { addAddressOptions, positionalUrl, readAddresses } from '../options/endpoint.ts'
import { addRequestHeaderOption, readRequestHeaders } from '../options/request-headers.ts'
import { addRouteOptions, readRoute } from '../options/route.ts'
import { addWaitOption, waitForEndpoint } from '../options/wait.ts'
import { addBrokerOptions, needBroker, readBroker } from '../options/pact.ts'
import { type PactSourceOptions, sourcesOf } from '../verifying/sources.ts'
import { readVersion, type VersionOptions } from '../verifying/version.ts'
import { annotationsSummary, showOnGitHub } from '../github.ts'
import { writeReport } from '../report-file.ts'

interface Options extends PactSourceOptions, VersionOptions {
  readonly wait?: string
  readonly contract?: string
  readonly stateUrl?: string
  readonly timeout: string
  readonly junit?: string
  readonly json?: boolean
  readonly quiet?: boolean
}

function configure(command: Command): void {
  const collect = (value: string, all: readonly string[]): string[] => [...all, value]
  command
    .argument('[url]', 'the base URL of the paths in the pact')
    .option(
      '--contract <file>',
      'the document with the paths of the pact (default: the shipped contract)',
    )
    .addOption(refsWithinOption())
    .option(
      '--pact <file or url>',
      "a pact file, or its address at a broker; default: the sender's own; repeatable",
      collect,
      [],
    )
    .option('--state-url <url>', 'called before and after each interaction with its provider state')
    .option('--filter <pattern>', 'only interactions whose description or state matches')
    .option('--timeout <duration>', 'for each request', writeDuration(VERIFY_DEFAULTS.timeoutMs))
    .option('--junit <file>', 'also write a JUnit report')
    .option('--json', 'print JSON instead of text')
    .option('--quiet', 'print the verdict only')
  addWaitOption(addAddressOptions(command))
  addRouteOptions(addRequestHeaderOption(addAuthOptions(command)))
  addBrokerOptions(command)
    .option('--provider <name>', 'broker: the provider of the pacts', 'DropShipClient')
    .option('--provider-version <version>', 'broker: for example the commit')
    .option('--provider-branch <branch>', 'broker: the branch of this version')
    .option('--provider-tag <tag>', 'broker: a tag for this version; repeatable', collect, [])
    .option('--selectors <json>', 'broker: consumer version selectors, a JSON list')
    .option('--enable-pending', 'broker: failures of new pacts do not count')
    .option('--include-wip-pacts-since <date>', 'broker: also verify work in progress')
    .option(
      '--publish-results',
      'broker: publish the results; needs --provider-version, and --state-url if a state must be set',
    )
    .option('--build-url <url>', 'broker: a link to this build')
}

async function run(
  [url]: readonly string[],
  raw: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<ExitCode> {
  const options = raw as unknown as Options
  const contract = await contractOf(readCommonOptions(raw))
  const { addresses } = readAddresses(raw, contract, positionalUrl(url))
  const stateUrl =
    options.stateUrl === undefined ? undefined : readStateUrl(options.stateUrl, '--state-url')
  const filter = readFilter(options.filter)
  const access = readBroker(raw, context.env)
  const version = readVersion(options)
  if (version.published !== undefined) needBroker(access)
  const sources = sourcesOf(options, access, version)
  const credentials = readCredentials(raw, context.env)
  const timeoutMs = parseDuration(options.timeout, '--timeout')
  const route = readRoute(raw, context.env)
  const { clock, signal } = context
  const late = await waitForEndpoint(options.wait, { addresses, credentials, route }, context)
  const ran = { startedAt: new Date(clock.now()).toISOString(), from: clock.monotonic() }
  const verifier = startNativeVerifier(context.env)
  const transport = createTransport({
    clock,
    timeoutMs,
    connections: 4,
    maxBodyBytes: MAX_PACT_BYTES,
    route,
  })
  const verification = {
    contract,
    addresses,
    credentials,
    requestHeaders: readRequestHeaders(raw, context.env),
    transport,
    clock,
    timeoutMs,
    verifier,
    signal,
    ...defined({ stateUrl, filter }),
  }
  try {
    const results: PactResult[] = []
    const notices: string[] = []
    let failure: HarnessError | undefined
    for (const source of sources) {
      if (source.kind === 'file') results.push(await verifyPact(source.pact, verification))
      else {
        const found = await verifyFromBroker(source.broker, verification)
        results.push(...found.results)
        notices.push(...found.notices)
        failure ??= found.failure
      }
    }
    assertChosen(results, filter)
    if (options.quiet !== true) context.stderr.write(notices.map((text) => `${text}\n`).join(''))
    const durationMs = clock.monotonic() - ran.from
    report(
      { addresses, results, late, ran: { startedAt: ran.startedAt, durationMs } },
      options,
      context,
    )
    if (failure !== undefined) throw failure
    return EXIT_CODES[verdictOf(results)]
  } finally {
    verifier.close()
    await transport.close()
  }
}

/** Pacts may be larger than any message. */
const MAX_PACT_BYTES = 16 * 1024 * 1024

/** @throws HarnessError INVALID_OPTION if the filter excludes every interaction */
function assertChosen(results: readonly PactResult[], filter: RegExp | undefined): void {
  if (filter === undefined || results.some(({ interactions }) => interactions.length > 0)) return
  const names = results.flatMap(({ leftOut }) => leftOut)
  throw new HarnessError('INVALID_OPTION', '--filter matches no interaction and no state.', {
    where: '--filter',
    expected: `a part of one of ${names.length} descriptions, such as ${JSON.stringify(names[0])}`,
    found: filter.source,
  })
}

function readFilter(text: string | undefined): RegExp | undefined {
  if (text === undefined) return undefined
  try {
    return new RegExp(text, 'i')
  } catch (error) {
    throw new HarnessError('INVALID_OPTION', '--filter is not a valid regular expression.', {
      found: messageOf(error),
      where: '--filter',
    })
  }
}

interface Verified {
  readonly addresses: Addresses
  readonly results: readonly PactResult[]
  /** Says that the endpoint was not ready in the time of --wait. */
  readonly late: string | undefined
  readonly ran: Ran
}

function report(
  { addresses, results, late, ran }: Verified,
  options: Options,
  context: Context,
): void {
  const { junit } = options
  if (junit !== undefined) writeReport(junit, verificationJUnit(addresses, results, ran))
  const verdict = verdictOf(results)
  const all = verificationAnnotations(results)
  // Whatever else is missing is due to the same.
  const note = verdict === 'inconclusive' ? late : undefined
  const annotations = note === undefined ? all : all.slice(0, 1)
  if (options.json === true) {
    context.stdout.write(`${JSON.stringify(verificationDocument(addresses, results), null, 2)}\n`)
  } else if (options.quiet === true) {
    context.stdout.write(`${verdict}\n`)
    if (verdict === 'inconclusive')
      for (const { message } of annotations.slice(0, 3))
        context.stderr.write(`dropship: ${message}\n`)
  } else context.stdout.write(renderVerification(addresses, results))
  const title = `Drop Ship verification: ${verdict}`
  const summary = annotationsSummary(title, summaryOf(results), annotations, context.env)
  showOnGitHub({ annotations, summary, note }, context)
}

const EXIT_CODES = { verified: 0, 'not verified': 1, inconclusive: 3 } as const

export const command: CommandModule = { configure, run }
