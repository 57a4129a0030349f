import { isRecord } from '../core/index.ts'
import type { LocatedValue, OpenApiDocument } from './document.ts'
import { dereferenced, items, property } from './children.ts'
import { securityScheme } from './security-schemes.ts'

/** A part of a request besides its body. A header's name is in lower case. */
export interface RequestPart {
  readonly in: 'query' | 'header' | 'cookie'
  readonly name: string
}

/** What an operation asks of a request besides its path and body. */
export interface Envelope {
  /** Every required parameter. */
  readonly parameters: readonly RequestPart[]
  /** Alternatives, each with all the parts that carry its credentials; empty where no authentication is required. */
  readonly credentials: readonly (readonly RequestPart[])[]
}

/**
 * @param pathItem where the operation is, which may have parameters for all of its operations
 * @throws HarnessError CONTRACT_BROKEN for a reference that leads nowhere
 */
export function envelopeOf(
  document: OpenApiDocument,
  pathItem: LocatedValue,
  operation: LocatedValue,
): Envelope {
  return {
    parameters: [pathItem, operation]
      .flatMap((owner) => items(property(owner, 'parameters')))
      .flatMap((at) => requiredPart(dereferenced(document, at).value)),
    credentials: credentialsOf(document, operation),
  }
}

/** OpenAPI describes these three headers elsewhere, and ignores parameters of their names. */
export const NO_PARAMETERS = new Set(['accept', 'content-type', 'authorization'])

function requiredPart(parameter: unknown): RequestPart[] {
  if (!isRecord(parameter) || parameter.required !== true) return []
  const part = partAt(parameter.in, parameter.name)
  return part === undefined || (part.in === 'header' && NO_PARAMETERS.has(part.name)) ? [] : [part]
}

function partAt(where: unknown, name: unknown): RequestPart | undefined {
  switch (where) {
    case 'header':
      return { in: where, name: String(name).toLowerCase() }
    case 'query':
    case 'cookie':
      return { in: where, name: String(name) }
    default:
      return undefined
  }
}

/** An operation's own security replaces the document's; an empty requirement makes all others optional. */
function credentialsOf(
  document: OpenApiDocument,
  operation: LocatedValue,
): Envelope['credentials'] {
  const requirements = items(property(operation, 'security') ?? property(document.root, 'security'))
  const alternatives = requirements.map(({ value }) =>
    (isRecord(value) ? Object.keys(value) : []).flatMap((name) => schemePart(document, name)),
  )
  return alternatives.some((parts) => parts.length === 0) ? [] : alternatives
}

/** Where a scheme's credentials are in a request; none for client certificates and undescribed schemes. */
function schemePart(document: OpenApiDocument, name: string): RequestPart[] {
  const scheme = securityScheme(document, name)?.value
  if (!isRecord(scheme) || scheme.type === 'mutualTLS') return []
  if (scheme.type !== 'apiKey') return [{ in: 'header', name: 'authorization' }]
  const part = partAt(scheme.in, scheme.name)
  return part === undefined ? [] : [part]
}
