import {
  declaresJson,
  type ParsedJson,
  parseRequestJson,
  parseRequestJsonInSteps,
  plural,
  type Steps,
} from '../core/index.ts'
import type { ParameterViolation } from './request-parameters.ts'
import { shorten } from './sentences.ts'
import type { Violation, ViolationCode } from './violation.ts'

/** One entry of the documented 422 body. */
interface FieldError {
  /** Dotted: `shipment.shipment_items[0].quantity`; cut in the middle where the sender's name of a field is long. */
  readonly field: string
  readonly code: ViolationCode
  /** One sentence for a person; the contract's schema allows it beside what it names. */
  readonly message: string
}

/** Why an endpoint rejects a request, and what it responds. */
export interface RequestRejection {
  readonly kind: 'wrong-media-type' | 'too-large' | 'not-json' | 'invalid'
  readonly status: 400 | 413 | 415 | 422
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: { readonly message: string; readonly errors?: readonly FieldError[] }
}

/** 422 bodies stay readable: further violations are only counted. */
const MAX_ERRORS = 1000

/** What a request's headers say of its body; names in lower case, as Node has them. */
export interface BodyHeaders {
  readonly 'content-type'?: string | undefined
  readonly 'content-encoding'?: string | string[] | undefined
}

/**
 * Rejects what does not declare itself JSON in UTF-8, sent as it is. `undefined`: the body may be read.
 * @param isKnownAsJson whether the contract documents the Content-Type as JSON, whatever it is
 */
export function rejectHeaders(
  headers: BodyHeaders,
  isKnownAsJson: () => boolean = () => false,
): RequestRejection | undefined {
  const type = headers['content-type']
  if (!declaresJson(type) && !isKnownAsJson()) {
    return rejection(
      'wrong-media-type',
      415,
      type === undefined
        ? 'The request has no Content-Type: send Content-Type: application/json.'
        : 'The Content-Type is not JSON in UTF-8: send Content-Type: application/json.',
      [['Accept-Post', 'application/json']],
    )
  }
  const encoding = headers['content-encoding']
  if (encoding === undefined || String(encoding).trim().toLowerCase() === 'identity') {
    return undefined
  }
  return rejection(
    'wrong-media-type',
    415,
    'The body has a Content-Encoding: send it without one.',
    [['Accept-Encoding', 'identity']],
  )
}

/** Rejects JSON of a media type that the contract does not document. */
export function rejectMediaType(documented: readonly string[]): RequestRejection {
  const known = documented.join(' or ')
  return rejection(
    'wrong-media-type',
    415,
    `The Content-Type is not one that the contract documents: send ${known}.`,
    [['Accept-Post', documented.join(', ')]],
  )
}

/** Rejects parameters that the contract forbids, in the same shape as fields of a body. */
export function rejectParameters(violations: readonly ParameterViolation[]): RequestRejection {
  const errors = violations.map(({ field, sentence, isMissing }) => ({
    field,
    code: isMissing ? ('missing_field' as const) : ('invalid' as const),
    message: sentence,
  }))
  return {
    kind: 'invalid',
    status: 422,
    headers: [],
    body: { message: 'Validation failure', errors },
  }
}

/** Rejects a body that is longer than the endpoint reads. */
export function rejectLength(): RequestRejection {
  return rejection('too-large', 413, 'The body is too large.')
}

/** What a body holds, or why it is rejected. */
export type ReadOrRejected =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly rejection: RequestRejection }

/** The value of a body, or its rejection because it is not valid JSON or holds too much. */
export function readBody(body: Uint8Array): ReadOrRejected {
  return readOrRejected(parseRequestJson(body))
}

/** The same in steps, for servers that respond to others meanwhile. */
export function* readBodyInSteps(body: Uint8Array): Steps<ReadOrRejected> {
  return readOrRejected(yield* parseRequestJsonInSteps(body))
}

function readOrRejected(parsed: ParsedJson): ReadOrRejected {
  if (parsed.ok) return parsed
  const reason = `${parsed.reason}.`
  return {
    ok: false,
    rejection:
      parsed.isTooLarge === true
        ? rejection('too-large', 413, reason)
        : rejection('not-json', 400, reason),
  }
}

/** Rejects a message as the contract documents: 422 with each field that breaks a rule. */
export function rejectViolations(violations: readonly Violation[]): RequestRejection {
  const errors = violations
    .slice(0, MAX_ERRORS)
    .map(({ field, code, message }) => ({ field: shorten(field), code, message }))
  const more = violations.length - errors.length
  const message =
    more === 0 ? 'Validation failure' : `Validation failure (${plural(more, 'more error')})`
  return { kind: 'invalid', status: 422, headers: [], body: { message, errors } }
}

function rejection(
  kind: RequestRejection['kind'],
  status: RequestRejection['status'],
  message: string,
  headers: RequestRejection['headers'] = [],
): RequestRejection {
  return { kind, status, headers, body: { message } }
}
