import { HarnessError } from '../core/index.ts'

/** Parameters of a token request beyond RFC 6749 §4.4.2, such as `audience`; a list is sent as several. */
export type TokenParameters = Readonly<Record<string, string | readonly string[]>>

/** Parameters that every token request has. */
const OWN: Readonly<Record<string, string>> = {
  grant_type: 'it is client_credentials',
  client_id: 'give --client-id',
  client_secret: 'give $DROPSHIP_CLIENT_SECRET',
}

/** @throws HarnessError INVALID_OPTION for a parameter that the token request has already */
export function assertTokenParameters(
  parameters: TokenParameters,
  scope: string | undefined,
): void {
  for (const name of Object.keys(parameters)) {
    const own = Object.hasOwn(OWN, name) ? OWN[name] : undefined
    const isTwice = name === 'scope' && scope !== undefined
    if (name !== '' && own === undefined && !isTwice) continue
    throw new HarnessError(
      'INVALID_OPTION',
      name === ''
        ? 'A token parameter has no name.'
        : `The token parameter ${name} is in the token request already.`,
      {
        expected: 'another parameter, as audience=https://api.client.example',
        where: '--token-param',
        next: own ?? 'leave it out',
      },
    )
  }
}

/** Names and values in turn, a pair for each value. */
export function parameterPairs(parameters: TokenParameters): [name: string, value: string][] {
  return Object.entries(parameters).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, each]),
  )
}

/**
 * Reads `name=value`, one a text; a name that comes several times has a list.
 * @throws HarnessError INVALID_OPTION
 */
export function parseTokenParameters(texts: readonly string[]): TokenParameters {
  const values = new Map<string, string[]>()
  for (const text of texts) {
    const at = text.indexOf('=')
    if (at < 1) {
      throw new HarnessError('INVALID_OPTION', '--token-param is not of the form name=value.', {
        expected: 'for example audience=https://api.client.example',
        where: '--token-param',
      })
    }
    const name = text.slice(0, at).trim()
    values.set(name, [...(values.get(name) ?? []), text.slice(at + 1)])
  }
  return Object.fromEntries(
    [...values].map(([name, all]) => [name, all.length === 1 ? (all[0] ?? '') : all]),
  )
}
