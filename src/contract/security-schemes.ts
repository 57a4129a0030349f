import { isRecord } from '../core/index.ts'
import { dereferenced, items, property } from './children.ts'
import type { LocatedValue, OpenApiDocument } from './document.ts'

/**
 * The security schemes that operations ask for and that the harness cannot go through, each as a sentence that says what
 * is done instead.
 *
 * @param operations those that are sent and judged; their own security replaces the document's
 */
export function outOfReachSchemes(
  document: OpenApiDocument,
  operations: readonly LocatedValue[],
): readonly string[] {
  const names = operations.flatMap((operation) =>
    items(property(operation, 'security') ?? property(document.root, 'security')).flatMap(
      ({ value }) => (isRecord(value) ? Object.keys(value) : []),
    ),
  )
  return [...new Set(names)].flatMap((name) => {
    const at = securityScheme(document, name)
    const reason = at === undefined ? undefined : whyOutOfReach(at.value)
    if (at === undefined || reason === undefined) return []
    const where = `${at.source.file}:${document.positionOf(at).line}`
    return [`The security scheme ${name} (${where}) is out of reach: ${reason}.`]
  })
}

/** A security scheme by its name, references followed. */
export function securityScheme(document: OpenApiDocument, name: string): LocatedValue | undefined {
  const components = property(document.root, 'components')
  const schemes = components && property(components, 'securitySchemes')
  const at = schemes && property(schemes, name)
  return at && dereferenced(document, at)
}

const NO_CHECK = 'no check asks whether it is required'

/** What is said of HTTP Basic, bearer tokens, keys in headers and client credentials: nothing, they are sent and tested. */
function whyOutOfReach(scheme: unknown): string | undefined {
  if (!isRecord(scheme)) return undefined
  switch (scheme.type) {
    case 'mutualTLS':
      return `the client certificate of --cert is presented, and ${NO_CHECK}`
    case 'openIdConnect':
      return 'its discovery document is not read; tokens are those of client credentials, from the URL of --token-url'
    case 'apiKey':
      return whyNoKey(scheme.in)
    case 'http': {
      const name = String(scheme.scheme)
      if (['basic', 'bearer'].includes(name.toLowerCase())) return undefined
      return `HTTP ${name} cannot be sent; the credentials of --auth are sent and tested instead`
    }
    case 'oauth2': {
      const flows = isRecord(scheme.flows) ? Object.keys(scheme.flows) : []
      if (flows.length === 0 || flows.includes('clientCredentials')) return undefined
      return `it needs a person to log in (${flows.join(', ')}); tokens of client credentials are sent and tested instead, or one of yours: --auth api-key --header Authorization`
    }
    default:
      return undefined
  }
}

function whyNoKey(place: unknown): string | undefined {
  switch (place) {
    case 'query':
      return `its key goes into the URL that you give, and ${NO_CHECK}`
    case 'cookie':
      return `its key is sent where --request-header 'Cookie: …' gives it, and ${NO_CHECK}`
    default:
      return undefined
  }
}
