import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { SCHEME_NAMES, type SchemeName } from '../../auth/index.ts'
import { type Evidence, type Level, LEVELS, usualFileNames } from '../../certify/index.ts'
import {
  createTransport,
  defined,
  type ExitCode,
  HarnessError,
  parseDuration,
  routeOfEnvironment,
  temporaryFolder,
  writeDuration,
} from '../../core/index.ts'
import {
  askBy,
  commandDriver,
  EXAMINE_DEFAULTS,
  type ExamineOptions,
  credentialVariableNames,
  examCredentials,
  prepareExamination,
  type SenderDriver,
  triggerDriver,
  waitingDriver,
} from '../../examine/index.ts'
import {
  EXIT_CODES,
  evidenceOption,
  prepareFolder,
  publish,
  removeEarlierReports,
} from '../certifying/publish.ts'
import type { LocatedInput } from '../options/located.ts'
import { readSigning, runByOption } from '../certifying/signing.ts'
import type { CommandModule } from '../command.ts'
import type { Context } from '../context.ts'
import { listExamination } from '../examining/planned.ts'
import { examineProgress } from '../examining/progress.ts'
import { addCommonOptions, contractOf, readCommonOptions } from '../options/common.ts'
import { readNumber } from '../options/numbers.ts'
import { portOf } from '../options/port.ts'

interface Options {
  readonly command?: string
  readonly trigger?: string
  readonly retryTrigger?: string
  readonly name: string
  readonly level: Level
  readonly auth: SchemeName
  readonly timeScale: string
  readonly firstWait: string
  readonly senderTimeout: string
  readonly startWithin?: string
  readonly deadline: string
  readonly concurrency?: string
  readonly only: readonly string[]
  readonly port?: number
  readonly out?: string
  readonly sign?: string
  readonly runBy?: LocatedInput
  readonly config?: string
  readonly list?: boolean
  readonly full?: boolean
  readonly evidence: Evidence
  readonly json?: boolean
  readonly quiet?: boolean
}

/** A person points the sender at the addresses, or it sends when it has something to send. */
const BY_ITSELF_MS = 600_000

function configure(command: Command): void {
  const collect = (value: string, all: readonly string[]): string[] => [...all, ...value.split(',')]
  command
    .option('--command <command>', 'start the sender with this, once for each situation')
    .option('--trigger <command>', 'make a running sender send: a command, or a URL to post to')
    .option(
      '--retry-trigger <command>',
      'retry by hand what failed: a command, or a URL to post to',
    )
    .option('--name <name>', 'call the sender this in the report', 'the sender')
    .addOption(
      new Option('--level <level>', 'how much is asked')
        .choices(LEVELS)
        .default(EXAMINE_DEFAULTS.level),
    )
    .addOption(
      new Option('--auth <scheme>', 'how the sender has to authenticate')
        .choices(SCHEME_NAMES)
        .default('oauth2'),
    )
    .option(
      '--time-scale <n>',
      "how many times shorter than usual the sender's waits and time limits are",
      String(EXAMINE_DEFAULTS.timeScale),
    )
    .option(
      '--first-wait <duration>',
      'the longest wait before a first retry, before it is scaled',
      writeDuration(EXAMINE_DEFAULTS.firstWaitMs),
    )
    .option(
      '--sender-timeout <duration>',
      'within which the sender gives up a request, before it is scaled',
      writeDuration(EXAMINE_DEFAULTS.senderTimeoutMs),
    )
    .option('--start-within <duration>', "from a start to the sender's first request")
    .option(
      '--deadline <duration>',
      'for the whole examination',
      writeDuration(EXAMINE_DEFAULTS.deadlineMs),
    )
    .option('--concurrency <n>', 'situations at a time; all when absent')
    .option('--only <situations>', 'only these situations, which --list names', collect, [])
    .option('--port <port>', 'where the endpoints are; any free one when absent', portOf)
    .option('--out <dir>', `write ${usualFileNames()} there`)
    .addOption(evidenceOption())
    .option('--sign <key>', 'also write a signed certificate.jws there, if certified')
    .addOption(runByOption())
    .option('--list', 'print situations, requirements and checks, and start nothing')
    .option('--full', 'print every failing check, and the timeline of every situation')
    .addHelpText('after', HELP)
  addCommonOptions(command)
}

function schemeHelp(scheme: SchemeName): string {
  const names = credentialVariableNames(scheme)
  return names.length === 0 ? '' : `    ${scheme}: ${names.join(', ')}\n`
}

const HELP = `
What the sender is told of each situation, as environment variables (a URL receives them as JSON by POST):
  DROPSHIP_EXAM_URL            the address below which the operations' paths are
  DROPSHIP_EXAM_ENDPOINTS      JSON: the URL of each operation
  DROPSHIP_EXAM_AUTH           the scheme, as --auth gives it, with what belongs to it:
${SCHEME_NAMES.map(schemeHelp).join('')}  DROPSHIP_EXAM_TIME_SCALE     what --time-scale says
  DROPSHIP_EXAM_STATE          a folder of the situation's own, kept when the sender is started again
  DROPSHIP_EXAM_RESTART        1 when it is started again: it delivers what it had taken on, and sends nothing new
  DROPSHIP_EXAM_SITUATION      the situation's name
In each situation the sender sends one message of each operation.
`

async function run(
  _positional: readonly string[],
  raw: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<ExitCode> {
  const options = raw as unknown as Options
  const { clock } = context
  const contract = await contractOf(readCommonOptions(raw))
  const transport = createTransport({ clock, route: routeOfEnvironment(context.env) })
  const folder = temporaryFolder('exam')
  const createText = (): string => randomBytes(18).toString('base64url')
  try {
    const examination = prepareExamination({
      contract,
      name: options.name,
      clock,
      createText,
      driver: driverOf(options, context, transport),
      stateFolder: (situation) => {
        const path = join(folder.path, situation)
        mkdirSync(path)
        return path
      },
      auth: examCredentials(options.auth, createText),
      level: options.level,
      only: options.only,
      signal: context.signal,
      onEvent: examineProgress(context, options),
      ...timesOf(options),
      ...defined({ port: options.port }),
    })
    if (options.list === true) return listExamination(examination, options, context)
    const signing = readSigning(options)
    if (options.out !== undefined) {
      prepareFolder(options.out)
      removeEarlierReports(options.out)
    }
    const report = await examination.run()
    await publish(report, { ...options, ...defined({ signing }) }, context)
    return EXIT_CODES[report.verdict]
  } finally {
    await transport.close()
    folder.remove()
  }
}

/** @throws HarnessError INVALID_OPTION */
function driverOf(
  { command, trigger, retryTrigger }: Options,
  { env }: Context,
  transport: ReturnType<typeof createTransport>,
): SenderDriver {
  if (command !== undefined && trigger !== undefined) {
    throw new HarnessError('INVALID_OPTION', '--command and --trigger exclude each other.', {
      expected: '--command for a sender that is started, --trigger for one that runs already',
      where: '--trigger',
      next: 'leave one of them out',
    })
  }
  const asking = { env, transport, timeoutMs: 60_000 }
  const driver =
    command !== undefined
      ? commandDriver(command, env)
      : trigger === undefined
        ? waitingDriver
        : triggerDriver(askBy(trigger, asking))
  return retryTrigger === undefined ? driver : { ...driver, retry: askBy(retryTrigger, asking) }
}

/** @throws HarnessError INVALID_OPTION, INVALID_DURATION */
function timesOf(
  options: Options,
): Pick<
  ExamineOptions,
  | 'timeScale'
  | 'firstWaitMs'
  | 'senderTimeoutMs'
  | 'startMs'
  | 'deadlineMs'
  | 'concurrency'
  | 'startingAtATime'
> {
  const isByItself = options.command === undefined && options.trigger === undefined
  const startMs =
    options.startWithin === undefined
      ? isByItself
        ? BY_ITSELF_MS
        : EXAMINE_DEFAULTS.startMs
      : parseDuration(options.startWithin, '--start-within')
  return {
    timeScale: readNumber(options.timeScale, '--time-scale', { min: 1, max: 1000 }),
    firstWaitMs: parseDuration(options.firstWait, '--first-wait'),
    senderTimeoutMs: parseDuration(options.senderTimeout, '--sender-timeout'),
    startMs,
    deadlineMs: parseDuration(options.deadline, '--deadline'),
    // Nobody starts them: all addresses are there from the beginning.
    ...(isByItself ? { startingAtATime: 1000 } : {}),
    ...(options.concurrency === undefined
      ? {}
      : {
          concurrency: readNumber(options.concurrency, '--concurrency', {
            whole: true,
            min: 1,
            max: 1000,
          }),
        }),
  }
}

export const command: CommandModule = { configure, run }
