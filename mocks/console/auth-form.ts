import { isRecord } from '../../src/core/index.ts'
import type { AuthForm } from './api.ts'

const SCHEMES = ['stub', 'oauth2', 'basic', 'api-key', 'aws-sigv4', 'none'] as const

/** The authentication form of a request; without one, none. */
export function authOf(value: unknown): AuthForm {
  if (!isRecord(value)) return { scheme: 'none' }
  const texts = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  )
  const scheme = SCHEMES.find((known) => known === value.scheme) ?? 'none'
  return { ...Object.fromEntries(texts), scheme }
}
