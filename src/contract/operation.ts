import { defined } from '../core/index.ts'
import type { CompiledSchema } from './compile.ts'
import { documentedMedia, documentedResponse } from './documented-response.ts'
import type { Envelope } from './envelope.ts'
import type { BrokenRule } from './explain.ts'
import {
  type InlinedSchema,
  placeAt,
  type RulePlace,
  type UntestedKeyword,
} from './inlined-schema.ts'
import { documentedFor } from './media.ts'
import type { ModelExample, ModelOperation, ModelParameter, ModelResponse } from './model.ts'
import { createParameter, type Parameter } from './parameters.ts'
import type { Reading, Schema } from './schema.ts'
import { brokenRules, createPart, type SchemaPart, violations } from './schema-part.ts'
import type { Violation } from './violation.ts'

/** The result of checking a response against the documented responses. */
export type ResponseVerdict =
  | { readonly kind: 'undocumented-status' }
  /** The status is documented, with no schema for this media type: anything goes. */
  | { readonly kind: 'no-schema' }
  | { readonly kind: 'checked'; readonly violations: readonly Violation[] }

/** One operation of a contract: its messages, its path, and its validators. */
export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly description: string
  /** The `Content-Type` of its messages: of several JSON media types `application/json`, or else the first. */
  readonly mediaType: string
  /** Every media type that the request body may have, as documented. */
  readonly mediaTypes: readonly string[]
  readonly isBodyRequired: boolean
  /** What a request needs besides its path and body. */
  readonly envelope: Envelope
  /** Besides its credentials: of its path, its query, its headers and its cookies. */
  readonly parameters: readonly Parameter[]
  /** SHA-256 of the document that it was compiled from ahead of time; absent for one that was compiled at start. */
  readonly aheadOf?: string
  /** The place of the operation in the document. */
  readonly place: RulePlace
  /** The documented examples, the first of which is the operation's example. */
  readonly examples: readonly ModelExample[]
  readonly responses: readonly ModelResponse[]
  /** The headers that a response of a status is documented to have; their place is the operation's. */
  responseHeaders(status: number): readonly Parameter[]
  /** The request body's schema, references resolved. */
  schema(reading: Reading): Schema
  /** What the document asks of the request body and nothing here can check. */
  untested(reading: Reading): readonly UntestedKeyword[]
  /**
   * The operation with the schema that the document gives for a `Content-Type`, where there are several; itself for one
   * that is documented without another. `undefined`: the document has no such media type.
   */
  forContentType(contentType: string): Operation | undefined
  /** The line of the document that imposes the rule at a pointer into {@link Operation.schema}. */
  placeOf(reading: Reading, schemaPointer: string): RulePlace | undefined
  /**
   * The schema at a pointer into {@link Operation.schema}, to check values below the body; `undefined` for the contract that
   * is compiled ahead of time, and where there is no schema.
   */
  part(reading: Reading, schemaPointer: string): SchemaPart | undefined
  /** Whether a parsed request body is valid; the fastest way to ask. */
  accepts(body: unknown, reading: Reading): boolean
  /**
   * Every rule that a parsed request body breaks, in the order of the body; empty when it is valid. Of a body that breaks
   * rules of the shipped contract more than a thousand times, the first thousand or so.
   */
  validate(body: unknown, reading: Reading): Violation[]
  /** The same rules as the validator names them, each by its place in the schema, alternatives included. */
  brokenRules(body: unknown, reading: Reading): readonly BrokenRule[]
  /**
   * Checks a parsed response against the documented responses. The reading defaults to `published`: an endpoint is not
   * judged on a disputed rule.
   */
  validateResponse(
    status: number,
    mediaType: string,
    body: unknown,
    reading?: Reading,
  ): ResponseVerdict
}

/** Gives the compiled validators of one of the model's schemas. `key` names it uniquely. */
export type SchemaCompiler = (key: string, inlined: InlinedSchema) => CompiledSchema

/** Under which name a schema of the model is compiled. */
export const schemaKey = {
  request: (operation: string, reading: Reading): string => `${operation}__${reading}`,
  response: (operation: string, status: string, mediaType: string): string =>
    `${operation}__${status}__${mediaType.replaceAll(/\W/g, '_')}`,
  parameter: (
    operation: string,
    { in: where, name }: Pick<ModelParameter, 'in' | 'name'>,
  ): string => `${operation}__${where}__${name}`,
}

/** How the text of a response's header is read (OpenAPI 3.1, Header Object). */
const AS_HEADER = { in: 'header', style: 'simple', isJson: false, isExploded: false } as const

/**
 * @param compilePart absent where everything was compiled ahead of time
 * @param aheadOf SHA-256 of the document that it was compiled from ahead of time
 */
export function createOperation(
  model: ModelOperation,
  compile: SchemaCompiler,
  compilePart: ((whole: InlinedSchema, schemaPointer: string) => CompiledSchema) | undefined,
  aheadOf?: string,
): Operation {
  const parts = new Map<string, SchemaPart | undefined>()
  const request = (reading: Reading): CompiledSchema =>
    compile(schemaKey.request(model.id, reading), model.request[reading])
  const alternatives = new Map<string, Operation>()
  const operation: Operation = {
    id: model.id,
    method: model.method,
    path: model.path,
    summary: model.summary,
    description: model.description,
    mediaType: model.mediaType,
    mediaTypes: model.mediaTypes,
    isBodyRequired: model.isBodyRequired,
    envelope: model.envelope,
    parameters: model.parameters.map((parameter) =>
      createParameter(parameter, (inlined) =>
        compile(schemaKey.parameter(model.id, parameter), inlined),
      ),
    ),
    responseHeaders: (status) =>
      (documentedResponse(model.responses, status)?.headers ?? []).map((header) =>
        createParameter(
          { ...header, ...AS_HEADER, file: model.file, line: model.line },
          (inlined) => compile(`${model.id}__${status}__header__${header.name}`, inlined),
        ),
      ),
    untested: (reading) => model.request[reading].untested ?? [],
    forContentType: (contentType) => {
      if (contentType === model.mediaType) return operation
      const documented = documentedFor(contentType, model.mediaTypes)
      const other = model.alternatives.find(({ mediaType }) => mediaType === documented)
      if (other === undefined) return documented === undefined ? undefined : operation
      const known =
        alternatives.get(other.mediaType) ??
        createOperation(
          { ...model, ...other, mediaType: other.sent, alternatives: [], examples: [] },
          (key, inlined) => compile(`${key}__${other.mediaType}`, inlined),
          compilePart,
        )
      alternatives.set(other.mediaType, known)
      return known
    },
    place: { file: model.file, line: model.line },
    examples: model.examples,
    responses: model.responses,
    ...defined({ aheadOf }),
    schema: (reading) => model.request[reading].schema,
    placeOf: (reading, schemaPointer) => placeAt(model.request[reading].places, schemaPointer),
    part: (reading, schemaPointer) => {
      if (compilePart === undefined) return undefined
      const key = `${reading} ${schemaPointer}`
      if (!parts.has(key))
        parts.set(
          key,
          createPart(model.request[reading], schemaPointer, (pointer) =>
            compilePart(model.request[reading], pointer),
          ),
        )
      return parts.get(key)
    },
    accepts: (body, reading) => request(reading).failFast(body),
    validate: (body, reading) => violations(body, request(reading), model.request[reading]),
    brokenRules: (body, reading) => brokenRules(body, request(reading), model.request[reading]),
    validateResponse: (status, mediaType, body, reading = 'published') => {
      const response = documentedResponse(model.responses, status)
      if (response === undefined) return { kind: 'undocumented-status' }
      const described = documentedMedia(response, mediaType)
      if (described === undefined) return { kind: 'no-schema' }
      const [known, inlined] = described
      const compiledResponse = compile(
        schemaKey.response(model.id, response.status, known),
        inlined,
      )
      const found = violations(body, compiledResponse, inlined)
      return {
        kind: 'checked',
        violations:
          reading === 'intended' ? found : found.filter(({ rule }) => rule?.disputed === undefined),
      }
    },
  }
  return operation
}
