import {
  escapeSegment,
  HarnessError,
  isJsonMediaType,
  isRecord,
  parsePointer,
} from '../core/index.ts'
import { findMalformed } from './compile.ts'
import { broken, type LocatedValue, type OpenApiDocument } from './document.ts'
import { type Envelope, envelopeOf } from './envelope.ts'
import { inlineSchema, type InlinedSchema, nearestPlace } from './inline.ts'
import { dereferenced, entries, property } from './children.ts'
import type { Reading } from './schema.ts'
import { findUnsatisfiable, type SchemaProblem } from './satisfiable.ts'

/** A JSON example of a request body, as the document gives it. */
export interface ModelExample {
  readonly name: string
  readonly value: unknown
  readonly file: string
  readonly line: number
}

export interface ModelResponse {
  /** `200`, `4XX` or `default`. */
  readonly status: string
  readonly description: string
  /** Schemas by media type; a response without content has none. */
  readonly content: Readonly<Record<string, InlinedSchema>>
}

export interface ModelOperation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly description: string
  readonly file: string
  readonly line: number
  /** Of the JSON request body. */
  readonly mediaType: string
  /** Every media type that the request body may have, as documented. */
  readonly mediaTypes: readonly string[]
  readonly isBodyRequired: boolean
  readonly envelope: Envelope
  readonly request: Readonly<Record<Reading, InlinedSchema>>
  readonly examples: readonly ModelExample[]
  readonly responses: readonly ModelResponse[]
}

/** Everything the harness needs of a contract as plain data, so that it can be made ahead of time and stored. */
export interface ContractModel {
  readonly title: string
  readonly version: string
  readonly description: string
  readonly sha256: string
  readonly file: string
  readonly operations: readonly ModelOperation[]
}

const METHODS = ['post', 'put'] as const

/**
 * Derives the model of a document: its operations with a JSON request body over POST or PUT, both readings of each.
 *
 * @throws HarnessError CONTRACT_BROKEN with file, line and reason
 */
export function buildModel(document: OpenApiDocument): ContractModel {
  const root = document.root.value
  const info = isRecord(root) && isRecord(root.info) ? root.info : {}
  const operations = pathItems(document).flatMap((item) =>
    METHODS.flatMap((method) => {
      const at = property(item.at, method)
      return at === undefined || !isRecord(at.value) ? [] : operationOf(document, at, method, item)
    }),
  )
  if (operations.length === 0) {
    throw broken(
      property(document.root, 'paths') ?? document.root,
      'has no operation with a JSON body over POST or PUT',
      'name an OpenAPI document that describes webhooks or an API with JSON bodies',
    )
  }
  checkUnique(operations)
  return {
    title: text(info.title, 'untitled'),
    version: text(info.version, '0'),
    description: text(info.description, ''),
    sha256: document.sha256(),
    file: document.file,
    operations,
  }
}

interface PathItem {
  readonly path: string
  readonly at: LocatedValue
}

function pathItems(document: OpenApiDocument): PathItem[] {
  return [
    ...entries(property(document.root, 'paths')),
    ...entries(property(document.root, 'webhooks')),
  ].map(([name, at]) => ({
    path: name.startsWith('/') ? name : `/${name}`,
    at: dereferenced(document, at),
  }))
}

function operationOf(
  document: OpenApiDocument,
  at: LocatedValue,
  method: string,
  { path, at: pathItem }: PathItem,
): ModelOperation[] {
  const body = property(at, 'requestBody')
  const described = body === undefined ? undefined : dereferenced(document, body)
  const content = described === undefined ? undefined : property(described, 'content')
  const media = entries(content).find(([name]) => isJsonMediaType(name))
  if (media === undefined) return []
  const [mediaType, mediaAt] = media
  const schema = property(mediaAt, 'schema')
  if (schema === undefined)
    throw broken(mediaAt, 'has no schema', 'describe the JSON body with a schema')
  const operation = at.value as Record<string, unknown>
  return [
    {
      id: text(
        operation.operationId,
        `${method}_${path.replaceAll(/[^\w]+/g, '_').replaceAll(/^_|_$/g, '')}`,
      ),
      method: method.toUpperCase(),
      path,
      summary: text(operation.summary, ''),
      description: text(operation.description, ''),
      file: at.source.file,
      line: document.positionOf(at).line,
      mediaType,
      mediaTypes: entries(content).map(([name]) => name),
      isBodyRequired: isRecord(described?.value) && described.value.required === true,
      envelope: envelopeOf(document, pathItem, at),
      request: readingsOf(document, schema),
      examples: examplesOf(document, mediaAt),
      responses: entries(property(at, 'responses')).map(([status, response]) =>
        responseOf(document, status, dereferenced(document, response)),
      ),
    },
  ]
}

/** Both readings; they are the same where nothing is disputed, and then are derived and compiled once. */
function readingsOf(
  document: OpenApiDocument,
  schema: LocatedValue,
): Record<Reading, InlinedSchema> {
  const published = checkedSchema(document, schema, 'published')
  const intended = document.hasDisputedRules()
    ? checkedSchema(document, schema, 'intended')
    : published
  return { published, intended }
}

/** An inlined schema that some value can satisfy. */
function checkedSchema(
  document: OpenApiDocument,
  at: LocatedValue,
  reading: Reading,
): InlinedSchema {
  const inlined = inlineSchema(document, at, reading)
  const malformed = findMalformed(inlined.schema)
  if (malformed !== undefined) throw rejected(malformed, inlined, 'a schema that is malformed')
  const [problem] = findUnsatisfiable(inlined.schema)
  if (problem === undefined) return inlined
  throw rejected(
    problem,
    inlined,
    `a schema that nothing can satisfy, or a keyword without effect (${reading} reading, ${problem.pointer})`,
  )
}

function rejected(
  { pointer, reason, name }: SchemaProblem,
  { places }: InlinedSchema,
  found: string,
): HarnessError {
  const keyword = parsePointer(pointer).findLast((step) => !/^\d+$/.test(step)) ?? 'a schema'
  const at = name === undefined ? pointer : `${pointer}/${escapeSegment(name)}`
  const place = nearestPlace(places, at)
  return new HarnessError(
    'CONTRACT_BROKEN',
    `The contract is broken: ${keyword} ${reason}${reason.endsWith('?') ? '' : '.'}`,
    {
      ...(place === undefined ? {} : { where: `${place.file}:${place.line}` }),
      found,
      next: 'correct the schema at this line',
    },
  )
}

function responseOf(document: OpenApiDocument, status: string, at: LocatedValue): ModelResponse {
  const described = entries(property(at, 'content')).flatMap(([mediaType, media]) => {
    const schema = property(media, 'schema')
    return schema === undefined
      ? []
      : [[mediaType, checkedSchema(document, schema, 'intended')] as const]
  })
  return {
    status,
    description: isRecord(at.value) ? text(at.value.description, '') : '',
    content: Object.fromEntries(described),
  }
}

function examplesOf(document: OpenApiDocument, media: LocatedValue): ModelExample[] {
  const single = property(media, 'example')
  const named = entries(property(media, 'examples')).flatMap(([name, at]) => {
    const value = property(dereferenced(document, at), 'value')
    return value === undefined ? [] : [[name, value] as const]
  })
  const all = single === undefined ? named : [['example', single] as const, ...named]
  return all.map(([name, at]) => ({
    name,
    value: at.value,
    file: at.source.file,
    line: document.positionOf(at).line,
  }))
}

function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise
}

function checkUnique(operations: readonly ModelOperation[]): void {
  const seen = new Map<string, ModelOperation>()
  for (const operation of operations) {
    const other = seen.get(operation.id)
    if (other !== undefined) {
      throw new HarnessError(
        'CONTRACT_BROKEN',
        `The contract is broken: two operations are called ${operation.id}.`,
        {
          where: `${operation.file}:${operation.line}`,
          found: `the same operationId at line ${other.line}`,
          next: 'give each operation an operationId of its own',
        },
      )
    }
    seen.set(operation.id, operation)
  }
}
