import { existsSync } from 'node:fs'
import { type Command, type Option, InvalidArgumentError } from 'commander'
import { HarnessError, isRecord, Secret } from '../../core/index.ts'
import type { Context } from '../context.ts'
import {
  type Located,
  LocatedListOption,
  LocatedMapOption,
  LocatedOption,
  type Named,
} from '../options/located.ts'
import type { ConfiguredEntry } from './read.ts'
import { isConfigurable, isList, keyOf, nameOf } from './schema.ts'

/** Looked for in the working directory when no other is named. */
export const CONFIG_FILE = 'dropship.config.yaml'

/** Options that the environment gives too; it wins over the file. */
const VARIABLES: Readonly<Record<string, string>> = {
  'client-id': 'DROPSHIP_CLIENT_ID',
  'client-secret': 'DROPSHIP_CLIENT_SECRET',
  'other-client-secret': 'DROPSHIP_OTHER_CLIENT_SECRET',
  username: 'DROPSHIP_USERNAME',
  password: 'DROPSHIP_PASSWORD',
  'api-key': 'DROPSHIP_API_KEY',
}

/**
 * Gives a command the options that stand in the configuration file, before its command line is parsed: what stands on
 * the command line wins, then the environment, then the file, then the default.
 *
 * @throws HarnessError INVALID_CONFIG, or MISSING_SECRET for a variable that is not set
 */
export async function applyConfig(
  command: Command,
  name: string,
  argv: readonly string[],
  env: Context['env'],
): Promise<void> {
  const file = namedFile(argv)
  if (file === undefined && !existsSync(CONFIG_FILE)) return
  const { readConfig } = await import('./read.ts')
  const mappings = command.options.filter((option) => option instanceof LocatedMapOption)
  const configured = await readConfig(file ?? CONFIG_FILE, name, new Set(mappings.map(keyOf)))
  for (const option of command.options) {
    if (!isConfigurable(option)) continue
    const entry = configured.get(keyOf(option))
    // What the command line adds to a mapping wins name by name.
    const isMapping = option instanceof LocatedMapOption
    if (entry === undefined || (!isMapping && isGiven(option, argv, env))) continue
    const value =
      option instanceof LocatedOption
        ? locatedValue(option, entry, env)
        : valueOf(option, entry.value, entry.where, env)
    command.setOptionValueWithSource(option.attributeName(), value, 'config')
  }
}

/** The file that `--config` names: it is needed before all else is parsed. */
function namedFile(argv: readonly string[]): string | undefined {
  const index = argv.findIndex((word) => word === '--config' || word.startsWith('--config='))
  if (index === -1) return undefined
  const [, file] = argv[index]?.split('=') ?? []
  return file ?? argv[index + 1]
}

function isGiven(option: Option, argv: readonly string[], env: Context['env']): boolean {
  const flags = [`--${nameOf(option)}`, `--no-${nameOf(option)}`]
  const onCommandLine = argv.some((word) =>
    flags.some((flag) => word === flag || word.startsWith(`${flag}=`)),
  )
  const variable = VARIABLES[keyOf(option)]
  const inEnvironment = variable !== undefined && (env[variable] ?? '') !== ''
  return onCommandLine || inEnvironment
}

/** What an option keeps together with its line. */
function locatedValue(
  option: LocatedOption,
  { value, where, whereWithin }: ConfiguredEntry,
  env: Context['env'],
): Located | readonly Located[] {
  if (option instanceof LocatedMapOption) {
    return Object.entries(isRecord(value) ? value : {}).map(([name, text]): Named => ({
      name,
      ...locatedText(text, whereWithin(name), env),
    }))
  }
  if (option instanceof LocatedListOption) {
    return [value].flat().map((text, index) => locatedText(text, whereWithin(index), env))
  }
  return locatedText(value, where, env)
}

const WHOLE = /^\$(?:(\w+)|\{(\w+)\})$/
const WITHIN = /\$\{(\w+)\}/g

/** `$NAME` stands for a whole text, `${NAME}` also for a part of a URL, where it is percent-encoded. */
function locatedText(value: unknown, where: string, env: Context['env']): Located {
  const text = String(value)
  if (WHOLE.test(text)) {
    return { text: resolved(text, where, env), where, isConfigured: true, secrets: [] }
  }
  const secrets: Secret[] = []
  const filled = text.replaceAll(WITHIN, (_match, name: string) => {
    const part = encodeURIComponent(valueOfVariable(name, where, env))
    secrets.push(new Secret(part, `$${name}`))
    return part
  })
  return { text: filled, where, isConfigured: true, secrets }
}

/** The value as the command line would have given it. */
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
  return new HarnessError('INVALID_CONFIG', `In the configuration, ${keyOf(option)} is wrong.`, {
    where,
    expected,
    found: JSON.stringify(found),
    next: 'correct the file at this line',
  })
}

/** `$NAME` and `${NAME}` stand for what the environment has under that name. */
function resolved(value: unknown, where: string, env: Context['env']): string {
  const text = String(value)
  const found = WHOLE.exec(text)
  const name = found?.[1] ?? found?.[2]
  return name === undefined ? text : valueOfVariable(name, where, env)
}

function valueOfVariable(name: string, where: string, env: Context['env']): string {
  const found = env[name]
  if (found !== undefined && found !== '') return found
  throw new HarnessError('MISSING_SECRET', `The configuration needs $${name}.`, {
    where,
    expected: `$${name} in the environment`,
    found: 'it is not set',
    next: `export ${name}=… before the command`,
  })
}
