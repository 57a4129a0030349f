import { STATUS_CODES } from 'node:http'
import type { ModelResponse, Operation, RequestRejection } from '../../src/contract/index.ts'
import { essenceOfMediaType, isJsonMediaType } from '../../src/core/index.ts'
import { exampleValue } from '../../src/messages/index.ts'
import { type StubResponse, jsonResponse } from './response.ts'

/** What the stub would say by itself. */
type OwnRejection = Pick<RequestRejection, 'headers' | 'body'> & {
  readonly status: number
  readonly kind?: RequestRejection['kind']
}

/** What an operation responds, as its document says. */
export interface DocumentedResponses {
  /** To a message that is accepted. */
  readonly success: StubResponse
  /** To one that is rejected; with the stub's own body where the document allows it, which says what is wrong. */
  rejection(own: OwnRejection): StubResponse
  /** With a status that somebody chose; `undefined` for one that the document does not describe. */
  withStatus(status: number): StubResponse | undefined
}

const known = new WeakMap<Operation, DocumentedResponses>()

/** The responses of an operation, made once. */
export function documentedResponses(operation: Operation): DocumentedResponses {
  const made = known.get(operation) ?? responsesOf(operation)
  known.set(operation, made)
  return made
}

function responsesOf(operation: Operation): DocumentedResponses {
  const bodies = new Map<number, StubResponse | undefined>()
  const withStatus = (status: number): StubResponse | undefined => {
    if (bodies.has(status)) return bodies.get(status)
    const described = describedBy(operation, status)
    const response = described && responseOf(operation, status, described)
    bodies.set(status, response)
    return response
  }
  return {
    success: withStatus(successOf(operation)) ?? emptyResponse(200, []),
    withStatus,
    rejection: ({ kind, status: usual, body, headers }) => {
      const status = statusFor(operation, kind, usual)
      const described = describedBy(operation, status)
      const mediaType = described === undefined ? undefined : jsonTypeOf(described)
      // What has no schema of its own may say what is wrong.
      const isOwnAllowed =
        described === undefined ||
        described.mediaTypes.length === 0 ||
        (mediaType !== undefined && isValid(operation, status, mediaType, body))
      const extra = headers.flat()
      if (isOwnAllowed) return withHeaders(jsonResponse(status, body, [], mediaType), extra)
      // The documented body does not say what is wrong: the header does.
      return withHeaders(withStatus(status) ?? jsonResponse(status, body), [
        ...extra,
        REASON_HEADER,
        reasonOf(body),
      ])
    },
  }
}

/** Why a request was rejected, where the documented body cannot say it. */
const REASON_HEADER = 'X-Dropship-Reason'
const MAX_REASON = 1000

function reasonOf({ message, errors = [] }: RequestRejection['body']): string {
  const reasons = errors.map((error) => error.message)
  const text = (reasons.length === 0 ? [message] : reasons).join('; ')
  return text.replaceAll(/[^ -~]/g, '?').slice(0, MAX_REASON)
}

/** The lowest 2xx that is named; what a range or `default` describes is 200. */
function successOf({ responses }: Operation): number {
  const named = responses
    .map(({ status }) => Number(status))
    .filter((each) => each >= 200 && each < 300)
  return named.length === 0 ? 200 : Math.min(...named)
}

/** Statuses that mean the same to a sender; others are the stub's own, documented or not. */
const REJECTIONS: Partial<Readonly<Record<RequestRejection['kind'], readonly number[]>>> = {
  invalid: [422, 400],
  'not-json': [400, 422],
}

function statusFor(operation: Operation, kind: OwnRejection['kind'], usual: number): number {
  const candidates = (kind === undefined ? undefined : REJECTIONS[kind]) ?? [usual]
  return (
    candidates.find((status) => isNamed(operation, status)) ??
    candidates.find((status) => describedBy(operation, status) !== undefined) ??
    usual
  )
}

function isNamed({ responses }: Operation, status: number): boolean {
  return responses.some((response) => response.status === String(status))
}

function describedBy({ responses }: Operation, status: number): ModelResponse | undefined {
  const names = [String(status), `${Math.floor(status / 100)}XX`, 'DEFAULT']
  for (const name of names) {
    const found = responses.find((response) => response.status.toUpperCase() === name)
    if (found !== undefined) return found
  }
  return undefined
}

function responseOf(
  operation: Operation,
  status: number,
  described: ModelResponse,
): StubResponse | undefined {
  const headers = headersOf(described)
  const carriesBody = status !== 204 && status !== 205 && status !== 304 && status >= 200
  const mediaType = jsonTypeOf(described)
  if (!carriesBody || described.mediaTypes.length === 0) return emptyResponse(status, headers)
  if (mediaType === undefined) return textResponse(status, described, headers)
  const schema = described.content[mediaType]?.schema ?? true
  const body = exampleValue(
    schema,
    (value) => isValid(operation, status, mediaType, value),
    described.examples[mediaType],
  )
  return body === undefined
    ? undefined
    : withHeaders(jsonResponse(status, body, [], sentAs(mediaType)), headers)
}

function jsonTypeOf({ mediaTypes }: ModelResponse): string | undefined {
  return (
    mediaTypes.find((each) => isJsonMediaType(each)) ??
    mediaTypes.find((each) => each === '*/*' || each === 'application/*')
  )
}

/** A range of media types is not one that a response can have. */
function sentAs(mediaType: string): string {
  return mediaType.includes('*') ? 'application/json' : mediaType
}

function isValid(operation: Operation, status: number, mediaType: string, body: unknown): boolean {
  const verdict = operation.validateResponse(status, mediaType, body, 'intended')
  return verdict.kind !== 'checked' || verdict.violations.length === 0
}

function textResponse(
  status: number,
  { mediaTypes, examples }: ModelResponse,
  headers: readonly string[],
): StubResponse {
  const [mediaType = 'text/plain'] = mediaTypes
  const example = examples[mediaType]
  const text = typeof example === 'string' ? example : (STATUS_CODES[status] ?? '')
  const isText = essenceOfMediaType(mediaType).startsWith('text/')
  const body = Buffer.from(isText || typeof example === 'string' ? text : '')
  return withHeaders(
    {
      status,
      rawHeaders: ['Content-Type', sentAs(mediaType), 'Content-Length', String(body.length)],
      body,
    },
    headers,
  )
}

function emptyResponse(status: number, headers: readonly string[]): StubResponse {
  const length = status === 204 || status === 304 ? [] : ['Content-Length', '0']
  return { status, rawHeaders: [...length, ...headers], body: Buffer.alloc(0) }
}

function withHeaders(response: StubResponse, headers: readonly string[]): StubResponse {
  return headers.length === 0
    ? response
    : { ...response, rawHeaders: [...response.rawHeaders, ...headers] }
}

/** Headers that the server writes itself. */
const WRITTEN = new Set(['content-length', 'transfer-encoding', 'connection', 'date'])

/** Every documented header that is required or has an example. */
function headersOf({ headers }: ModelResponse): string[] {
  return headers.flatMap(({ name, isRequired, schema, example }) => {
    if (WRITTEN.has(name.toLowerCase()) || (!isRequired && example === undefined)) return []
    const value = example ?? exampleValue(schema?.schema ?? true, () => true)
    const text = typeof value === 'string' ? value : [value].flat().map(String).join(',')
    // What a header cannot carry would end the response.
    return /^[\t\x20-\x7E]*$/.test(text) && /^[\w!#$%&'*+.^`|~-]+$/.test(name) ? [name, text] : []
  })
}
