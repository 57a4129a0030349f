import { HarnessError } from '../core/index.ts'
import type { Credentials } from './credentials.ts'

/** Every way to authenticate; `none` last. */
export const SCHEMES = ['oauth2', 'basic', 'api-key', 'aws-sigv4', 'none'] as const

type Scheme = Credentials['scheme']

/** What belongs to one scheme alone, by the name of the property. */
const PROPERTIES: Readonly<Record<Scheme, readonly string[]>> = {
  oauth2: ['tokenUrl', 'clientId', 'clientSecret', 'tokenAuth', 'scope', 'parameters'],
  basic: ['username', 'password'],
  'api-key': ['header', 'key'],
  'aws-sigv4': ['region', 'service', 'accessKeyId', 'secretAccessKey', 'sessionToken'],
  none: [],
}

/**
 * Credentials say one thing: what belongs to another scheme would be dropped in silence.
 * @throws HarnessError INVALID_OPTION
 */
export function assertOneScheme(credentials: Credentials): void {
  for (const scheme of SCHEMES) {
    if (scheme === credentials.scheme) continue
    const foreign = PROPERTIES[scheme].filter(
      (name) => Object.entries(credentials).find(([key]) => key === name)?.[1] !== undefined,
    )
    if (foreign.length > 0) throw mixed(credentials.scheme, scheme, foreign)
  }
}

/** @param names options or properties of the other scheme */
export function mixed(scheme: Scheme, other: Scheme, names: readonly string[]): HarnessError {
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
