import { randomBytes } from 'node:crypto'
import { type Command, Option } from 'commander'
import {
  DEFAULT_CLIENT,
  placedContract,
  type Stub,
  type StubOptions,
  type Strictness,
  STRICTNESS,
  TOKEN_LIFETIME_MS,
  TOKEN_PATH,
} from '../../../mocks/stub/index.ts'
import { type ExpectedCredentials, SCHEMES } from '../../auth/index.ts'
import type { Contract } from '../../contract/index.ts'
import { isLoopbackHost, parseDuration, Secret, writeDuration } from '../../core/index.ts'
import type { Context } from '../context.ts'
import { schemeOf } from './auth.ts'
import { addCommonOptions } from './common.ts'
import { LocatedMapOption, type Named } from './located.ts'
import { portOf } from './port.ts'

type Options = Readonly<Record<string, unknown>>

const DEFAULTS = { header: 'X-Api-Key', region: 'eu-west-1', service: 'execute-api' } as const

/** Options of every command that starts the stub. */
export function addStubOptions(command: Command, port: number): Command {
  return addCommonOptions(command)
    .option('--port <number>', 'port to listen on; 0: any free port', portOf, port)
    .option('--host <address>', 'listen on this address instead of loopback', '127.0.0.1')
    .addOption(
      new Option(
        '--auth <scheme>',
        'authentication scheme of senders (default: detected from the options below, or oauth2)',
      ).choices(SCHEMES),
    )
    .option('--client-id <id>', 'oauth2: or $DROPSHIP_CLIENT_ID')
    .option('--client-secret <secret>', 'oauth2: or $DROPSHIP_CLIENT_SECRET')
    .option('--username <name>', 'basic: or $DROPSHIP_USERNAME')
    .option('--password <password>', 'basic: or $DROPSHIP_PASSWORD')
    .option('--header <name>', 'api-key: the header that carries the key', DEFAULTS.header)
    .option('--api-key <key>', 'api-key: or $DROPSHIP_API_KEY')
    .option('--region <region>', 'aws-sigv4: the region signed for', DEFAULTS.region)
    .option('--service <service>', 'aws-sigv4: the service signed for', DEFAULTS.service)
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
    .option('--journal <file>', 'append every request to this file, as one line of JSON')
    .option('--log', 'log every request to standard error, as one line of JSON')
    .addOption(
      new Option('--strictness <how>', 'the reading that messages are checked against')
        .choices(STRICTNESS)
        .default('intended'),
    )
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
  }
}

/** The warning for a stub that other machines can reach; `undefined` on loopback. */
export function openWarning({ host, auth }: Omit<StubOptions, 'contract'>): string | undefined {
  if (host === undefined || isLoopbackHost(host)) return undefined
  const reached = `Warning: the stub listens on ${host}, beyond this machine`
  if (auth?.scheme === 'none') return `${reached}, and accepts all requests (--auth none).`
  const secret = auth === undefined ? undefined : secretOf(auth)
  return secret === undefined || secret.equals(DEFAULT_CLIENT.clientSecret.expose())
    ? `${reached}, with the default credentials, which are public: choose others.`
    : `${reached}; anyone with its credentials can send to it.`
}

function secretOf(auth: Exclude<ExpectedCredentials, { scheme: 'none' }>): Secret {
  switch (auth.scheme) {
    case 'oauth2':
      return auth.clientSecret
    case 'basic':
      return auth.password
    case 'api-key':
      return auth.key
    case 'aws-sigv4':
      return auth.secretAccessKey
  }
}

/** @throws HarnessError INVALID_OPTION, MISSING_OPTION for options of several schemes */
function stubScheme(options: Options): ExpectedCredentials['scheme'] {
  const isDefault = (name: string, value: unknown): boolean =>
    Object.entries(DEFAULTS).some(([known, usual]) => known === name && usual === value)
  const given = Object.entries(options).filter(([name, value]) => !isDefault(name, value))
  return schemeOf(Object.fromEntries(given), 'oauth2')
}

function expectedCredentials(
  options: Options,
  env: Context['env'],
  loopback: boolean,
): ExpectedCredentials {
  const chosen = (name: string, variable: string, otherwise: string): string => {
    const given = options[name] ?? env[variable]
    return typeof given === 'string' && given !== '' ? given : otherwise
  }
  // Fixed credentials make commands repeatable, but are only safe on this machine.
  const defaultSecret = (): string =>
    loopback ? DEFAULT_CLIENT.clientSecret.expose() : randomBytes(18).toString('base64url')
  const secret = (name: string, variable: string): Secret =>
    new Secret(chosen(name, variable, defaultSecret()), `$${variable}`)
  switch (stubScheme(options)) {
    case 'basic':
      return {
        scheme: 'basic',
        username: chosen('username', 'DROPSHIP_USERNAME', DEFAULT_CLIENT.clientId),
        password: secret('password', 'DROPSHIP_PASSWORD'),
      }
    case 'api-key':
      return {
        scheme: 'api-key',
        header: String(options.header),
        key: secret('apiKey', 'DROPSHIP_API_KEY'),
      }
    case 'aws-sigv4':
      return {
        scheme: 'aws-sigv4',
        region: String(options.region),
        service: String(options.service),
        accessKeyId: chosen('accessKeyId', 'AWS_ACCESS_KEY_ID', 'AKIDLOCALEXAMPLE'),
        secretAccessKey: secret('secretAccessKey', 'AWS_SECRET_ACCESS_KEY'),
      }
    case 'none':
      return { scheme: 'none' }
    case 'oauth2':
      return {
        scheme: 'oauth2',
        clientId: chosen('clientId', 'DROPSHIP_CLIENT_ID', DEFAULT_CLIENT.clientId),
        clientSecret: secret('clientSecret', 'DROPSHIP_CLIENT_SECRET'),
      }
  }
}

/**
 * The complete command that certifies a stub. It contains the stub's own secrets, which whoever starts the stub may see, but
 * not secrets from the environment, where the command finds them.
 */
export function certifyCommand(
  stub: Pick<Stub, 'url' | 'endpoints' | 'contract' | 'credentials' | 'adminUrl'>,
  certificateFile: string | undefined,
  { env, program }: Pick<Context, 'env' | 'program'>,
): string {
  const secret = (flag: string, value: Secret, variable: string): string =>
    env[variable] === value.expose() ? '' : ` ${flag} ${quoted(value.expose())}`
  const trust = certificateFile === undefined ? '' : ` --ca ${quoted(certificateFile)}`
  const { credentials, adminUrl } = stub
  const observer = adminUrl === undefined ? '' : ` --observer ${adminUrl}/effects`
  const certify = `${program} certify ${addressWords(stub)}${trust}${observer}`
  switch (credentials.scheme) {
    case 'oauth2': {
      const { tokenUrl, clientId, clientSecret } = credentials
      return `${certify} --auth oauth2 --token-url ${tokenUrl} --client-id ${quoted(clientId)}${secret('--client-secret', clientSecret, 'DROPSHIP_CLIENT_SECRET')}`
    }
    case 'basic': {
      const { username, password } = credentials
      return `${certify} --auth basic --username ${quoted(username)}${secret('--password', password, 'DROPSHIP_PASSWORD')}`
    }
    case 'api-key': {
      const { header, key } = credentials
      return `${certify} --auth api-key --header ${quoted(header)}${secret('--api-key', key, 'DROPSHIP_API_KEY')}`
    }
    case 'aws-sigv4': {
      const { accessKeyId, secretAccessKey, region, service } = credentials
      const keys =
        env.AWS_SECRET_ACCESS_KEY === secretAccessKey.expose()
          ? ''
          : `AWS_ACCESS_KEY_ID=${quoted(accessKeyId)} AWS_SECRET_ACCESS_KEY=${quoted(secretAccessKey.expose())} `
      return `${keys}${certify} --auth aws-sigv4 --region ${quoted(region)} --service ${quoted(service)}`
    }
    case 'none':
      return `${certify} --auth none`
  }
}

/** The base URL, and the operations that are not below it at their documented paths. */
function addressWords({
  url,
  endpoints,
  contract,
}: Pick<Stub, 'url' | 'endpoints' | 'contract'>): string {
  const own = contract.operations.flatMap(({ id, path }) => {
    const address = endpoints[id] ?? ''
    return address === `${url}${path}` ? [] : [`--endpoint ${quoted(`${id}=${address}`)}`]
  })
  return own.length === contract.operations.length ? own.join(' ') : [url, ...own].join(' ')
}

/** A word for a POSIX shell. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
