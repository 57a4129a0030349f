import type { Envelope } from './envelope.ts'
import type { InlinedSchema } from './inlined-schema.ts'
import type { Reading } from './schema.ts'

/** A JSON example of a body, as the document gives it. */
export interface ModelExample {
  readonly name: string
  readonly value: unknown
  readonly file: string
  readonly line: number
}

/** A header that a response is documented to have. */
export interface ModelHeader {
  readonly name: string
  readonly isRequired: boolean
  readonly schema?: InlinedSchema
  /** The documented one. */
  readonly example?: unknown
}

export interface ModelResponse {
  /** `200`, `4XX` or `default`. */
  readonly status: string
  readonly description: string
  /** Schemas by media type; a response without content has none. */
  readonly content: Readonly<Record<string, InlinedSchema>>
  /** Every media type, with a schema or without. */
  readonly mediaTypes: readonly string[]
  /** The first documented example by media type. */
  readonly examples: Readonly<Record<string, unknown>>
  readonly headers: readonly ModelHeader[]
}

/** A parameter of an operation besides its credentials. */
export interface ModelParameter {
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly name: string
  readonly isRequired: boolean
  /** Anything is valid where there is none. */
  readonly schema?: InlinedSchema
  /** Whether its text is JSON, by a `content` of its own. */
  readonly isJson: boolean
  readonly isExploded: boolean
  readonly style: string
  /** The documented one, or the default of its schema. */
  readonly example?: unknown
  /** Values with which the path would be that of another operation: `/halls/{hall}` beside `/halls/first`. */
  readonly taken?: readonly string[]
  readonly file: string
  readonly line: number
}

/** A JSON media type that a request body may have besides the one that is sent. */
export interface ModelAlternative {
  /** What goes into the `Content-Type` of its messages. */
  readonly sent: string
  readonly mediaType: string
  readonly request: Readonly<Record<Reading, InlinedSchema>>
}

export interface ModelOperation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly description: string
  readonly file: string
  readonly line: number
  /** What is sent: of several JSON media types `application/json`, or else the first. */
  readonly mediaType: string
  /** Every media type that the request body may have, as documented. */
  readonly mediaTypes: readonly string[]
  readonly isBodyRequired: boolean
  readonly envelope: Envelope
  readonly parameters: readonly ModelParameter[]
  readonly request: Readonly<Record<Reading, InlinedSchema>>
  readonly alternatives: readonly ModelAlternative[]
  readonly examples: readonly ModelExample[]
  readonly responses: readonly ModelResponse[]
}

/** An operation of the document that is not served, sent or judged, and why. */
export interface ExcludedOperation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly file: string
  readonly line: number
  /** `broken`: what the document says of it is wrong; `out of reach`: it is right, and not what the harness can send. */
  readonly kind: 'broken' | 'out of reach'
  /** A clause: `its body is multipart/form-data, not JSON`. */
  readonly reason: string
  readonly next?: string
}

/** Everything the harness needs of a contract as plain data, so that it can be made ahead of time and stored. */
export interface ContractModel {
  readonly title: string
  readonly version: string
  readonly description: string
  readonly sha256: string
  readonly file: string
  readonly operations: readonly ModelOperation[]
  readonly excluded: readonly ExcludedOperation[]
  /** Security schemes that the harness cannot go through, as sentences. */
  readonly outOfReach: readonly string[]
}
