import { type Command, Option } from 'commander'
import {
  type Credentials,
  credentialsFrom,
  type NamedField,
  type SchemeName,
  schemeNamed,
} from '../../auth/index.ts'
import type { OtherClient } from '../../certify/index.ts'
import { HarnessError, Secret } from '../../core/index.ts'
import {
  addSchemeOption,
  chosenScheme,
  FLAGS,
  oneOf,
  SCHEME_GROUP,
  type SchemeOption,
} from './scheme-options.ts'

type Env = Readonly<Record<string, string | undefined>>
type Options = Readonly<Record<string, unknown>>

/** Adds the authentication options of every command that sends to a client's endpoint. */
export function addAuthOptions(command: Command): Command {
  addSchemeOption(command, 'authentication scheme (default: detected from the options below)')
  for (const option of FLAGS) command.addOption(senderOption(option))
  return command
}

function senderOption({ scheme, field, flag }: SchemeOption): Option {
  const { placeholder, choices, fallback, parseAll } = field
  const usual = fallback === undefined ? '' : ` (default: ${fallback})`
  const help = `${scheme}: ${helpOf(field)}${usual}`
  const option = new Option(`${flag} <${placeholder}>`, help).helpGroup(SCHEME_GROUP)
  if (choices !== undefined) option.choices(choices)
  if (parseAll !== undefined) {
    option.default([]).argParser((text: string, before: readonly string[]) => [...before, text])
  }
  return option
}

function helpOf({ help, variable, isSecret, example }: SchemeOption['field']): string {
  if (help !== undefined) return help
  if (variable === undefined) return `for example ${example ?? ''}`
  return isSecret === true ? `better in $${variable}` : `or $${variable}`
}

/**
 * Reads the authentication options; secrets come from the options or from the environment, by the variable of each
 * field. Without `--auth` the scheme follows from the option that belongs to it, such as `--token-url` or
 * `--username`; without any it is none.
 *
 * @throws HarnessError MISSING_OPTION, MISSING_SECRET, INVALID_OPTION, INVALID_URL
 */
export function readCredentials(options: Options, env: Env): Credentials {
  const scheme = chosenScheme(options, 'none')
  const credentials = credentialsFrom(scheme, (field) => readField(scheme, field, options, env))
  schemeNamed(scheme).assertSendable?.(credentials)
  return credentials
}

function readField(
  scheme: SchemeName,
  { field, name, flag }: NamedField,
  options: Options,
  env: Env,
): unknown {
  const { variable, choices, isSecret, isOptional, fallback, parse, parseAll } = field
  const given = options[name]
  if (parseAll !== undefined) {
    const texts = (Array.isArray(given) ? given : []).map(String)
    return texts.length === 0 ? undefined : parseAll(texts)
  }
  const text =
    nonEmpty(given) ?? (variable === undefined ? undefined : nonEmpty(env[variable])) ?? fallback
  if (choices !== undefined) return oneOf(choices, text, flag)
  if (text === undefined) {
    if (isOptional === true) return undefined
    if (variable === undefined) throw missingOption(scheme, flag, field.example ?? '…')
    const isFlag = field.isFlag !== false
    throw missingSecret(`--auth ${scheme}`, variable, isFlag ? flag : undefined)
  }
  if (isSecret === true) return new Secret(text, `$${variable ?? name}`)
  return parse === undefined ? text : parse(text, flag)
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
  const secret = nonEmpty(typeof otherClientSecret === 'string' ? otherClientSecret : env[variable])
  if (secret === undefined) {
    throw missingSecret('--other-client-id', variable, '--other-client-secret')
  }
  return { clientId: otherClientId, clientSecret: new Secret(secret, `$${variable}`) }
}

function nonEmpty(text: unknown): string | undefined {
  return typeof text === 'string' && text !== '' ? text : undefined
}

function missingOption(scheme: SchemeName, flag: string, example: string): HarnessError {
  return new HarnessError('MISSING_OPTION', `--auth ${scheme} needs ${flag}.`, {
    where: flag,
    next: `add for example ${flag} ${example}`,
  })
}

function missingSecret(needing: string, variable: string, flag?: string): HarnessError {
  return new HarnessError('MISSING_SECRET', `${needing} needs $${variable}.`, {
    expected: flag === undefined ? `$${variable} in the environment` : `$${variable} or ${flag}`,
    found: 'neither is set',
    next: `export ${variable}=… before the command (every user of this machine can see options)`,
  })
}
