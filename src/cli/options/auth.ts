import { type Command, Option } from 'commander'
import type { Credentials, TokenAuth } from '../../auth/index.ts'
import type { OtherClient } from '../../certify/index.ts'
import { HarnessError, Secret } from '../../core/index.ts'

type Env = Readonly<Record<string, string | undefined>>
type Options = Readonly<Record<string, unknown>>

const SCHEMES = ['oauth2', 'basic', 'api-key', 'aws-sigv4', 'none'] as const
const TOKEN_AUTH = ['form', 'basic', 'json'] as const
type Scheme = (typeof SCHEMES)[number]

/** Adds the authentication options that every command which talks to a client's endpoint shares. */
export function addAuthOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--auth <scheme>',
        'how to authenticate; found out from the options below',
      ).choices(SCHEMES),
    )
    .option('--token-url <url>', "oauth2: the client's token service")
    .option('--client-id <id>', 'oauth2: or $DROPSHIP_CLIENT_ID')
    .option('--client-secret <secret>', 'oauth2: better in $DROPSHIP_CLIENT_SECRET')
    .addOption(
      new Option('--token-auth <way>', 'oauth2: how the client credentials travel')
        .choices(TOKEN_AUTH)
        .default('form'),
    )
    .option('--scope <scope>', 'oauth2: the scope to ask for')
    .option('--username <name>', 'basic: or $DROPSHIP_USERNAME')
    .option('--password <password>', 'basic: better in $DROPSHIP_PASSWORD')
    .option('--header <name>', 'api-key: the header that carries the key')
    .option('--api-key <key>', 'api-key: better in $DROPSHIP_API_KEY')
    .option('--region <region>', 'aws-sigv4: for example eu-west-1')
    .option('--service <service>', 'aws-sigv4: for example execute-api')
}

/**
 * Reads the authentication options; secrets come from the options or from the environment
 * (`DROPSHIP_CLIENT_ID`, `DROPSHIP_CLIENT_SECRET`, `DROPSHIP_USERNAME`, `DROPSHIP_PASSWORD`, `DROPSHIP_API_KEY`,
 * `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`). Without `--auth` the scheme follows from
 * the option that belongs to it, such as `--token-url` or `--username`; without any it is none.
 *
 * @throws HarnessError MISSING_OPTION, MISSING_SECRET, INVALID_OPTION, INVALID_URL
 */
export function readCredentials(options: Options, env: Env): Credentials {
  const scheme = schemeOf(options)
  const text = (name: string): string | undefined => {
    const value = options[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const option = (name: string, flag: string, example: string): string =>
    text(name) ?? missingOption(scheme, flag, example)
  const fromEither = (name: string, flag: string, variable: string): string =>
    text(name) ?? nonEmpty(env[variable]) ?? missingSecret(`--auth ${scheme}`, variable, flag)
  const secret = (name: string, flag: string, variable: string): Secret =>
    new Secret(fromEither(name, flag, variable), `$${variable}`)
  const fromEnv = (variable: string): string =>
    nonEmpty(env[variable]) ?? missingSecret(`--auth ${scheme}`, variable)

  switch (scheme) {
    case 'none':
      return { scheme }
    case 'oauth2': {
      const scope = text('scope')
      return {
        scheme,
        tokenUrl: httpUrl(option('tokenUrl', '--token-url', 'https://client.example/oauth/token')),
        clientId: fromEither('clientId', '--client-id', 'DROPSHIP_CLIENT_ID'),
        clientSecret: secret('clientSecret', '--client-secret', 'DROPSHIP_CLIENT_SECRET'),
        tokenAuth: oneOf(
          TOKEN_AUTH,
          options.tokenAuth ?? 'form',
          '--token-auth',
        ) satisfies TokenAuth,
        ...(scope === undefined ? {} : { scope }),
      }
    }
    case 'basic':
      return {
        scheme,
        username: fromEither('username', '--username', 'DROPSHIP_USERNAME'),
        password: secret('password', '--password', 'DROPSHIP_PASSWORD'),
      }
    case 'api-key':
      return {
        scheme,
        header: option('header', '--header', 'X-Api-Key'),
        key: secret('apiKey', '--api-key', 'DROPSHIP_API_KEY'),
      }
    case 'aws-sigv4': {
      const session = nonEmpty(env.AWS_SESSION_TOKEN)
      return {
        scheme,
        region: option('region', '--region', 'eu-west-1'),
        service: option('service', '--service', 'execute-api'),
        accessKeyId: fromEnv('AWS_ACCESS_KEY_ID'),
        secretAccessKey: new Secret(fromEnv('AWS_SECRET_ACCESS_KEY'), '$AWS_SECRET_ACCESS_KEY'),
        ...(session === undefined
          ? {}
          : { sessionToken: new Secret(session, '$AWS_SESSION_TOKEN') }),
      }
    }
  }
}

/**
 * Another client of the same token service: `--other-client-id` with `--other-client-secret` or
 * `DROPSHIP_OTHER_CLIENT_SECRET`.
 *
 * @throws HarnessError MISSING_SECRET, MISSING_OPTION
 */
export function readOtherClient(
  { otherClientId, otherClientSecret }: Options,
  env: Env,
): OtherClient | undefined {
  const variable = 'DROPSHIP_OTHER_CLIENT_SECRET'
  if (typeof otherClientId !== 'string') {
    if (otherClientSecret === undefined) return undefined
    throw new HarnessError('MISSING_OPTION', '--other-client-secret needs --other-client-id.', {
      where: '--other-client-id',
      next: 'name the client whose secret it is',
    })
  }
  const given = typeof otherClientSecret === 'string' ? otherClientSecret : env[variable]
  const secret =
    nonEmpty(given) ?? missingSecret('--other-client-id', variable, '--other-client-secret')
  return { clientId: otherClientId, clientSecret: new Secret(secret, `$${variable}`) }
}

function schemeOf(options: Options): Scheme {
  if (options.auth !== undefined) return oneOf(SCHEMES, options.auth, '--auth')
  const hints: readonly (readonly [string, string, Scheme])[] = [
    ['tokenUrl', '--token-url', 'oauth2'],
    ['clientId', '--client-id', 'oauth2'],
    ['clientSecret', '--client-secret', 'oauth2'],
    ['username', '--username', 'basic'],
    ['password', '--password', 'basic'],
    ['apiKey', '--api-key', 'api-key'],
    ['header', '--header', 'api-key'],
    ['region', '--region', 'aws-sigv4'],
    ['service', '--service', 'aws-sigv4'],
  ]
  const given = hints.filter(([name]) => options[name] !== undefined)
  if (new Set(given.map(([, , scheme]) => scheme)).size > 1) {
    throw new HarnessError(
      'MISSING_OPTION',
      'The options name more than one way to authenticate.',
      {
        expected: `--auth with one of ${SCHEMES.join(', ')}`,
        found: given.map(([, flag]) => flag).join(' and '),
        next: `add for example --auth ${given[0]?.[2] ?? 'oauth2'}`,
      },
    )
  }
  return given[0]?.[2] ?? 'none'
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}

function oneOf<T extends string>(choices: readonly T[], value: unknown, flag: string): T {
  const choice = choices.find((known) => known === value)
  if (choice !== undefined) return choice
  throw new HarnessError('INVALID_OPTION', `${flag} has no such choice.`, {
    expected: `one of ${choices.join(', ')}`,
    found: JSON.stringify(value),
    where: flag,
  })
}

function httpUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url !== undefined && (url.username !== '' || url.password !== '')) {
    throw new HarnessError('INVALID_URL', 'The token URL has credentials in it.', {
      where: '--token-url',
      next: 'give them as --client-id and DROPSHIP_CLIENT_SECRET, with --token-auth basic',
    })
  }
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return text
  throw new HarnessError('INVALID_URL', 'The token URL is not an http or https URL.', {
    expected: 'for example https://client.example/oauth/token',
    found: JSON.stringify(text),
    where: '--token-url',
  })
}

function missingOption(scheme: Scheme, flag: string, example: string): never {
  throw new HarnessError('MISSING_OPTION', `--auth ${scheme} needs ${flag}.`, {
    where: flag,
    next: `add for example ${flag} ${example}`,
  })
}

function missingSecret(needing: string, variable: string, flag?: string): never {
  throw new HarnessError('MISSING_SECRET', `${needing} needs $${variable}.`, {
    expected: flag === undefined ? `$${variable} in the environment` : `$${variable} or ${flag}`,
    found: 'neither is set',
    next: `export ${variable}=… before the command (an option is seen by every user of this machine)`,
  })
}
