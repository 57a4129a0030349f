import { SCHEME_NAMES, type SchemeName } from '../../auth/index.ts'
import { FLAGS, type SchemeOption } from '../options/scheme-options.ts'

/** Asks one question and returns the reply; an empty reply means the default. */
export type AskPerson = (question: string) => Promise<string>

/** The options that a scheme needs and that are not secret. */
export function neededOptions(scheme: SchemeName): readonly SchemeOption[] {
  return FLAGS.filter(({ scheme: own, field }) => own === scheme && isNeeded(field))
}

/** The same of every scheme. */
export const NEEDED_OPTIONS: readonly SchemeOption[] = SCHEME_NAMES.flatMap(neededOptions)

function isNeeded({ isSecret, isOptional, fallback, choices }: SchemeOption['field']): boolean {
  return isSecret !== true && isOptional !== true && fallback === undefined && choices === undefined
}

/** The replies by the names of their options, as in `tokenUrl`; what was left empty is absent. */
export async function askAll(ask: AskPerson): Promise<Readonly<Record<string, string>>> {
  const replies: Record<string, string> = {}
  const one = async (option: string, question: string): Promise<void> => {
    const reply = (await ask(`${question}: `)).trim()
    if (reply !== '') replies[option] = reply
  }
  await one('partner', 'Partner, for reports (empty: none)')
  await one('environment', 'Environment, for example staging (empty: none)')
  await one('url', 'Base URL of the webhooks')
  await one('auth', `Authentication: ${SCHEME_NAMES.join(', ')} (none)`)
  const scheme = SCHEME_NAMES.find((known) => known === replies.auth)
  for (const { name, field } of scheme === undefined ? [] : neededOptions(scheme)) {
    await one(
      name,
      field.example === undefined ? field.label : `${field.label}, for example ${field.example}`,
    )
  }
  return replies
}
