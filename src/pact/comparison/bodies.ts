import {
  documentedMedia,
  documentedResponse,
  type Operation,
  type Violation,
} from '../../contract/index.ts'
import { formatPointer, isJsonMediaType, type Segment, toField } from '../../core/index.ts'
import type { PactInteraction } from '../pact-file.ts'
import type { PactBody, PactMessage } from '../pact-message.ts'
import type { Disagreement, PactRule } from './disagreement.ts'
import { mayBeInvalid } from './rejection.ts'
import { undocumentedIn } from './undocumented.ts'

/** What an interaction sends and expects, checked against what the contract says of its operation. */
export function checkBodies(interaction: PactInteraction, operation: Operation): Disagreement[] {
  return [...checkRequest(interaction, operation), ...checkResponse(interaction, operation)]
}

/** What is not rejected conforms to the intended reading. */
function checkRequest(
  { description, request, status }: PactInteraction,
  operation: Operation,
): Disagreement[] {
  if (mayBeInvalid(status)) return []
  const { body } = request
  if (body === undefined) {
    if (!operation.isBodyRequired) return []
    return [
      {
        rule: 'pact-request',
        pointer: request.pointer,
        message: `The request of “${description}” has no body, and ${operation.id} needs one.`,
        next: 'send a message in the consumer test',
      },
    ]
  }
  const documented = documentedType(body, operation.mediaTypes)
  if (documented === undefined) {
    return [
      {
        rule: 'pact-request',
        pointer: body.typePointer,
        message: `The request of “${description}” has a body of ${body.mediaType}, which ${operation.id} does not document.`,
        next: `send ${operation.mediaTypes.join(' or ')}`,
      },
    ]
  }
  // The contract has the schemas of the JSON bodies; a form has the same fields.
  const described = isJsonMediaType(body.mediaType)
    ? operation.forContentType(body.mediaType)
    : undefined
  const hasSchema = documented === operation.mediaType || isForm(body) || described !== undefined
  if (!hasSchema) return []
  return (described ?? operation)
    .validate(body.value, 'intended')
    .map((violation) => violationIn(request, violation, 'pact-request', description))
}

function checkResponse(
  { pointer, description, response, status }: PactInteraction,
  operation: Operation,
): Disagreement[] {
  const { body } = response
  const mediaType = body?.mediaType ?? 'application/json'
  const verdict = operation.validateResponse(status, mediaType, body?.value)
  if (verdict.kind === 'undocumented-status') {
    return [
      {
        rule: 'pact-status',
        pointer: `${pointer}/response/status`,
        message: `“${description}” expects status ${status}, which ${operation.id} does not document.`,
        next: `expect one of ${operation.responses.map((each) => each.status).join(', ')}`,
      },
    ]
  }
  // An interaction that says nothing of a body accepts any.
  if (body === undefined) return []
  if (verdict.kind === 'no-schema') {
    return [
      {
        rule: 'pact-response',
        pointer: body.typePointer,
        message: `“${description}” expects a body of ${mediaType}, which ${operation.id} does not document for status ${status}.`,
        next: 'expect the status alone, or document the body',
      },
    ]
  }
  return [
    ...verdict.violations
      .filter(({ keyword }) => !OF_WHOLE.has(keyword))
      .map((violation) => violationIn(response, violation, 'pact-response', description)),
    ...undocumented(operation, response, status, mediaType).map((field): Disagreement => ({
      rule: 'pact-response',
      pointer: `${body.pointer}${formatPointer(field)}`,
      message: `“${description}” expects ${toField(field)}, which ${operation.id} does not document for status ${status}.`,
      next: 'expect what is documented, or document the property',
    })),
  ]
}

/** Rules of a whole response: a consumer expects what it uses, and the provider may send more. */
const OF_WHOLE: ReadonlySet<string> = new Set(['required', 'dependentRequired', 'minProperties'])

function undocumented(
  operation: Operation,
  { body }: PactMessage,
  status: number,
  mediaType: string,
): readonly (readonly Segment[])[] {
  const documented = documentedResponse(operation.responses, status)
  const [, media] = (documented && documentedMedia(documented, mediaType)) ?? []
  return media === undefined ? [] : undocumentedIn(media.schema, body?.value)
}

/** The documented media type that a body has; every JSON media type counts as `application/json`. */
function documentedType({ mediaType }: PactBody, documented: readonly string[]) {
  const isRange = (each: string) =>
    each.endsWith('/*') && (each === '*/*' || essence(mediaType).startsWith(each.slice(0, -1)))
  return (
    documented.find((each) => withoutBlanks(each) === withoutBlanks(mediaType)) ??
    documented.find((each) => essence(each) === essence(mediaType)) ??
    (isJsonMediaType(mediaType) ? documented.find((each) => isJsonMediaType(each)) : undefined) ??
    documented.find(isRange)
  )
}

function essence(mediaType: string): string {
  return withoutBlanks(mediaType.split(';')[0] ?? '')
}

function withoutBlanks(mediaType: string): string {
  return mediaType.replaceAll(/\s/g, '').toLowerCase()
}

function isForm(body: PactBody): boolean {
  return essence(body.mediaType) === 'application/x-www-form-urlencoded'
}

function violationIn(
  message: PactMessage,
  violation: Violation,
  rule: PactRule,
  description: string,
): Disagreement {
  const { pointer, keyword, message: sentence, rule: place } = violation
  const shown = keyword === 'required' ? pointer.slice(0, pointer.lastIndexOf('/')) : pointer
  const imposed = place === undefined ? '' : ` (${place.file}:${place.line})`
  return {
    rule,
    pointer: `${message.body?.pointer ?? message.pointer}${shown}`,
    message: `“${description}” breaks the contract${imposed}: ${sentence}`,
    next: 'correct the example in the consumer test, and write the pact anew',
  }
}
