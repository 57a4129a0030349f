import type { Secret } from '../../core/index.ts'
import type { AuthenticationCheck, CheckContext } from '../checking.ts'
import type { SchemeSigner, SigningContext } from '../signing.ts'

/**
 * One property of credentials: what it is called and where it comes from. Options, configuration, stub, examination,
 * console and documentation derive from it.
 */
export interface Field {
  /** The name of its option and of its field in the console's form; default: the property's name. */
  readonly option?: string
  /** In the console, and in sentences. */
  readonly label: string
  /** The word in place of its value in `--help`. */
  readonly placeholder: string
  /** What `--help` says of it; default: its variable, else its example. */
  readonly help?: string
  readonly example?: string
  /** The environment variable that is read where the option is not given. */
  readonly variable?: string
  /** Without an option on the command line, only its variable is read. */
  readonly isFlag?: false
  readonly isSecret?: true
  readonly isOptional?: true
  /** What it may be, with the value of those who do not say. */
  readonly choices?: readonly string[]
  readonly fallback?: string
  /** @throws HarnessError for a text that is not a value. @param where the option */
  readonly parse?: (text: string, where: string) => string
  /** Reads a field that may be given several times. */
  readonly parseAll?: (texts: readonly string[]) => unknown
  /** What an endpoint of ours expects; absent where an endpoint does not know it. */
  readonly expected?: ExpectedField
}

export interface ExpectedField {
  /** What `--help` of the stub says of it; default as for senders. */
  readonly help?: string
  /** What the stub expects by default; a secret's default is the same for every scheme. */
  readonly usual?: string
  /** What an examination of a sender expects; a secret is random. */
  readonly exam?: string
}

/** The least that credentials have. */
export interface Identified {
  readonly scheme: string
}

/** A security scheme of OpenAPI by its keywords: `{ type: 'http', scheme: 'basic' }`. */
export type SecurityScheme = Readonly<Record<string, unknown>>

interface Definition<C extends Identified, E extends Identified> {
  /** The value of `--auth`. */
  readonly name: C['scheme']
  /** In the console. */
  readonly label: string
  /** The name before the credentials in `Authorization`, which endpoints compare without regard to case. */
  readonly authorizationName?: string
  /** The keywords of OpenAPI's security schemes that describe it; absent where none does. */
  readonly openApi?: SecurityScheme
  /** A header for mocks that only look whether credentials are there. */
  placeholder?(described: SecurityScheme): readonly [name: string, value: string]
  /** The header that carries the credentials, in lower case; `undefined` where there are none. */
  header(expected: E): string | undefined
  /** The names of further headers that it sets, in lower case. */
  readonly alsoSets?: RegExp
  /** @throws HarnessError for credentials that no request can carry */
  assertSendable?(credentials: C): void
  /** @throws HarnessError for credentials that no request can carry */
  assertExpectable?(expected: E): void
  /** Assumes what {@link assertSendable} asserts. */
  sign(credentials: C, context: SigningContext): SchemeSigner
  check(expected: E, context: CheckContext): AuthenticationCheck | Promise<AuthenticationCheck>
  /** The `WWW-Authenticate` of a 401 for credentials that are no longer valid. */
  challenge(expected: E): string
}

type IsOptional<C, P extends keyof C> = Partial<Pick<C, P>> extends Pick<C, P> ? true : false

/** What the compiler demands of the field of a property, by the property's type. */
type Fitting<T, Optional> = (Optional extends true
  ? { readonly isOptional: true }
  : { readonly isOptional?: never }) &
  ([T] extends [Secret]
    ? { readonly isSecret: true; readonly variable: string }
    : { readonly isSecret?: never } & (string extends T
        ? unknown
        : [T] extends [string]
          ? { readonly choices: readonly T[]; readonly fallback: T }
          : { readonly parseAll: (texts: readonly string[]) => T }))

/** What the compiler demands where an endpoint knows the property. */
type AtEndpoint<T, Optional> = Optional extends true
  ? unknown
  : [T] extends [Secret]
    ? { readonly expected: Pick<ExpectedField, 'help'> }
    : { readonly expected: ExpectedField & Required<Pick<ExpectedField, 'usual' | 'exam'>> }

/** A field for each property of the credentials. */
type FieldsOf<C, E> = {
  readonly [P in Exclude<keyof C, 'scheme'>]-?: Field &
    Fitting<NonNullable<C[P]>, IsOptional<C, P>> &
    (P extends keyof E
      ? AtEndpoint<NonNullable<C[P]>, IsOptional<C, P>>
      : { readonly expected?: never })
}

/**
 * Everything about one way to authenticate.
 * @typeParam C what a sender authenticates with
 * @typeParam E what an endpoint expects: the properties of C that it knows
 */
export interface Scheme<C extends Identified, E extends Identified = C> extends Definition<C, E> {
  readonly fields: FieldsOf<C, E>
}

/** A scheme whose credentials are not known to the compiler. */
export interface AnyScheme extends Definition<Identified, Identified> {
  readonly fields: Readonly<Record<string, Field>>
}
