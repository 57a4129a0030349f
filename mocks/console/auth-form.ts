import { fieldsOf, SCHEME_NAMES, type SchemeName, schemeNamed } from '../../src/auth/index.ts'
import { defined, HarnessError, isRecord } from '../../src/core/index.ts'
import type { AuthForm, SchemeForm } from './api.ts'

/** The forms of all schemes; their fields have the names of the command line's options. */
export const SCHEME_FORMS: readonly SchemeForm[] = SCHEME_NAMES.map((name) => schemeForm(name))

function schemeForm(name: SchemeName): SchemeForm {
  const scheme = schemeNamed(name)
  return {
    name,
    label: scheme.label,
    fields: fieldsOf(scheme).map(({ name: option, field }) => ({
      name: option,
      label: field.label,
      isSecret: field.isSecret === true,
      isOptional: field.isOptional === true || field.fallback !== undefined,
      example: field.example ?? '',
      ...defined({ choices: field.choices }),
    })),
  }
}

const CHOICES = ['stub', ...SCHEME_NAMES] as const

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
  const scheme = CHOICES.find((known) => known === wanted)
  if (scheme === undefined) {
    throw new HarnessError('INVALID_OPTION', 'Unknown authentication scheme.', {
      expected: `one of ${CHOICES.join(', ')}`,
      found: JSON.stringify(wanted),
    })
  }
  return { ...Object.fromEntries(texts), scheme }
}
