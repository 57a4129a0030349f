import type { KeyObject } from 'node:crypto'
import { type Command, Option } from 'commander'
import {
  CATALOGUE,
  type CertifyEvent,
  type CertifyOptions,
  DEFAULTS,
  type Level,
  LEVELS,
  prepare,
  type Preparation,
  readFixtures,
  readPrivateKey,
  readWaivers,
} from '../../certify/index.ts'
import { loadContract } from '../../contract/index.ts'
import { type ExitCode, HarnessError, parseDuration, Secret } from '../../core/index.ts'
import { publish } from '../certifying/publish.ts'
import type { CommandModule } from '../command.ts'
import type { Context } from '../context.ts'
import { addAuthOptions, readCredentials } from '../options/auth.ts'
import { addCommonOptions } from '../options/common.ts'
import { readEndpointUrl } from '../options/endpoint.ts'
import { readTextFile } from '../options/file.ts'

interface Options {
  readonly level: Level
  readonly contract?: string
  readonly seed?: string
  readonly out?: string
  readonly sign?: string
  readonly timeout: string
  readonly deadline: string
  readonly latencyBudget: string
  readonly rate?: string
  readonly concurrency: string
  readonly only: readonly string[]
  readonly skip: readonly string[]
  readonly waivers?: string
  readonly fixtures?: string
  readonly stateUrl?: string
  readonly ca?: string
  readonly thorough?: boolean
  readonly list?: boolean
  readonly dryRun?: boolean
  readonly full?: boolean
  readonly json?: boolean
  readonly quiet?: boolean
}

function configure(command: Command): void {
  const collect = (value: string, all: readonly string[]): string[] => [...all, ...value.split(',')]
  command
    .argument(
      '[url]',
      'the URL below which the operations lie, for example https://client.example/webhooks',
    )
    .addOption(
      new Option('--level <level>', 'how much is asked').choices(LEVELS).default(DEFAULTS.level),
    )
    .option('--out <dir>', 'writes report.json, report.html and junit.xml there')
    .option('--sign <key>', 'writes a signed certificate.json there, too, when certified')
    .option('--seed <seed>', 'decides identifiers and values; random when absent, and shown')
    .option('--only <ids>', 'only these checks or requirements; * stands for anything', collect, [])
    .option('--skip <ids>', 'all but these', collect, [])
    .option('--waivers <file>', 'known failures, each with check, reason and expires')
    .option('--fixtures <file>', "orders that exist in the client's test system")
    .option('--state-url <url>', 'told before each group of checks what it is about')
    .option('--timeout <duration>', 'for each request', '10s')
    .option('--deadline <duration>', 'for the whole run', '10m')
    .option('--latency-budget <duration>', 'for 95 of 100 answers', '5s')
    .option('--rate <n>', 'requests per second at most')
    .option('--concurrency <n>', 'connections of the parallel checks', String(DEFAULTS.concurrency))
    .option('--thorough', 'sends every deviation in a message of its own')
    .option('--ca <file>', 'PEM certificates to trust besides the public ones')
    .option('--list', 'prints requirements and checks, and sends nothing')
    .option('--dry-run', 'prints what would be sent, and sends nothing')
    .option('--full', 'prints every failing check, not the first of each kind')
  addAuthOptions(command)
  addCommonOptions(command)
}

async function run(
  positional: readonly string[],
  raw: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<ExitCode> {
  const options = raw as unknown as Options
  const contract = await loadContract(options.contract)
  const [url] = positional
  if (url === undefined && options.list !== true) {
    throw new HarnessError('MISSING_ARGUMENT', 'The URL of the endpoint is missing.', {
      next: 'run dropship certify https://client.example/webhooks --auth …',
    })
  }
  const credentials =
    options.list === true && url === undefined ? LISTED : readCredentials(raw, context.env)
  const preparation = prepare({
    contract,
    url: readEndpointUrl(url ?? 'http://client.example'),
    credentials,
    level: options.list === true && url === undefined ? 'resilient' : options.level,
    seed: options.seed ?? String(context.clock.now() % 1_000_000),
    clock: context.clock,
    timeoutMs: parseDuration(options.timeout, '--timeout'),
    deadlineMs: parseDuration(options.deadline, '--deadline'),
    latencyBudgetMs: parseDuration(options.latencyBudget, '--latency-budget'),
    concurrency: positiveNumber(options.concurrency, '--concurrency'),
    only: options.only,
    skip: options.skip,
    thorough: options.thorough ?? false,
    signal: context.signal,
    onEvent: progress(context, options),
    ...optionalParts(options),
  })
  if (options.list === true) return list(preparation, options, context)
  if (options.dryRun === true) return dryRun(preparation, options, context)
  const signingKey = readSigningKey(options)
  const report = await preparation.run()
  publish(report, { ...options, ...(signingKey === undefined ? {} : { signingKey }) }, context)
  return EXIT_CODES[report.verdict]
}

/** Without a URL the list shows what a certification with tokens would hold. */
const LISTED = { scheme: 'none' } as const

function optionalParts(options: Options): Partial<CertifyOptions> {
  return {
    ...(options.rate === undefined ? {} : { rate: positiveNumber(options.rate, '--rate') }),
    ...(options.waivers === undefined ? {} : { waivers: readWaivers(options.waivers) }),
    ...(options.fixtures === undefined ? {} : { fixtures: readFixtures(options.fixtures) }),
    ...(options.stateUrl === undefined ? {} : { stateUrl: readEndpointUrl(options.stateUrl) }),
    ...(options.ca === undefined ? {} : { certificateAuthority: readTextFile(options.ca, '--ca') }),
  }
}

/** Read before anything is sent: a run without its certificate is a run in vain. */
function readSigningKey({ sign, out }: Options): KeyObject | undefined {
  if (sign === undefined) return undefined
  if (out === undefined) {
    throw new HarnessError('MISSING_OPTION', 'A certificate needs a folder to be written to.', {
      expected: '--out DIR beside --sign',
    })
  }
  return readPrivateKey(new Secret(readTextFile(sign, '--sign'), '$SIGNING_KEY'), sign)
}

function positiveNumber(text: string, option: string): number {
  const value = Number(text)
  if (Number.isFinite(value) && value > 0) return value
  throw new HarnessError('INVALID_OPTION', `${option} is no positive number.`, {
    found: JSON.stringify(text),
    where: option,
  })
}

function list({ plan }: Preparation, options: Options, context: Context): ExitCode {
  if (options.json === true) {
    context.stdout.write(
      `${JSON.stringify({ requirements: CATALOGUE, checks: plan.checks }, null, 2)}\n`,
    )
    return 0
  }
  for (const requirement of CATALOGUE) {
    const checks = plan.checks.filter((check) => check.requirement === requirement.id)
    context.stdout.write(
      `${requirement.id}  ${requirement.level}  ${requirement.force}  ${requirement.sentence}\n`,
    )
    context.stdout.write(`            rests on ${requirement.basis}: ${requirement.source}\n`)
    for (const check of checks) context.stdout.write(`              ${check.id}\n`)
  }
  context.stdout.write(`${CATALOGUE.length} requirements, ${plan.checks.length} checks\n`)
  return 0
}

function dryRun({ plan, prefix }: Preparation, options: Options, context: Context): ExitCode {
  const summary = {
    checks: plan.checks.length - plan.excluded.size,
    requestsAtMost: plan.budget,
    identifierPrefix: prefix,
    probes: plan.probes.map(({ name, operation, checks, requests }) => ({
      name,
      operation,
      checks: checks.length,
      requestsAtMost: requests,
    })),
  }
  if (options.json === true) {
    context.stdout.write(`${JSON.stringify(summary, null, 2)}\n`)
    return 0
  }
  context.stdout.write(
    `Nothing was sent. A run would make ${summary.checks} checks with at most ${summary.requestsAtMost} requests:\n`,
  )
  for (const probe of summary.probes) {
    context.stdout.write(
      `  ${String(probe.requestsAtMost).padStart(5)} requests, ${String(probe.checks).padStart(4)} checks  ${probe.name}\n`,
    )
  }
  context.stdout.write(
    `Every synthetic order's client_identifier is a UUID that starts with ${prefix}.\n`,
  )
  return 0
}

/** One line that is rewritten, on terminals only. */
function progress(context: Context, options: Options): (event: CertifyEvent) => void {
  if (!context.stderr.isTerminal || options.quiet === true) return () => undefined
  let done = 0
  let failed = 0
  let current = ''
  const draw = (): void =>
    context.stderr.write(
      `\r\u001B[2K${done} checks, ${failed} failed  ${current}`.slice(
        0,
        context.stderr.columns + 6,
      ),
    )
  return (event) => {
    if (event.type === 'checked') {
      done = event.done
      if (event.result.status === 'failed') failed++
      if (done % 20 === 0) draw()
    } else if (event.type === 'probe-started') {
      current = event.name
      draw()
    } else if (event.type === 'finished') context.stderr.write('\r\u001B[2K')
  }
}

const EXIT_CODES = { certified: 0, 'not certified': 1, inconclusive: 3 } as const

export const command: CommandModule = { configure, run }
