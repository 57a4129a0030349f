import type { Credentials, SchemeName } from '../../auth/index.ts'
import { apiKey, BASIC } from './keys.ts'
import { aws } from './signatures.ts'
import { BEARER } from './tokens.ts'
import type { CredentialMutation } from './credential-mutation.ts'
import { ofTurn, type Turn } from './turn.ts'

/** The wrong credentials that one of several operations is sent: of those for one operation only, its share. */
export function credentialMutations(
  credentials: Credentials,
  turn: Turn,
): readonly CredentialMutation[] {
  return ofTurn(everyMutation(credentials), turn, ({ onOneOperation }) => onOneOperation === true)
}

/** Credentials of the correct form that nobody knows; `undefined` where there are no credentials. */
export function unknownCredentials(credentials: Credentials): CredentialMutation | undefined {
  const { unknown } = MUTATIONS[credentials.scheme]
  return everyMutation(credentials).find(({ name }) => name === unknown)
}

interface SchemeMutations<C extends Credentials> {
  /** Which of them have the correct form, and are credentials that nobody knows. */
  readonly unknown?: string
  /** Every way to send invalid credentials; none where there are no credentials. */
  of(credentials: C): readonly CredentialMutation[]
}

/** What an endpoint of each scheme is tested with. */
const MUTATIONS: {
  readonly [S in SchemeName]: SchemeMutations<Extract<Credentials, { scheme: S }>>
} = {
  oauth2: { unknown: 'unknown-token', of: () => BEARER },
  basic: { unknown: 'wrong-password', of: () => BASIC },
  'api-key': { unknown: 'unknown-key', of: ({ header }) => apiKey(header) },
  'aws-sigv4': { unknown: 'wrong-secret', of: aws },
  none: { of: () => [] },
}

function everyMutation(credentials: Credentials): readonly CredentialMutation[] {
  const mutations: SchemeMutations<Credentials> = MUTATIONS[credentials.scheme]
  return mutations.of(credentials)
}
