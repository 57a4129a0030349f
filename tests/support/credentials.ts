import { type Credentials, credentialsFrom, type SchemeName } from '../../src/auth/index.ts'
import { Secret } from '../../src/core/index.ts'

/** Credentials of a scheme, as its fields give examples. @param secret the value of every secret */
export function exampleCredentials(scheme: SchemeName, secret = 'Secret-1'): Credentials {
  return credentialsFrom(scheme, ({ field, words }) => {
    const { isSecret, isOptional, expected, example, fallback } = field
    if (isSecret === true) return new Secret(secret, `$${words}`)
    return isOptional === true ? undefined : (expected?.exam ?? fallback ?? example)
  })
}
