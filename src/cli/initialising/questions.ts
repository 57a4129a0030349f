import { SCHEMES } from '../../auth/index.ts'

/** Asks one question and returns the answer; an empty answer means the default. */
export type Ask = (question: string) => Promise<string>

/** The options that every scheme but `none` needs, each with its question. */
export const SCHEME_QUESTIONS: Readonly<
  Record<(typeof SCHEMES)[number], readonly (readonly [option: string, question: string])[]>
> = {
  oauth2: [
    ['token-url', 'URL of the token service'],
    ['client-id', 'Client ID'],
  ],
  basic: [['username', 'User name']],
  'api-key': [['header', 'Header that carries the key (X-Api-Key)']],
  'aws-sigv4': [
    ['region', 'AWS region'],
    ['service', 'AWS service (execute-api)'],
  ],
  none: [],
}

/** Where an empty answer has a meaning of its own. */
const DEFAULTS: Readonly<Record<string, string>> = { header: 'X-Api-Key', service: 'execute-api' }

/** The answers by the long names of their options; what was left empty is absent. */
export async function askAll(ask: Ask): Promise<ReadonlyMap<string, string>> {
  const answers = new Map<string, string>()
  const one = async (option: string, question: string): Promise<void> => {
    const answer = (await ask(`${question}: `)).trim()
    const value = answer === '' ? DEFAULTS[option] : answer
    if (value !== undefined) answers.set(option, value)
  }
  await one('partner', 'Partner, for reports (empty: none)')
  await one('environment', 'Environment, for example staging (empty: none)')
  await one('url', 'Base URL of the webhooks')
  await one('auth', `Authentication: ${SCHEMES.join(', ')} (none)`)
  const scheme = SCHEMES.find((known) => known === (answers.get('auth') ?? 'none'))
  if (scheme === undefined) return answers
  for (const [option, question] of SCHEME_QUESTIONS[scheme]) await one(option, question)
  return answers
}
