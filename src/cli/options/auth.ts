import { type Command, Option } from 'commander'
import {
  assertTokenParameters,
  type Credentials,
  mixed,
  readTokenUrl,
  SCHEMES,
  type TokenAuth,
  type TokenParameters,
} from '../../auth/index.ts'
import type { OtherClient } from '../../certify/index.ts'
import { defined, HarnessError, Secret } from '../../core/index.ts'
import { SCHEME_OF } from './scheme-options.ts'

type Env = Readonly<Record<string, string | undefined>>
type Options = Readonly<Record<string, unknown>>

const TOKEN_AUTH = ['form', 'basic', 'json'] as const
type Scheme = (typeof SCHEMES)[number]

/** Adds the authentication options of every command that sends to a client's endpoint. */
export function addAuthOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--auth <scheme>',
        'authentication scheme (default: detected from the options below)',
      ).choices(SCHEMES),
    )
    .option('--token-url <url>', "oauth2: the client's token service")
    .option('--client-id <id>', 'oauth2: or $DROPSHIP_CLIENT_ID')
    .option('--client-secret <secret>', 'oauth2: better in $DROPSHIP_CLIENT_SECRET')
    .addOption(
      new Option(
        '--token-auth <way>',
        'oauth2: how the client credentials are sent (default: form)',
      ).choices(TOKEN_AUTH),
    )
    .option('--scope <scope>', 'oauth2: the scope to request')
    .option(
      '--token-param <name=value>',
      'oauth2: another parameter of the token request, such as audience=https://…; repeatable',
      (text: string, before: readonly string[]): readonly string[] => [...before, text],
      [],
    )
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
  const scheme = schemeOf(options, 'none')
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
      const parameters = readTokenParameters(options.tokenParam, scope)
      return {
        scheme,
        tokenUrl: readTokenUrl(
          option('tokenUrl', '--token-url', 'https://client.example/oauth/token'),
          '--token-url',
        ),
        clientId: fromEither('clientId', '--client-id', 'DROPSHIP_CLIENT_ID'),
        clientSecret: secret('clientSecret', '--client-secret', 'DROPSHIP_CLIENT_SECRET'),
        tokenAuth: oneOf(
          TOKEN_AUTH,
          options.tokenAuth ?? 'form',
          '--token-auth',
        ) satisfies TokenAuth,
        ...defined({ scope, parameters }),
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
      next: 'name the client of this secret',
    })
  }
  const given = typeof otherClientSecret === 'string' ? otherClientSecret : env[variable]
  const secret =
    nonEmpty(given) ?? missingSecret('--other-client-id', variable, '--other-client-secret')
  return { clientId: otherClientId, clientSecret: new Secret(secret, `$${variable}`) }
}

/**
 * The scheme of `--auth`, or of the options that belong to one scheme. Options of another scheme are rejected, because
 * they would be ignored.
 * @throws HarnessError MISSING_OPTION, INVALID_OPTION
 */
export function schemeOf(options: Options, otherwise: Scheme): Scheme {
  const given = Object.entries(SCHEME_OF).filter(([name]) => isGiven(options[name]))
  const [, [, first = otherwise] = []] = given[0] ?? []
  const chosen = options.auth === undefined ? undefined : oneOf(SCHEMES, options.auth, '--auth')
  const foreign = given.filter(([, [, scheme]]) => scheme !== (chosen ?? first))
  const [, [, other = first] = []] = foreign[0] ?? []
  if (foreign.length === 0) return chosen ?? first
  const flags = foreign.filter(([, [, scheme]]) => scheme === other).map(([, [flag]]) => flag)
  if (chosen !== undefined) throw mixed(chosen, other, flags)
  throw new HarnessError(
    'MISSING_OPTION',
    'The options belong to several authentication schemes.',
    {
      expected: `--auth with one of ${SCHEMES.join(', ')}, and only its options`,
      found: given.map(([, [flag]]) => flag).join(' and '),
      next: `omit the options that do not belong to --auth ${first}`,
    },
  )
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
}

/** @throws HarnessError INVALID_OPTION */
function readTokenParameters(
  given: unknown,
  scope: string | undefined,
): TokenParameters | undefined {
  const texts = (Array.isArray(given) ? given : []).map(String)
  if (texts.length === 0) return undefined
  const values = new Map<string, string[]>()
  for (const text of texts) {
    const at = text.indexOf('=')
    if (at < 1) {
      throw new HarnessError('INVALID_OPTION', '--token-param is not of the form name=value.', {
        expected: 'for example audience=https://api.client.example',
        where: '--token-param',
      })
    }
    const name = text.slice(0, at).trim()
    values.set(name, [...(values.get(name) ?? []), text.slice(at + 1)])
  }
  const parameters = Object.fromEntries(
    [...values].map(([name, all]) => [name, all.length === 1 ? (all[0] ?? '') : all]),
  )
  assertTokenParameters(parameters, scope)
  return parameters
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}

function oneOf<T extends string>(choices: readonly T[], value: unknown, flag: string): T {
  const choice = choices.find((known) => known === value)
  if (choice !== undefined) return choice
  throw new HarnessError('INVALID_OPTION', `Invalid value for ${flag}.`, {
    expected: `one of ${choices.join(', ')}`,
    found: JSON.stringify(value),
    where: flag,
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
    next: `export ${variable}=… before the command (every user of this machine can see options)`,
  })
}
