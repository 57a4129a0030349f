import { existsSync } from 'node:fs'
import { type Command, type Option, InvalidArgumentError } from 'commander'
import { HarnessError } from '../../core/index.ts'
import type { Context } from '../context.ts'
import { LocatedMapOption, LocatedOption } from '../options/located.ts'
import { FLAGS, schemeOfOption } from '../options/scheme-options.ts'
import { exposedSecrets, locatedValue } from './located-value.ts'
import { isConfigurable, isList, keyOf, nameOf } from './schema.ts'
import { resolved } from './variables.ts'

/** The default configuration file, in the working directory. */
export const CONFIG_FILE = 'dropship.config.yaml'

/** Options that the environment can also set; it overrides the file. */
const VARIABLES: Readonly<Record<string, string | undefined>> = {
  ...Object.fromEntries(FLAGS.map(({ flag, field }) => [flag, field.variable])),
  '--other-client-secret': 'DROPSHIP_OTHER_CLIENT_SECRET',
}

/**
 * Applies the options of the configuration file to a command before its command line is parsed. The command line overrides
 * the environment, which overrides the file, which overrides the default.
 *
 * @returns warnings
 * @throws HarnessError INVALID_CONFIG, or MISSING_SECRET for a variable that is not set
 */
export async function applyConfig(
  command: Command,
  name: string,
  argv: readonly string[],
  env: Context['env'],
): Promise<readonly string[]> {
  const file = namedFile(argv)
  if (file === undefined && !existsSync(CONFIG_FILE)) return []
  const warnings: string[] = []
  const { readConfig } = await import('./read.ts')
  const mappings = command.options.filter((option) => option instanceof LocatedMapOption)
  const configured = await readConfig(file ?? CONFIG_FILE, name, new Set(mappings.map(keyOf)))
  const auth = valueGiven('auth', argv)
  for (const option of command.options) {
    if (!isConfigurable(option) || isOfOtherScheme(option, auth)) continue
    const entry = configured.get(keyOf(option))
    // The command line overrides a mapping name by name.
    const isMapping = option instanceof LocatedMapOption
    if (entry === undefined || (!isMapping && isGiven(option, argv, env))) continue
    const isLocated = option instanceof LocatedOption
    if (isLocated) warnings.push(...exposedSecrets(entry))
    const value = isLocated
      ? locatedValue(option, entry, env)
      : valueOf(option, entry.value, entry.where, env)
    command.setOptionValueWithSource(option.attributeName(), value, 'config')
  }
  return warnings
}

/** The file of `--config`, which is needed before the command line is parsed. */
function namedFile(argv: readonly string[]): string | undefined {
  const index = argv.findIndex((word) => word === '--config' || word.startsWith('--config='))
  if (index === -1) return undefined
  const [, file] = argv[index]?.split('=') ?? []
  return file ?? argv[index + 1]
}

/** A scheme on the command line overrides the file's scheme with all its options. */
function isOfOtherScheme(option: Option, auth: string | undefined): boolean {
  const scheme = schemeOfOption(option.attributeName())
  return auth !== undefined && scheme !== undefined && scheme !== auth
}

/** The value of an option on the command line. */
function valueGiven(name: string, argv: readonly string[]): string | undefined {
  const index = argv.findLastIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`))
  if (index === -1) return undefined
  const [, value] = argv[index]?.split(/=(.*)/s) ?? []
  return value ?? argv[index + 1]
}

function isGiven(option: Option, argv: readonly string[], env: Context['env']): boolean {
  const flags = [`--${nameOf(option)}`, `--no-${nameOf(option)}`]
  const onCommandLine = argv.some((word) =>
    flags.some((flag) => word === flag || word.startsWith(`${flag}=`)),
  )
  const variable = VARIABLES[`--${keyOf(option)}`]
  const inEnvironment = variable !== undefined && (env[variable] ?? '') !== ''
  return onCommandLine || inEnvironment
}

/** The value as parsed from the command line. */
function valueOf(option: Option, value: unknown, where: string, env: Context['env']): unknown {
  if (option.isBoolean() || option.negate) return value
  if (isList(option)) return [value].flat().map((item) => resolved(item, where, env))
  const text = resolved(value, where, env)
  const { argChoices, parseArg } = option
  if (argChoices?.includes(text) === false) {
    throw invalid(option, where, text, `one of ${argChoices.join(', ')}`)
  }
  try {
    return parseArg === undefined ? text : parseArg(text, undefined)
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error
    throw invalid(option, where, text, error.message)
  }
}

function invalid(option: Option, where: string, found: string, expected: string): HarnessError {
  return new HarnessError('INVALID_CONFIG', `In the configuration, ${keyOf(option)} is invalid.`, {
    where,
    expected,
    found: JSON.stringify(found),
    next: 'correct the file at this line',
  })
}
