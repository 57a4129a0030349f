import { HarnessError, Secret } from '../core/index.ts'
import {
  type AnyScheme,
  type Credentials,
  type ExpectedCredentials,
  type Field,
  type SchemeName,
  SCHEMES,
  schemeNamed,
} from './schemes/index.ts'

/** A field with the names that it has in different places. */
export interface NamedField {
  readonly field: Field
  /** Of the credentials: `parameters`. */
  readonly property: string
  /** Of its option, of its field in the console and of its entry in the configuration: `tokenUrl`. */
  readonly name: string
  /** `--token-url`; for a field without an option, its label in a sentence. */
  readonly flag: string
  /** Within the name of an environment variable: `TOKEN_URL`. */
  readonly words: string
}

/** The fields of a scheme. */
export function fieldsOf({ fields }: AnyScheme): readonly NamedField[] {
  return Object.entries(fields).map(([property, field]) => {
    const name = field.option ?? property
    const words = name.split(/(?=[A-Z])/).map((word) => word.toLowerCase())
    const flag =
      field.isFlag === false ? `the ${field.label.toLowerCase()}` : `--${words.join('-')}`
    return { field, property, name, flag, words: words.join('_').toUpperCase() }
  })
}

/**
 * Credentials from the values of their fields.
 * @param valueOf gives what the field's property holds; `undefined` leaves an optional one out
 */
export function credentialsFrom(
  scheme: SchemeName,
  valueOf: (field: NamedField) => unknown,
): Credentials {
  return { scheme, ...valuesOf(scheme, () => true, valueOf) } as Credentials
}

/** What an endpoint expects, from the values of the fields that it knows. */
export function expectedFrom(
  scheme: SchemeName,
  valueOf: (field: NamedField) => unknown,
): ExpectedCredentials {
  const isKnown = ({ field }: NamedField): boolean => field.expected !== undefined
  return { scheme, ...valuesOf(scheme, isKnown, valueOf) } as ExpectedCredentials
}

function valuesOf(
  scheme: SchemeName,
  isWanted: (field: NamedField) => boolean,
  valueOf: (field: NamedField) => unknown,
): Readonly<Record<string, unknown>> {
  const values = fieldsOf(schemeNamed(scheme))
    .filter(isWanted)
    .map((field) => [field.property, valueOf(field)] as const)
  return Object.fromEntries(values.filter(([, value]) => value !== undefined))
}

/** Everything secret in credentials. */
export function secretsOf(credentials: Credentials | ExpectedCredentials): readonly Secret[] {
  return Object.values(credentials).filter((value) => value instanceof Secret)
}

/**
 * Credentials say one thing: what belongs to another scheme would be dropped in silence.
 * @throws HarnessError INVALID_OPTION
 */
export function assertOneScheme(credentials: Credentials): void {
  const given = new Map<string, unknown>(Object.entries(credentials))
  for (const { name, fields } of SCHEMES) {
    if (name === credentials.scheme) continue
    const own = schemeNamed(credentials.scheme).fields
    const foreign = Object.keys(fields).filter(
      (property) => given.get(property) !== undefined && own[property] === undefined,
    )
    if (foreign.length > 0) throw mixed(credentials.scheme, name, foreign)
  }
}

/** @param names options or properties of the other scheme */
export function mixed(scheme: string, other: string, names: readonly string[]): HarnessError {
  const [them, belong] = names.length === 1 ? ['it', 'belongs'] : ['them', 'belong']
  return new HarnessError(
    'INVALID_OPTION',
    `${names.join(' and ')} ${belong} to ${other}, and the scheme is ${scheme}.`,
    {
      where: names[0] ?? '',
      expected: `options of ${scheme} alone`,
      next: `leave ${them} out, or choose ${other}; what goes with every message besides is --request-header`,
    },
  )
}
