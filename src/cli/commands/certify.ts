import { type Command, Option } from 'commander'
import {
  assertName,
  type CertificationOptions,
  DEFAULTS,
  type Evidence,
  type Level,
  LEVELS,
  prepare,
  type Preparation,
  type Report,
  readWaivers,
  usualFileNames,
} from '../../certify/index.ts'
import type { Contract } from '../../contract/index.ts'
import { defined, type ExitCode, parseDuration, writeDuration } from '../../core/index.ts'
import {
  EXIT_CODES,
  evidenceOption,
  formatOption,
  prepareFolder,
  removeEarlierReports,
  publish,
} from '../certifying/publish.ts'
import { failedIn } from '../certifying/earlier-report.ts'
import { rerunCommand } from '../certifying/rerun.ts'
import { readSigning, runByOption } from '../certifying/signing.ts'
import { dryRun, list } from '../certifying/planned.ts'
import { progress } from '../certifying/progress.ts'
import { readSelfTestResult, runSelfTest } from '../certifying/self-test.ts'
import { runAtEachChange } from '../certifying/watch.ts'
import type { AllCommands, CommandModule } from '../command.ts'
import type { Context } from '../context.ts'
import { collectGarbage, keepHeapNearUse, keepYoungHeapSmall } from '../memory.ts'
import { addAuthOptions, readCredentials } from '../options/auth.ts'
import { addCommonOptions, contractOf, readCommonOptions } from '../options/common.ts'
import { addAddressOptions, positionalUrl, readAddresses } from '../options/endpoint.ts'
import { type LocatedInput, LocatedOption } from '../options/located.ts'
import { readNumber } from '../options/numbers.ts'
import { addRequestHeaderOption, readRequestHeaders } from '../options/request-headers.ts'
import { addRouteOptions, readRoute } from '../options/route.ts'
import { addTestSystemOptions, readTestSystem } from '../options/test-system.ts'
import { addWaitOption, waitForEndpoint } from '../options/wait.ts'

interface Options {
  readonly level: Level
  readonly contract?: string
  readonly seed?: string
  readonly out?: string
  readonly sign?: string
  readonly runBy?: LocatedInput
  readonly config?: string
  readonly timeout: string
  readonly deadline: string
  readonly latencyBudget: string
  readonly rate?: string
  readonly concurrency: string
  readonly only: readonly string[]
  readonly skip: readonly string[]
  readonly failed?: string
  readonly waivers?: string
  readonly partner?: LocatedInput
  readonly environment?: LocatedInput
  readonly purpose?: LocatedInput
  readonly thorough?: boolean
  readonly wait?: string
  readonly watch?: string | true
  readonly list?: boolean
  readonly selfTest?: boolean | string
  readonly selfTestResult?: string
  readonly dryRun?: boolean
  readonly full?: boolean
  readonly evidence: Evidence
  readonly format: 'text' | 'agent'
  readonly json?: boolean
  readonly quiet?: boolean
}

function configure(command: Command): void {
  const collect = (value: string, all: readonly string[]): string[] => [...all, ...value.split(',')]
  command.argument(
    '[url]',
    'the base URL of the operations, for example https://client.example/webhooks',
  )
  addTestSystemOptions(addAddressOptions(command))
  command
    .addOption(
      new Option('--level <level>', 'certification level').choices(LEVELS).default(DEFAULTS.level),
    )
    .option('--out <dir>', `write ${usualFileNames()} to this folder`)
    .addOption(evidenceOption())
    .addOption(formatOption())
    .option('--sign <key>', 'also write a signed certificate.jws there, if certified')
    .addOption(runByOption())
    .option('--seed <seed>', 'determines identifiers and values; random by default, and printed')
    .option('--only <ids>', 'only these checks or requirements; wildcards (*) allowed', collect, [])
    .option('--skip <ids>', 'skip these checks or requirements; wildcards (*) allowed', collect, [])
    .option('--failed <report>', 'only the checks that failed in this report.json; 0 when all pass')
    .option('--waivers <file>', 'known failures, each with check, reason and expires')
    .addOption(
      new LocatedOption(
        '--partner <name>',
        'the partner that owns the endpoint, for report and certificate',
        'partner',
      ),
    )
    .addOption(
      new LocatedOption(
        '--environment <name>',
        "the partner's system, for example staging",
        'environment',
      ),
    )
    .addOption(
      new LocatedOption(
        '--purpose <text>',
        'what the run is for, for report and certificate: acceptance before the launch in May',
        'purpose',
      ),
    )
    .option('--timeout <duration>', 'for each request', writeDuration(DEFAULTS.timeoutMs))
    .option('--deadline <duration>', 'for the whole run', writeDuration(DEFAULTS.deadlineMs))
    .option(
      '--latency-budget <duration>',
      'for 95 of 100 responses',
      writeDuration(DEFAULTS.latencyBudgetMs),
    )
    .option('--rate <n>', 'maximum requests per second')
    .option(
      '--concurrency <n>',
      'connections of what is sent side by side',
      String(DEFAULTS.concurrency),
    )
    .option('--thorough', 'send each invalid variant in a separate message')
    .option(
      '--watch [folder]',
      'certify again whenever a file below the folder changes (default: .)',
    )
    .option(
      '--self-test [stubs]',
      'certify stubs in memory that lack, add or break one rule of the contract each, and print how many are found; with a number so many of them; self-test.json to --out',
    )
    .option(
      '--self-test-result <file>',
      'self-test.json of the same contract: the reports show how many mistakes the checks find',
    )
    .option('--list', 'print requirements and checks, and send nothing')
    .option('--dry-run', 'print how many requests of each kind there are at most, and send nothing')
    .option('--full', 'print every failing check, not only the first of each kind')
  addWaitOption(command)
  addRouteOptions(addRequestHeaderOption(addAuthOptions(command)))
  addCommonOptions(command)
}

async function run(
  positional: readonly string[],
  raw: Readonly<Record<string, unknown>>,
  context: Context,
  _all: AllCommands,
  typed: readonly string[] = [],
): Promise<ExitCode> {
  const options = raw as unknown as Options
  keepYoungHeapSmall()
  // Any other contract may have thousands of rules.
  if (options.contract !== undefined) keepHeapNearUse()
  const contract = await contractOf(readCommonOptions(raw))
  if (options.selfTest !== undefined && options.selfTest !== false)
    return runSelfTest(contract, options, context)
  const url = positionalUrl(positional[0])
  const isBareList = options.list === true && url === undefined && raw.endpoint === undefined
  const { given, addresses } = readAddresses(raw, contract, isBareList ? EXAMPLE : url)
  const credentials = isBareList ? LISTED : readCredentials(raw, context.env)
  const isRun = options.list !== true && options.dryRun !== true
  const signing = isRun ? readSigning(options) : undefined
  const route = readRoute(raw, context.env)
  const asked = options.failed === undefined ? [] : failedIn(options.failed)
  const prepared = async (): Promise<Preparation> =>
    prepare({
      contract,
      ...given,
      credentials,
      route,
      level: isBareList ? 'resilient' : options.level,
      ...runOptions({ ...options, only: [...options.only, ...asked] }, context),
      requestHeaders: readRequestHeaders(raw, context.env),
      ...(await optionalParts(options, contract)),
      ...(await readTestSystem(raw, contract, credentials, context.env)),
    })
  const preparation = await prepared()
  if (options.quiet !== true && preparation.outOfReach.length > 0) {
    const lines = preparation.outOfReach.map((each) => `  ${each}`)
    context.stderr.write(`Not judged:\n${lines.join('\n')}\n`)
  }
  if (options.list === true) return list(preparation, options, context)
  if (options.dryRun === true) {
    const usesTokens = credentials.scheme === 'oauth2'
    return dryRun(preparation, { ...options, usesTokens }, context)
  }
  if (options.out !== undefined) {
    prepareFolder(options.out)
    removeEarlierReports(options.out, options.failed)
  }
  const certifyOnce = async (next: Preparation): Promise<ExitCode> => {
    const late = await waitForEndpoint(options.wait, { addresses, credentials, route }, context)
    const report = await next.run(context.signal)
    const rerun = rerunCommand(typed, report, options.out)
    await publish(report, { ...options, rerun, ...defined({ signing, late }) }, context)
    return asked.length === 0 ? EXIT_CODES[report.verdict] : exitCodeOfRepairs(report, asked)
  }
  if (options.watch === undefined) return certifyOnce(preparation)
  const watching = {
    folder: options.watch === true ? '.' : options.watch,
    ...defined({ out: options.out }),
  }
  return runAtEachChange(watching, async () => certifyOnce(await prepared()), context)
}

function runOptions(options: Options, context: Context) {
  return {
    seed: options.seed ?? String(context.clock.now() % 1_000_000),
    clock: context.clock,
    timeoutMs: parseDuration(options.timeout, '--timeout'),
    deadlineMs: parseDuration(options.deadline, '--deadline'),
    latencyBudgetMs: parseDuration(options.latencyBudget, '--latency-budget'),
    concurrency: readNumber(options.concurrency, '--concurrency', {
      whole: true,
      min: 1,
      max: 1000,
    }),
    only: options.only,
    skip: options.skip,
    thorough: options.thorough ?? false,
    onEvent: progress(context, options),
    collectGarbage,
  }
}

/** Whether what failed is repaired: a run of a part has no verdict of its own. */
function exitCodeOfRepairs({ checks }: Report, asked: readonly string[]): ExitCode {
  const own = checks.filter(({ id }) => asked.includes(id))
  if (own.some(({ status, waiver }) => status === 'failed' && waiver === undefined))
    return EXIT_CODES['not certified']
  return own.every(({ status, isNotRun }) => status !== 'errored' && isNotRun !== true)
    ? EXIT_CODES.certified
    : EXIT_CODES.inconclusive
}

/** Without a URL, the list shows the checks of a certification without authentication. */
const LISTED = { scheme: 'none' } as const
const EXAMPLE = positionalUrl('http://client.example')

async function optionalParts(
  options: Options,
  contract: Contract,
): Promise<Partial<CertificationOptions>> {
  const { selfTestResult } = options
  return {
    ...(selfTestResult === undefined
      ? {}
      : { selfTest: readSelfTestResult(selfTestResult, contract) }),
    ...(options.rate === undefined
      ? {}
      : { rate: readNumber(options.rate, '--rate', { min: 0.01, max: 10_000 }) }),
    ...(options.waivers === undefined ? {} : { waivers: await readWaivers(options.waivers) }),
    ...(options.partner === undefined ? {} : { partner: readName(options.partner) }),
    ...(options.environment === undefined ? {} : { environment: readName(options.environment) }),
    ...(options.purpose === undefined ? {} : { purpose: readName(options.purpose) }),
  }
}

/** @throws HarnessError INVALID_OPTION */
function readName({ where, read }: LocatedInput): string {
  const { text } = read()
  assertName(text, where)
  return text
}

export const command: CommandModule = { configure, run }
