import { Secret } from './secret.ts'

/** Names of headers and parameters whose values are credentials. */
const SECRET_NAMES =
  /^(?:authorization|proxy-authorization|cookie|set-cookie|key|code|sig|sas|auth|jwt|pass|pwd)$|(?:api|access|account|function|functions|host|master|private|secret|shared|subscription)[-_]?key|token|secret|password|passwd|signature|credential/i

/** Whether a header or parameter of this name holds credentials. */
export function isSecretName(name: string): boolean {
  return SECRET_NAMES.test(name)
}

/** A long value of letters and digits is more likely a key than a name. */
function isLikeKey(value: string): boolean {
  return (
    /^eyJ[\w-]+\./.test(value) ||
    (/^[\w\-~+=%]{20,}$/.test(value) && /\d/.test(value) && /[a-z]/i.test(value))
  )
}

const PARAMETER = /([?&])([^=&#]*)=([^&#]*)/g

/**
 * A URL, or the path and query of one, without the values of the parameters that hold credentials.
 * @param shown what takes the place of a value
 */
export function withoutSecretParameters(url: string, shown: (name: string) => string): string {
  const queryAt = url.indexOf('?')
  if (queryAt === -1) return url
  const query = url
    .slice(queryAt)
    .replaceAll(PARAMETER, (all, mark: string, name: string, value: string) =>
      isSecretParameter(name, value) ? `${mark}${name}=${shown(name)}` : all,
    )
  return `${url.slice(0, queryAt)}${query}`
}

/** A URL as reports and terminals show it: secret values of its query are `$DROPSHIP_QUERY_…`. */
export function shownUrl(url: string): string {
  return withoutSecretParameters(url, placeholderOf)
}

/** The secret values in a URL's query, for whoever takes them out of texts that others wrote. */
export function secretsInUrl(url: string): readonly Secret[] {
  const queryAt = url.indexOf('?')
  if (queryAt === -1) return []
  return [...url.slice(queryAt).matchAll(PARAMETER)].flatMap(([, , name = '', value = '']) =>
    isSecretParameter(name, value) ? [new Secret(value, placeholderOf(name))] : [],
  )
}

function isSecretParameter(name: string, value: string): boolean {
  // A placeholder is not a secret.
  if (value === '' || value.startsWith('$')) return false
  return isSecretName(name) || isLikeKey(value)
}

function placeholderOf(name: string): string {
  return `$DROPSHIP_QUERY_${name.toUpperCase().replaceAll(/[^A-Z]+/g, '_')}`
}
