import type { Operation } from '../../contract/index.ts'
import { essenceOfMediaType, type Header, isRecord } from '../../core/index.ts'
import type { RequestOptions } from '../run/request.ts'

/** One way in which HTTP and JSON allow a message to be written. */
export interface Encoding {
  readonly name: string
  readonly title: string
  /** Where an invalid value is, for encodings that some frameworks validate separately. */
  readonly place?: string
  readonly encode: (body: unknown) => RequestOptions
}

/** @param mediaType of the operation's messages */
export function encodingsFor({ mediaType }: Operation): readonly Encoding[] {
  const essence = essenceOfMediaType(mediaType)
  return [...contentTypes(essence), ...ENCODINGS]
}

/** Encodings that may bypass a validation which is bound to the usual one. */
export function encodingsValidatedSeparately(operation: Operation): readonly Encoding[] {
  return encodingsFor(operation).filter(({ place }) => place !== undefined)
}

const contentTypes = (essence: string): readonly Encoding[] => [
  {
    name: 'charset',
    title: `accepts Content-Type: ${essence}; charset=utf-8`,
    place: `under Content-Type: ${essence}; charset=utf-8`,
    encode: () => ({ contentType: `${essence}; charset=utf-8` }),
  },
  {
    name: 'lower-case-headers',
    title: 'accepts header names in lower case',
    encode: () => ({
      contentType: null,
      headers: [['content-type', essence]],
      alter: lowerCaseHeaders,
    }),
  },
  {
    name: 'charset-in-capitals',
    title: `accepts Content-Type: ${essence};charset=UTF-8`,
    encode: () => ({ contentType: `${essence};charset=UTF-8` }),
  },
]

const ENCODINGS: readonly Encoding[] = [
  {
    name: 'further-headers',
    title: 'accepts additional headers, as clients and proxies add them, and any Accept',
    encode: () => ({ headers: ADDITIONAL }),
  },
  {
    name: 'chunked',
    title: 'accepts a chunked body',
    place: 'in a chunked body',
    encode: (body) => ({ raw: () => chunksOf(JSON.stringify(body), 64) }),
  },
  {
    name: 'json',
    title:
      'accepts JSON with line breaks, properties in another order and the escapes that serializers write',
    encode: (body) => ({
      raw: Buffer.from(`${escaped(JSON.stringify(reversed(body), null, 2))}\n`),
    }),
  },
]

/** None of them says anything about the message. */
const ADDITIONAL: readonly Header[] = [
  ['Accept', '*/*'],
  ['User-Agent', 'drop-ship-sender/1.0 (+https://sender.example)'],
  ['Accept-Encoding', 'gzip, deflate'],
  ['X-Request-Id', '7f3c9a52-6f0e-4a3e-9a0b-0d5f6f3f2f11'],
  ['traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
  ['X-Forwarded-For', '203.0.113.7'],
]

function lowerCaseHeaders<T extends { readonly headers: readonly (readonly [string, unknown])[] }>(
  request: T,
): T {
  return {
    ...request,
    headers: request.headers.map(([name, value]) => [name.toLowerCase(), value]),
  }
}

async function* chunksOf(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
  await Promise.resolve()
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, property]) => [name, reversed(property)]),
  )
}

/** What serializers escape: characters beyond ASCII, and what is special in HTML. */
function escaped(json: string): string {
  return withEscapes(json, /[<>&\u0080-\uFFFF]/g).replaceAll('/', String.raw`\/`)
}

/** JSON with the characters that a pattern finds, which are within strings, as `\u` escapes. */
export function withEscapes(json: string, characters: RegExp): string {
  return json.replaceAll(
    characters,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
