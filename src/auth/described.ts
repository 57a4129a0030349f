import { type AnyScheme, SCHEMES, type SecurityScheme } from './schemes/index.ts'

/** A bearer token: what most security schemes of OpenAPI ask for. */
const BEARER = ['Authorization', 'Bearer any'] as const

/**
 * A header with credentials for mocks that only look whether there are any.
 * @param described a security scheme of OpenAPI
 */
export function placeholderHeader(described: SecurityScheme): readonly [string, string] {
  const scheme = SCHEMES.find((each) => isDescribedBy(each, described))
  return scheme?.placeholder?.(described) ?? BEARER
}

/** Whether a security scheme of OpenAPI is the one that describes a scheme. */
export function isDescribedBy({ openApi }: AnyScheme, described: SecurityScheme): boolean {
  if (openApi === undefined) return false
  return Object.entries(openApi).every(
    ([keyword, value]) => String(described[keyword]).toLowerCase() === String(value).toLowerCase(),
  )
}
