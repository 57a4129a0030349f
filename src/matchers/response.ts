import { HarnessError, isRecord, messageOf } from '../core/index.ts'

/** A response as the matchers judge it. */
export interface ReadResponse {
  readonly status: number
  readonly mediaType: string
  /** The body's text. */
  readonly text: string
}

/** A response whose body was read, or one whose body is still to come. */
export type ResponseReading = ReadResponse | Promise<ReadResponse>

/**
 * Reads the responses of common HTTP clients, by what they look like: `fetch` (the body of a copy is read, so that the test
 * may read it too), undici's `request` (the body is read, which can be done once), axios, supertest, and Fastify's `inject`.
 * `undefined` for anything else.
 */
export function readResponse(response: unknown): ResponseReading | undefined {
  if (!isRecord(response)) return undefined
  const { status, statusCode, headers } = response
  const code = typeof status === 'number' ? status : statusCode
  if (typeof code !== 'number') return undefined
  const head = { status: code, mediaType: mediaTypeOf(headers) }
  const { text, payload, body, data } = response
  if (typeof response.clone === 'function') return readLater(head, response.clone())
  if (isRecord(body) && typeof body.text === 'function') return readLater(head, body)
  const found = [text, payload, body, data].find((each) => each !== undefined)
  return { ...head, text: textOf(found) }
}

async function readLater(head: Omit<ReadResponse, 'text'>, source: unknown): Promise<ReadResponse> {
  const text: unknown =
    isRecord(source) && typeof source.text === 'function' ? await source.text() : ''
  return { ...head, text: textOf(text) }
}

/** Headers are a `Headers`, a record, or a list of pairs. */
function mediaTypeOf(headers: unknown): string {
  if (headers instanceof Headers) return headers.get('content-type') ?? ''
  const pairs: readonly unknown[] = Array.isArray(headers)
    ? headers
    : isRecord(headers)
      ? Object.entries(headers)
      : []
  for (const pair of pairs) {
    const [name, value]: readonly unknown[] = Array.isArray(pair) ? pair : []
    if (String(name).toLowerCase() === 'content-type') return String(value)
  }
  return ''
}

/** Bodies arrive as text, as bytes, or parsed. */
export function textOf(body: unknown): string {
  if (body === undefined) return ''
  if (typeof body === 'string') return body
  if (body instanceof Uint8Array) return new TextDecoder().decode(body)
  // A function or a symbol has no JSON, which `undefined` says.
  return jsonOf(body) ?? typeof body
}

/** @throws HarnessError INVALID_OPTION for what holds itself, and for what is nested deeper than can be written */
function jsonOf(body: unknown): string | undefined {
  try {
    return JSON.stringify(body, null, 2)
  } catch (error) {
    throw new HarnessError('INVALID_OPTION', 'The body cannot be written as JSON.', {
      expected: 'a body as text, as bytes, or parsed from JSON',
      found:
        error instanceof RangeError
          ? 'lists and objects too deep within each other'
          : messageOf(error),
      cause: error,
    })
  }
}
