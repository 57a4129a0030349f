import { essenceOfMediaType } from '../core/index.ts'
import type { Operation } from './operation.ts'
import type { Reading } from './schema.ts'
import {
  type BodyHeaders,
  rejectHeaders,
  rejectMediaType,
  type RequestRejection,
} from './rejection.ts'

/** The operation with the schema of a request's media type, or why its body is not even read. */
export type OperationForHeaders =
  | { readonly ok: true; readonly operation: Operation }
  | { readonly ok: false; readonly rejection: RequestRejection }

/**
 * Finds what a request is judged by: of an operation with several JSON media types, the schema of the one that its
 * Content-Type names.
 */
export function operationForHeaders(
  operation: Operation,
  headers: BodyHeaders,
): OperationForHeaders {
  const type = headers['content-type'] ?? ''
  const described = operation.forContentType(type)
  // `text/json` is JSON where the document says so, and nowhere else.
  const isKnownAsJson = (): boolean =>
    described !== undefined && essenceOfMediaType(type) === 'text/json'
  const unread = rejectHeaders(headers, isKnownAsJson)
  if (unread !== undefined) return { ok: false, rejection: unread }
  return described === undefined
    ? { ok: false, rejection: rejectMediaType(operation.mediaTypes) }
    : { ok: true, operation: described }
}

/**
 * Finds what a body without its headers is judged by: of an operation with several JSON media types, the first whose schema
 * accepts it, else the one that is sent.
 */
export function operationForBody(operation: Operation, body: unknown, reading: Reading): Operation {
  if (operation.mediaTypes.length < 2 || operation.accepts(body, reading)) return operation
  return (
    operation.mediaTypes
      .map((mediaType) => operation.forContentType(mediaType))
      .find((each) => each?.accepts(body, reading) === true) ?? operation
  )
}
