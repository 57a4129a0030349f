import { type Command, Option } from 'commander'
import {
  fieldsOf,
  mixed,
  type NamedField,
  SCHEME_NAMES,
  type SchemeName,
  SCHEMES,
} from '../../auth/index.ts'
import { HarnessError } from '../../core/index.ts'

type Options = Readonly<Record<string, unknown>>

/** A field with its scheme. */
export interface SchemeOption extends NamedField {
  readonly scheme: string
}

/** Every field of every scheme. */
export const SCHEME_OPTIONS: readonly SchemeOption[] = SCHEMES.flatMap((scheme) =>
  fieldsOf(scheme).map((field) => ({ ...field, scheme: scheme.name })),
)

/** Those that the command line has an option for. */
export const FLAGS: readonly SchemeOption[] = SCHEME_OPTIONS.filter(
  ({ field }) => field.isFlag !== false,
)

/** The heading in `--help` of the options of every scheme. */
export const SCHEME_GROUP = 'Authentication:'

/** Adds `--auth`. @param description what it says in `--help` */
export function addSchemeOption(command: Command, description: string): Command {
  return command.addOption(new Option('--auth <scheme>', description).choices(SCHEME_NAMES))
}

/** The scheme that an option belongs to; `undefined` for one of every scheme. @param name as in `tokenUrl` */
export function schemeOfOption(name: string): string | undefined {
  return SCHEME_OPTIONS.find((option) => option.name === name)?.scheme
}

/**
 * The scheme of `--auth`, or of the options that belong to one scheme. Options of another scheme are rejected, because
 * they would be ignored.
 * @throws HarnessError MISSING_OPTION, INVALID_OPTION
 */
export function chosenScheme(options: Options, otherwise: SchemeName): SchemeName {
  const given = SCHEME_OPTIONS.filter(({ name }) => isGiven(options[name]))
  const first = given[0]?.scheme ?? otherwise
  const chosen = options.auth === undefined ? undefined : readScheme(options.auth)
  const foreign = given.filter(({ scheme }) => scheme !== (chosen ?? first))
  const other = foreign[0]?.scheme
  if (other === undefined) return chosen ?? readScheme(first)
  const flags = foreign.filter(({ scheme }) => scheme === other).map(({ flag }) => flag)
  if (chosen !== undefined) throw mixed(chosen, other, flags)
  throw new HarnessError(
    'MISSING_OPTION',
    'The options belong to several authentication schemes.',
    {
      expected: `--auth with one of ${SCHEME_NAMES.join(', ')}, and only its options`,
      found: given.map(({ flag }) => flag).join(' and '),
      next: `omit the options that do not belong to --auth ${first}`,
    },
  )
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
}

function readScheme(value: unknown): SchemeName {
  return oneOf(SCHEME_NAMES, value, '--auth')
}

/** @throws HarnessError INVALID_OPTION */
export function oneOf<T extends string>(choices: readonly T[], value: unknown, flag: string): T {
  const choice = choices.find((known) => known === value)
  if (choice !== undefined) return choice
  throw new HarnessError('INVALID_OPTION', `Invalid value for ${flag}.`, {
    expected: `one of ${choices.join(', ')}`,
    found: JSON.stringify(value),
    where: flag,
  })
}
