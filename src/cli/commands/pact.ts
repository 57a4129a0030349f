import type { Command } from 'commander'
import { createTransport, type ExitCode, HarnessError, parseDuration } from '../../core/index.ts'
import {
  type Broker,
  type BrokerAccess,
  canIDeploy,
  connectBroker,
  type Deployment,
  publishPact,
  readPact,
} from '../../pact/index.ts'
import type { CommandModule } from '../command.ts'
import type { Context } from '../context.ts'
import { readNumber } from '../options/numbers.ts'
import { addBrokerOptions, needBroker, readBroker, shippedPactPath } from '../options/pact.ts'

interface Options {
  readonly pact?: string
  readonly version?: string
  readonly branch?: string
  readonly tag: readonly string[]
  readonly buildUrl?: string
  readonly pacticipant: string
  readonly toEnvironment?: string
  readonly to?: string
  readonly retryWhileUnknown: string
  readonly retryInterval: string
  readonly json?: boolean
  readonly quiet?: boolean
}

const ACTIONS = ['publish', 'can-i-deploy'] as const

function configure(command: Command): void {
  const collect = (value: string, all: readonly string[]): string[] => [...all, value]
  command
    .argument('<action>', ACTIONS.join(' or '))
    .option('--version <version>', 'of the application: for example the commit')
    .option('--pact <file>', "publish: the pact; default: the sender's own")
    .option(
      '--branch <branch>',
      'publish: the branch of this version; can-i-deploy: in place of --version, its latest one',
    )
    .option('--tag <tag>', 'publish: a tag for this version; repeatable', collect, [])
    .option('--build-url <url>', 'publish: a link to this build')
    .option('--pacticipant <name>', 'can-i-deploy: the application', 'Optoro')
    .option('--to-environment <name>', 'can-i-deploy: where to')
    .option('--to <tag>', 'can-i-deploy: next to the latest versions with this tag')
    .option(
      '--retry-while-unknown <times>',
      'can-i-deploy: ask again while results are missing',
      '0',
    )
    .option('--retry-interval <duration>', 'can-i-deploy: between two questions', '10s')
    .option('--json', 'print JSON instead of text')
    .option('--quiet', 'print results only')
  addBrokerOptions(command)
}

async function run(
  [action = '']: readonly string[],
  raw: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<ExitCode> {
  const options = raw as unknown as Options
  if (!ACTIONS.some((known) => known === action)) {
    throw new HarnessError('INVALID_OPTION', `dropship pact cannot ${JSON.stringify(action)}.`, {
      expected: `one of ${ACTIONS.join(', ')}`,
    })
  }
  const of = readVersion(action, options)
  const access = needBroker(readBroker(raw, context.env))
  const transport = createTransport({ clock: context.clock })
  try {
    const broker = connectBroker(access, transport)
    return 'version' in of && action === 'publish'
      ? await publish(broker, options, of.version, context)
      : await mayDeploy(broker, access, options, of, context)
  } finally {
    await transport.close()
  }
}

/** @throws HarnessError MISSING_OPTION */
function readVersion(action: string, { version, branch }: Options): Deployment['of'] {
  if (version !== undefined) return { version }
  if (action === 'can-i-deploy' && branch !== undefined) return { branch }
  throw new HarnessError('MISSING_OPTION', 'The version of the application is missing.', {
    where: '--version',
    next: 'add for example --version $(git rev-parse HEAD)',
  })
}

async function publish(
  broker: Broker,
  options: Options,
  version: string,
  { stdout }: Context,
): Promise<ExitCode> {
  const file = options.pact ?? shippedPactPath()
  const pact = readPact(file)
  const { branch, buildUrl, tag: tags } = options
  const notices = await publishPact(broker, {
    pact,
    version,
    tags,
    ...(branch === undefined ? {} : { branch }),
    ...(buildUrl === undefined ? {} : { buildUrl }),
  })
  const { consumer, provider } = pact
  if (options.json === true) {
    stdout.write(`${JSON.stringify({ consumer, provider, version, notices })}\n`)
  } else {
    stdout.write(`published: ${consumer} ${version}, for ${provider}\n`)
    if (options.quiet !== true) for (const notice of notices) stdout.write(`  ${notice}\n`)
  }
  return 0
}

async function mayDeploy(
  broker: Broker,
  access: BrokerAccess,
  options: Options,
  of: Deployment['of'],
  { stdout, clock, signal }: Context,
): Promise<ExitCode> {
  const { pacticipant, toEnvironment, to: toTag } = options
  const deployment = {
    pacticipant,
    of,
    ...(toEnvironment === undefined ? {} : { toEnvironment }),
    ...(toTag === undefined ? {} : { toTag }),
  }
  const pauseMs = parseDuration(options.retryInterval, '--retry-interval')
  const times = readNumber(options.retryWhileUnknown, '--retry-while-unknown', WHOLE)
  let answer = await canIDeploy(broker, access.url, deployment)
  for (let asked = 0; asked < times && answer.unknown && !answer.deployable; asked++) {
    await clock.sleep(pauseMs, signal).catch((cause: unknown) => {
      throw new HarnessError('STOPPED', 'Stopped before the broker knew the results.', { cause })
    })
    answer = await canIDeploy(broker, access.url, deployment)
  }
  if (options.json === true) stdout.write(`${JSON.stringify({ pacticipant, ...of, ...answer })}\n`)
  else {
    const word = answer.deployable ? 'yes' : 'no'
    stdout.write(
      `${word}: ${pacticipant} ${'version' in of ? of.version : of.branch}: ${answer.reason}\n`,
    )
  }
  return answer.deployable ? 0 : 1
}

const WHOLE = { whole: true, min: 0, max: 1000 } as const

export const command: CommandModule = { configure, run }
