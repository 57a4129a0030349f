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

/** One request with its response and times: what an attempt, a journal entry, a finding and a curl command are made of. */
export interface Exchange {
  readonly request: HttpRequest
  /** Present as soon as the status line was read, even when the body then failed. */
  readonly response?: HttpResponse
  readonly failure?: ExchangeFailure
  /** The proxy that handed on a 502, 503 or 504, and that may have responded itself: host and port. */
  readonly passedBy?: string
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly durationMs: number
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

const utf8 = new TextDecoder('utf-8')

/** A file or a response as text: a byte order mark is passed over, bytes that are not UTF-8 become U+FFFD. */
export function textOf(body: Uint8Array): string {
  return utf8.decode(body)
}
