import type { Secret } from './secret.ts'

/** One header line; the value is a Secret where it carries credentials. Names keep the case they are sent with. */
export type Header = readonly [name: string, value: string | Secret]

export interface HttpRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly Header[]
  /** Bytes are sent with a Content-Length, a stream of chunks is sent chunked. */
  readonly body?: Uint8Array | (() => AsyncIterable<Uint8Array>)
}

export interface HttpResponse {
  readonly status: number
  /** As received, in order, names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Up to the transport's bound; decompressed where the endpoint compressed it. */
  readonly body: Uint8Array
  /** Its first bytes, where the whole waits in a file: `startOf` reads them. */
  readonly start?: Uint8Array
  /** True when the body was longer than the bound and was cut. */
  readonly truncated: boolean
}

/** Why no complete response was received. */
export type FailureKind =
  | 'name-resolution'
  | 'connection-refused'
  | 'connection-reset'
  | 'connect-timeout'
  | 'tls'
  | 'headers-timeout'
  | 'body-timeout'
  | 'timeout'
  | 'unreadable-answer'
  | 'proxy'
  | 'aborted'
  | 'network'

export interface ExchangeFailure {
  readonly kind: FailureKind
  /** One sentence for a person. */
  readonly message: string
  /** The system's own name for it, where there is one: `CERT_HAS_EXPIRED`. */
  readonly code?: string
  /** The next step for a person, where there is a particular one. */
  readonly next?: string
}

/** One request with its response, failure and times, whoever saw it. */
export interface ExchangeOf<Request, Response, Failure> {
  readonly request: Request
  /** Present as soon as the status line was read, even when the body then failed. */
  readonly response?: Response | undefined
  readonly failure?: Failure | undefined
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly durationMs: number
}

/** As its sender sees it: what an attempt, a finding and a curl command are made of. */
export interface Exchange extends ExchangeOf<HttpRequest, HttpResponse, ExchangeFailure> {
  /** The proxy that handed on a 502, 503 or 504, and that may have responded itself: host and port. */
  readonly passedBy?: string
}

/** Header lines as they pass over a connection: names and values in turn. */
export type RawHeaders = readonly string[]

/** A request or a response as it passes over a connection. */
export interface RawMessage {
  readonly rawHeaders: RawHeaders
  readonly body: Buffer
  /** True when the body was longer than what is kept of it. */
  readonly truncated?: boolean
}

export interface RawRequest extends RawMessage {
  readonly method: string
  /** Path and query. */
  readonly target: string
}

export interface RawResponse extends RawMessage {
  readonly status: number
  readonly statusText?: string
}

/** As a server or a proxy sees it: what a journal entry and a capture are made of. */
export type RawExchange = ExchangeOf<RawRequest, RawResponse, Pick<ExchangeFailure, 'message'>>

/** A response as people are shown it. */
export interface ShownResponse extends Pick<HttpResponse, 'status' | 'headers'> {
  readonly body: string
}

/** Raw header lines as pairs, as they were received. */
export function headerPairs(raw: RawHeaders): (readonly [name: string, value: string])[] {
  const pairs: (readonly [string, string])[] = []
  for (let index = 0; index + 1 < raw.length; index += 2) {
    pairs.push([raw[index] ?? '', raw[index + 1] ?? ''])
  }
  return pairs
}

/** The first value of a raw header, or `undefined`. @param name in lower case */
export function rawHeader(raw: RawHeaders, name: string): string | undefined {
  for (let index = 0; index < raw.length; index += 2) {
    if (raw[index]?.toLowerCase() === name) return raw[index + 1]
  }
  return undefined
}

/** What has to be said of a response that may be a proxy's own; empty of all others. */
export function passedOn({ passedBy }: Pick<Exchange, 'passedBy'>): string {
  return passedBy === undefined
    ? ''
    : `through the proxy ${passedBy}, which may have responded itself`
}

/** The value of a response header, several lines joined with a comma, or `undefined`. */
export function headerOf(
  message: { readonly headers: readonly (readonly [string, string | Secret])[] },
  name: string,
): string | undefined {
  const lines = message.headers.filter(([key]) => key.toLowerCase() === name)
  return lines.length === 0 ? undefined : lines.map(([, value]) => String(value)).join(', ')
}

/** Bytes of a body that are at hand even where the whole waits in a file. */
export const START_BYTES = 8 * 1024 + 1

/** The first bytes of a body, at most START_BYTES, without reading the whole where it waits in a file. */
export function startOf(response: HttpResponse): Uint8Array {
  return response.start ?? response.body.subarray(0, START_BYTES)
}

const utf8 = new TextDecoder('utf-8')

/** A file or a response as text: a byte order mark is passed over, bytes that are not UTF-8 become U+FFFD. */
export function textOf(body: Uint8Array): string {
  return utf8.decode(body)
}
