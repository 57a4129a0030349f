import { existsSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import type { Contract } from '../../contract/index.ts'
import { defined, type ExitCode, HarnessError } from '../../core/index.ts'
import type { CommandModule } from '../command.ts'
import { CONFIG_FILE } from '../config/apply.ts'
import type { Context } from '../context.ts'
import { configText, type InitialConfig, secretVariables } from '../initialising/config-text.ts'
import { ignoreOwnFiles } from '../initialising/ignored.ts'
import { askAll, NEEDED_OPTIONS, neededOptions } from '../initialising/questions.ts'
import { contractOf, readCommonOptions, refsWithinOption } from '../options/common.ts'
import { addAddressOptions, readAddresses } from '../options/endpoint.ts'
import { given } from '../options/located.ts'
import { addSchemeOption, chosenScheme } from '../options/scheme-options.ts'

type Options = Readonly<Record<string, unknown>>

function configure(command: Command): void {
  command.argument('[url]', 'the base URL of the webhooks; without it and --endpoint, init asks')
  addAddressOptions(command)
    .option('--partner <name>', 'the partner that owns the endpoint, for report and certificate')
    .option('--environment <name>', "the partner's system, for example staging")
    .option('--force', `replace an existing ${CONFIG_FILE}`)
    .option('--no-gitignore', 'leave .gitignore as it is')
    .option('--contract <file>', 'the document with the operations (default: the shipped contract)')
    .addOption(refsWithinOption())
  addSchemeOption(command, 'authentication scheme (default: detected from the options below)')
  for (const { flag, scheme, field } of NEEDED_OPTIONS) {
    command.option(`${flag} <${field.placeholder}>`, `${scheme}: ${field.label}`)
  }
}

async function run(
  [url]: readonly string[],
  options: Options,
  context: Context,
): Promise<ExitCode> {
  if (existsSync(CONFIG_FILE) && options.force !== true) {
    throw new HarnessError('INVALID_OPTION', `${CONFIG_FILE} exists already.`, {
      where: CONFIG_FILE,
      next: 'edit it, or add --force to replace it',
    })
  }
  const contract = await contractOf(readCommonOptions(options))
  const isComplete = url !== undefined || options.endpoint !== undefined
  const config = isComplete
    ? readConfig(url, options, contract)
    : await askedConfig(options, contract, context)
  writeFileSync(CONFIG_FILE, configText(config))
  const ignored = options.gitignore === false ? [] : ignoreOwnFiles()
  const secrets = secretVariables(config)
  context.stdout.write(
    [
      `${CONFIG_FILE} written`,
      ...ignored,
      'Next:',
      ...secrets.map((name) => `  export ${name}=…`),
      `  ${context.program} certify`,
      '',
    ].join('\n'),
  )
  return 0
}

/** @throws HarnessError for invalid addresses and options, as the commands that read the file */
function readConfig(url: string | undefined, options: Options, contract: Contract): InitialConfig {
  const base = url === undefined ? undefined : given(url, 'the URL')
  const { addresses } = readAddresses(options, contract, base)
  const auth = chosenScheme(options, 'none')
  const credentials = Object.fromEntries(
    neededOptions(auth).map(({ name, flag }) => [
      flag.slice(2),
      textOf(options, name) ?? missing(auth, flag),
    ]),
  )
  return {
    ...defined({
      partner: textOf(options, 'partner'),
      environment: textOf(options, 'environment'),
    }),
    endpoints: Object.fromEntries(
      addresses.enabled.map(({ operation, url: at }) => [operation, at]),
    ),
    auth,
    credentials,
  }
}

async function askedConfig(
  options: Options,
  contract: Contract,
  { stdin, stderr }: Context,
): Promise<InitialConfig> {
  if (stdin.isTTY !== true) {
    throw new HarnessError('MISSING_ARGUMENT', 'No address is given, and nobody can be asked.', {
      expected: 'the base URL of the webhooks, or --endpoint OPERATION=URL',
      next: 'run dropship init https://client.example/webhooks, or on a terminal',
    })
  }
  const lines = createInterface({ input: stdin })[Symbol.asyncIterator]()
  const replies = await askAll(async (question) => {
    stderr.write(question)
    const { value } = await lines.next()
    return typeof value === 'string' ? value : ''
  })
  return readConfig(replies.url ?? '', { ...options, ...replies }, contract)
}

function textOf(options: Options, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function missing(scheme: string, name: string): never {
  throw new HarnessError('MISSING_OPTION', `--auth ${scheme} needs ${name}.`, {
    where: name,
    next: `add ${name}; secrets stay in the environment`,
  })
}

/** `dropship init`: writes the addresses and the authentication of a client to the configuration file. */
export const command: CommandModule = { configure, run }
