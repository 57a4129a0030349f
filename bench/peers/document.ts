import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import type { PeerTarget } from './peer.ts'

const DOCUMENT = fileURLToPath(new URL('../../openapi/drop-ship.yaml', import.meta.url))
const ANY_JSON = { 'application/json': { schema: {} } }

/** The parts of the published description that are changed for the peers. */
interface Description {
  security: unknown
  servers: unknown
  readonly paths: Readonly<Record<string, { readonly post: DescribedOperation }>>
  readonly components: {
    securitySchemes: unknown
    readonly responses: { readonly ValidationFailure: DescribedContent; readonly Accepted: unknown }
  }
}

interface DescribedOperation {
  readonly requestBody: DescribedContent
  responses: Record<string, unknown>
}

interface DescribedContent {
  readonly content: {
    readonly 'application/json': {
      examples?: Readonly<Record<string, { readonly value: unknown }>>
    }
  }
}

/**
 * The published description as an author would write it for these tools: the endpoint's own security scheme and address, an
 * example of the response beside that of the request, and the rejections that the contract leaves free.
 */
export function describedFor(target: PeerTarget): Description {
  const description = withoutDisputes(
    parse(readFileSync(DOCUMENT, 'utf8'), { maxAliasCount: -1 }),
  ) as Description
  description.security = [{ own: [] }]
  description.components.securitySchemes = { own: schemeOf(target) }
  description.servers = [{ url: target.url }]
  delete description.components.responses.ValidationFailure.content['application/json'].examples
  for (const { post } of Object.values(description.paths)) {
    const [name = ''] = Object.keys(post.requestBody.content['application/json'].examples ?? {})
    const accepted = structuredClone(description.components.responses.Accepted) as DescribedContent
    accepted.content['application/json'].examples = { [name]: { value: { message: 'Success' } } }
    const rejected = (meaning: string): unknown => ({ description: meaning, content: ANY_JSON })
    post.responses = {
      ...post.responses,
      200: accepted,
      400: rejected('The body cannot be read, or is invalid.'),
      401: rejected('The credentials are missing or wrong.'),
      415: rejected('The body is not JSON.'),
    }
  }
  return description
}

/** The message that the description shows for each path. */
export function examplesOf(description: Description): readonly (readonly [string, unknown])[] {
  return Object.entries(description.paths).map(([path, { post }]) => [
    path,
    Object.values(post.requestBody.content['application/json'].examples ?? {})[0]?.value,
  ])
}

function schemeOf({ credentials, header }: PeerTarget): unknown {
  if (credentials.scheme === 'oauth2') return { type: 'http', scheme: 'bearer' }
  if (credentials.scheme === 'basic') return { type: 'http', scheme: 'basic' }
  return { type: 'apiKey', in: 'header', name: header.name }
}

/** `x-disputed` is ours; one of the tools takes the keywords in it for rules. */
function withoutDisputes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDisputes)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'x-disputed')
      .map(([name, item]) => [name, withoutDisputes(item)]),
  )
}
