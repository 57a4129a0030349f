import type { Credentials } from '../../auth/index.ts'
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

/** Of each scheme the credentials that have the correct form and are not known. */
const UNKNOWN: ReadonlySet<string> = new Set([
  'unknown-token',
  'wrong-password',
  'unknown-key',
  'wrong-secret',
])

/** Credentials of the correct form that nobody knows; `undefined` where there are no credentials. */
export function unknownCredentials(credentials: Credentials): CredentialMutation | undefined {
  return everyMutation(credentials).find(({ name }) => UNKNOWN.has(name))
}

/** Every way to send invalid credentials under a scheme; none where there are no credentials. */
function everyMutation(credentials: Credentials): readonly CredentialMutation[] {
  switch (credentials.scheme) {
    case 'oauth2':
      return BEARER
    case 'basic':
      return BASIC
    case 'api-key':
      return apiKey(credentials.header)
    case 'aws-sigv4':
      return aws(credentials)
    case 'none':
      return []
  }
}
