import {
  type ExpectedCredentials,
  expectedFrom,
  fieldsOf,
  type SchemeName,
  schemeNamed,
} from '../auth/index.ts'
import { Secret } from '../core/index.ts'

const PREFIX = 'DROPSHIP_EXAM_'

/** How a sender is told what to authenticate with: environment variables by their names. */
export function credentialVariables(
  expected: ExpectedCredentials,
  tokenUrl: string,
): Record<string, string> {
  const given = new Map<string, unknown>(Object.entries({ tokenUrl, ...expected }))
  const values = fieldsOf(schemeNamed(expected.scheme)).flatMap(({ property, words }) => {
    const value = given.get(property)
    const text = value instanceof Secret ? value.expose() : value
    return typeof text === 'string' ? [[`${PREFIX}${words}`, text] as const] : []
  })
  return { [`${PREFIX}AUTH`]: expected.scheme, ...Object.fromEntries(values) }
}

/** The names of {@link credentialVariables}. */
export function credentialVariableNames(scheme: SchemeName): readonly string[] {
  const named = examCredentials(scheme, () => '')
  return Object.keys(credentialVariables(named, '')).filter((name) => name !== `${PREFIX}AUTH`)
}

/**
 * Credentials of a scheme for one examination.
 * @param createText gives unguessable text
 */
export function examCredentials(scheme: SchemeName, createText: () => string): ExpectedCredentials {
  return expectedFrom(scheme, ({ field, words }) =>
    field.isSecret === true ? new Secret(createText(), `$${PREFIX}${words}`) : field.expected?.exam,
  )
}
