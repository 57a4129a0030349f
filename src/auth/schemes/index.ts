import { HarnessError } from '../../core/index.ts'
import { apiKey } from './api-key.ts'
import { awsSigV4 } from './aws-sigv4.ts'
import { basic } from './basic.ts'
import { none } from './none.ts'
import { oauth2 } from './oauth2.ts'
import type { AnyScheme, Scheme } from './scheme.ts'

export type { OAuth2Credentials } from './oauth2.ts'
export type { AnyScheme, Field, SecurityScheme } from './scheme.ts'

/** Every way to authenticate; `none` last. A new one is its file and its row here. */
const DEFINITIONS = [oauth2, basic, apiKey, awsSigV4, none] as const

type SenderOf<S> = S extends Scheme<infer C, infer _E> ? C : never
type EndpointOf<S> = S extends Scheme<infer _C, infer E> ? E : never

/**
 * What the sender identifies itself with at a client's endpoint: one of the mechanisms publicly documented for these
 * webhooks, or nothing.
 */
export type Credentials = SenderOf<(typeof DEFINITIONS)[number]>

/** What an endpoint expects the sender to identify itself with: what it knows of the sender's credentials. */
export type ExpectedCredentials = EndpointOf<(typeof DEFINITIONS)[number]>

export type SchemeName = Credentials['scheme']

export const SCHEMES: readonly AnyScheme[] = DEFINITIONS

export const SCHEME_NAMES: readonly SchemeName[] = DEFINITIONS.map(({ name }) => name)

const BY_NAME: ReadonlyMap<string, AnyScheme> = new Map(SCHEMES.map((each) => [each.name, each]))

/**
 * The definition of a scheme.
 * @throws HarnessError INVALID_OPTION
 */
export function schemeNamed(name: SchemeName): AnyScheme {
  const found = BY_NAME.get(name)
  if (found !== undefined) return found
  throw new HarnessError('INVALID_OPTION', 'Unknown authentication scheme.', {
    expected: `one of ${SCHEME_NAMES.join(', ')}`,
    found: JSON.stringify(name),
  })
}
