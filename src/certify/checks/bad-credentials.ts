import type { Credentials } from '../../auth/index.ts'
import { apiKey, BASIC } from './bad-keys.ts'
import { aws } from './bad-signatures.ts'
import { BEARER } from './bad-tokens.ts'
import type { BadCredentials } from './spoiling.ts'

/**
 * The ways to come with bad credentials that one of several operations is sent: all of them, and of the fine ones those
 * whose turn it is.
 */
export function badCredentials(
  credentials: Credentials,
  turn: { readonly index: number; readonly of: number },
): readonly BadCredentials[] {
  let fine = 0
  return everyWay(credentials).filter(
    ({ isFine }) => isFine !== true || fine++ % turn.of === turn.index % turn.of,
  )
}

/** Every way to come with bad credentials under a scheme; none where there are no credentials. */
function everyWay(credentials: Credentials): readonly BadCredentials[] {
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
