import { defined, isRecord } from '../core/index.ts'
import { checkedSchema } from './checked-schema.ts'
import { dereferenced, entries, property } from './children.ts'
import { examplesOf } from './documented-examples.ts'
import type { LocatedValue, OpenApiDocument } from './document.ts'
import { envelopeOf } from './envelope.ts'
import { withoutAbsent } from './examples.ts'
import type { InlinedSchema } from './inlined-schema.ts'
import { jsonMediaType, jsonMediaTypes } from './media.ts'
import type { ExcludedOperation, ModelHeader, ModelOperation, ModelResponse } from './model.ts'
import { parametersOf } from './parameter-model.ts'
import type { FoundOperation } from './path-items.ts'
import type { Reading } from './schema.ts'

type Identity = Pick<ExcludedOperation, 'id' | 'method' | 'path' | 'file' | 'line'>

/** Methods whose requests have a body that means something (RFC 9110 §9.3). */
const SENT = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * The model of one operation, or a clause that says why its messages cannot be sent.
 * @throws HarnessError CONTRACT_BROKEN with file, line and reason
 */
export function operationOf(
  document: OpenApiDocument,
  { at, item }: FoundOperation,
  identity: Identity,
): ModelOperation | string {
  const body = property(at, 'requestBody')
  const described = body === undefined ? undefined : dereferenced(document, body)
  const content = described === undefined ? undefined : property(described, 'content')
  const documented = entries(content)
  const names = documented.map(([name]) => name)
  const out = outOfReach(identity, described !== undefined, names)
  const json = jsonMediaTypes(names)
  const [chosen] = json
  if (out !== undefined || chosen === undefined) return out ?? 'it has no JSON body'
  const mediaAt = (name: string): LocatedValue =>
    dereferenced(document, documented.find(([each]) => each === name)?.[1] ?? at)
  const request = readingsOf(document, mediaAt(chosen.documented))
  const { value } = at
  const operation = isRecord(value) ? value : {}
  return {
    ...identity,
    summary: text(operation.summary),
    description: text(operation.description),
    mediaType: chosen.sent,
    mediaTypes: names,
    isBodyRequired: isRecord(described?.value) && described.value.required === true,
    envelope: envelopeOf(document, item.at, at),
    parameters: parametersOf(document, item, at),
    request,
    alternatives: json.slice(1).map((each) => ({
      mediaType: each.documented,
      sent: each.sent,
      request: readingsOf(document, mediaAt(each.documented)),
    })),
    examples: examplesOf(document, mediaAt(chosen.documented)).map((example) => ({
      ...example,
      value: withoutAbsent(example.value, request.published.schema, 'request'),
    })),
    responses: entries(property(at, 'responses'))
      .filter(([status]) => !status.startsWith('x-'))
      .map(([status, response]) => responseOf(document, status, dereferenced(document, response))),
  }
}

function outOfReach(
  { method, path }: Pick<Identity, 'method' | 'path'>,
  hasBody: boolean,
  mediaTypes: readonly string[],
): string | undefined {
  if (path.includes('#')) return 'its path has a fragment, which is not sent'
  if (path.includes('?')) return 'its path has a query, which is described as parameters'
  if (!SENT.has(method)) return `a ${method} request carries no message`
  if (!hasBody) return 'it has no request body'
  if (mediaTypes.length === 0) return 'its body has no media type'
  return mediaTypes.some((each) => jsonMediaType(each) !== undefined)
    ? undefined
    : `its body is ${mediaTypes.join(' or ')}, not JSON`
}

/** Both readings; they are the same where nothing is disputed, and then are derived and compiled once. */
function readingsOf(
  document: OpenApiDocument,
  media: LocatedValue,
): Record<Reading, InlinedSchema> {
  const schema = property(media, 'schema')
  if (schema === undefined) {
    // A media type without a schema says that there is JSON, and nothing of it.
    const place = { file: media.source.file, line: document.positionOf(media).line }
    const anything = { schema: true, places: { '': place } }
    return { published: anything, intended: anything }
  }
  const published = checkedSchema(document, schema, 'published', 'request')
  const intended = document.hasDisputedRules()
    ? checkedSchema(document, schema, 'intended', 'request')
    : published
  return { published, intended }
}

function responseOf(document: OpenApiDocument, status: string, at: LocatedValue): ModelResponse {
  const media = entries(property(at, 'content')).map(
    ([mediaType, each]) => [mediaType, dereferenced(document, each)] as const,
  )
  const described = media.flatMap(([mediaType, each]) => {
    const schema = property(each, 'schema')
    return schema === undefined
      ? []
      : [[mediaType, checkedSchema(document, schema, 'intended', 'response')] as const]
  })
  const content = Object.fromEntries(described)
  const examples = media.flatMap(([mediaType, each]) => {
    const [example] = examplesOf(document, each)
    const schema = content[mediaType]?.schema ?? true
    return example === undefined
      ? []
      : [[mediaType, withoutAbsent(example.value, schema, 'response')] as const]
  })
  return {
    status,
    description: isRecord(at.value) ? text(at.value.description) : '',
    content,
    mediaTypes: media.map(([mediaType]) => mediaType),
    examples: Object.fromEntries(examples),
    headers: headersOf(document, at),
  }
}

/** `Content-Type` is described by the media types (OpenAPI 3.1, Response Object). */
function headersOf(document: OpenApiDocument, response: LocatedValue): ModelHeader[] {
  return entries(property(response, 'headers'))
    .filter(([name]) => name.toLowerCase() !== 'content-type')
    .map(([name, each]) => {
      const at = dereferenced(document, each)
      const schemaAt = property(at, 'schema')
      const schema =
        schemaAt === undefined
          ? undefined
          : checkedSchema(document, schemaAt, 'intended', 'response')
      const [example] = examplesOf(document, at)
      return {
        name,
        isRequired: isRecord(at.value) && at.value.required === true,
        ...defined({ schema, example: example?.value }),
      }
    })
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
