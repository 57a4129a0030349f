import { HarnessError, isRecord } from '../../src/core/index.ts'
import type { AuthForm } from './api.ts'

const SCHEMES = ['stub', 'oauth2', 'basic', 'api-key', 'aws-sigv4', 'none'] as const

/**
 * The authentication form of a request; without one, none.
 * @throws HarnessError INVALID_OPTION
 */
export function authOf(value: unknown): AuthForm {
  if (!isRecord(value)) return { scheme: 'none' }
  const texts = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  )
  const { scheme: wanted = 'none' } = value
  const scheme = SCHEMES.find((known) => known === wanted)
  if (scheme === undefined) {
    throw new HarnessError('INVALID_OPTION', 'Unknown authentication scheme.', {
      expected: `one of ${SCHEMES.join(', ')}`,
      found: JSON.stringify(wanted),
    })
  }
  return { ...Object.fromEntries(texts), scheme }
}
