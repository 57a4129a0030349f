import { randomBytes } from 'node:crypto'
import { type Command, Option } from 'commander'
import {
  LOCAL_SECRET,
  placedContract,
  type StubOptions,
  type Strictness,
  STRICTNESS,
  TOKEN_LIFETIME_MS,
  TOKEN_PATH,
} from '../../../mocks/stub/index.ts'
import {
  type ExpectedCredentials,
  expectedFrom,
  type SchemeName,
  secretsOf,
} from '../../auth/index.ts'
import type { Contract } from '../../contract/index.ts'
import { isLoopbackHost, parseDuration, Secret, writeDuration } from '../../core/index.ts'
import type { Context } from '../context.ts'
import { addCommonOptions } from './common.ts'
import { LocatedMapOption, type Named } from './located.ts'
import { portOf } from './port.ts'
import {
  addSchemeOption,
  chosenScheme,
  FLAGS,
  SCHEME_GROUP,
  type SchemeOption,
} from './scheme-options.ts'

type Options = Readonly<Record<string, unknown>>

/** What an endpoint expects, as far as the command line can say it. */
const FIELDS = FLAGS.filter(({ field }) => field.expected !== undefined)

/** Options of every command that starts the stub. */
export function addStubOptions(command: Command, port: number): Command {
  addCommonOptions(command)
    .option('--port <number>', 'port to listen on; 0: any free port', portOf, port)
    .option('--host <address>', 'listen on this address instead of loopback', '127.0.0.1')
  addSchemeOption(
    command,
    'authentication scheme of senders (default: detected from the options below, or oauth2)',
  )
  for (const field of FIELDS) command.addOption(expectedOption(field))
  return command
    .addOption(
      new LocatedMapOption(
        '--path <operation=path>',
        'serve an operation at this path instead of the documented one; repeatable',
        'paths',
      ),
    )
    .option('--scenario <file or name>', 'start with this scenario')
    .option(
      '--token-lifetime <duration>',
      'oauth2: lifetime of access tokens',
      writeDuration(TOKEN_LIFETIME_MS),
    )
    .option(
      '--admin-port <number>',
      'port of the admin API (default: the port after --port)',
      portOf,
    )
    .option('--https', 'serve https with a certificate generated for this run')
    .option('--cors-origin <origin>', 'let pages of this origin call the stub; * for all')
    .option('--journal <file>', 'append every request to this file, as one line of JSON')
    .option('--log', 'log every request to standard error, as one line of JSON')
    .addOption(
      new Option('--strictness <how>', 'the reading that messages are checked against')
        .choices(STRICTNESS)
        .default('intended'),
    )
}

function expectedOption(option: SchemeOption): Option {
  const { scheme, field, flag } = option
  const help = field.expected?.help ?? field.help ?? `or $${field.variable ?? ''}`
  return new Option(`${flag} <${field.placeholder}>`, `${scheme}: ${help}`)
    .default(defaultOf(option))
    .helpGroup(SCHEME_GROUP)
}

/** The default that `--help` shows: none where a variable may have another value. */
function defaultOf({ field: { variable, expected } }: SchemeOption): string | undefined {
  return variable === undefined ? expected?.usual : undefined
}

/**
 * Paths of operations that are not served at the contract's paths.
 * @throws HarnessError UNKNOWN_OPERATION, INVALID_OPTION
 */
export function readPaths(options: Options, contract: Contract): Readonly<Record<string, string>> {
  const named = (options.path ?? []) as readonly Named[]
  const paths = Object.fromEntries(named.map(({ name, read }) => [name, read().text]))
  const reserved = stubScheme(options) === 'oauth2' ? TOKEN_PATH : undefined
  placedContract(
    contract,
    paths,
    reserved,
    (id) => named.find(({ name }) => name === id)?.where ?? '--path',
  )
  return paths
}

/** Reads the stub's options. Credentials that are not given have defaults on loopback, and are random elsewhere. */
export function readStubOptions(options: Options, context: Context): Omit<StubOptions, 'contract'> {
  const host = String(options.host)
  const strictness = STRICTNESS.find((known) => known === options.strictness) as Strictness
  return {
    host,
    port: Number(options.port),
    auth: expectedCredentials(options, context.env, isLoopbackHost(host)),
    strictness,
    https: options.https === true,
    tokenLifetimeMs: parseDuration(String(options.tokenLifetime), '--token-lifetime'),
    clock: context.clock,
    ...(typeof options.corsOrigin === 'string' ? { corsOrigin: options.corsOrigin } : {}),
  }
}

/** The warning for a stub that other machines can reach; `undefined` on loopback. */
export function openWarning({ host, auth }: Omit<StubOptions, 'contract'>): string | undefined {
  if (host === undefined || isLoopbackHost(host)) return undefined
  const reached = `Warning: the stub listens on ${host}, beyond this machine`
  if (auth?.scheme === 'none') return `${reached}, and accepts all requests (--auth none).`
  const secrets = auth === undefined ? [] : secretsOf(auth)
  return secrets.length === 0 || secrets.some((secret) => secret.equals(LOCAL_SECRET))
    ? `${reached}, with the default credentials, which are public: choose others.`
    : `${reached}; anyone with its credentials can send to it.`
}

/** @throws HarnessError INVALID_OPTION, MISSING_OPTION for options of several schemes */
function stubScheme(options: Options): SchemeName {
  const isDefault = (name: string, value: unknown): boolean =>
    FIELDS.some((known) => known.name === name && defaultOf(known) === value)
  const given = Object.entries(options).filter(([name, value]) => !isDefault(name, value))
  return chosenScheme(Object.fromEntries(given), 'oauth2')
}

function expectedCredentials(
  options: Options,
  env: Context['env'],
  loopback: boolean,
): ExpectedCredentials {
  // Fixed credentials make commands repeatable, but are only safe on this machine.
  const defaultSecret = (): string =>
    loopback ? LOCAL_SECRET : randomBytes(18).toString('base64url')
  return expectedFrom(stubScheme(options), ({ field, name }) => {
    const { variable, isSecret, expected } = field
    const given = options[name] ?? (variable === undefined ? undefined : env[variable])
    const text = typeof given === 'string' && given !== '' ? given : undefined
    return isSecret === true
      ? new Secret(text ?? defaultSecret(), `$${variable ?? name}`)
      : (text ?? expected?.usual)
  })
}
