import { Readable } from 'node:stream'
import { createSecureContext, rootCertificates } from 'node:tls'
import { Agent, type Dispatcher } from 'undici'
import type { Clock } from './clock.ts'
import { decode } from './content-encoding.ts'
import type { Exchange, ExchangeFailure, HttpRequest, HttpResponse } from './exchange.ts'
import { failure, failureOf } from './exchange-failure.ts'
import { onAbort } from './on-abort.ts'
import { Secret } from './secret.ts'

export interface TransportOptions {
  readonly clock: Clock
  /** Whole request, connection included. Milliseconds; default 30 000. */
  readonly timeoutMs?: number
  /** Milliseconds; default 10 000. */
  readonly connectTimeoutMs?: number
  /** From the request's last byte to the end of the answer's headers. Milliseconds; default: the whole request's. */
  readonly headersTimeoutMs?: number
  /** Between two pieces of the answer's body. Milliseconds; default: the whole request's. */
  readonly bodyTimeoutMs?: number
  /** Answers are read up to this many bytes; default 1 MiB. */
  readonly maxBodyBytes?: number
  /** Connections kept open to one origin; default 1. */
  readonly connections?: number
  /** PEM certificates to trust besides the system's, for local endpoints with a self-made certificate. */
  readonly certificateAuthority?: string
}

export interface SendOptions {
  readonly signal?: AbortSignal
  /** Overrides the transport's own for this request. Milliseconds. */
  readonly timeoutMs?: number
}

/** Sends requests and returns what happened; never throws for what an endpoint or a network does. */
export interface Transport {
  send(request: HttpRequest, options?: SendOptions): Promise<Exchange>
  /** Closes every connection. */
  close(): Promise<void>
}

function exposed(headers: HttpRequest['headers']): string[] {
  const flat: string[] = []
  for (const [name, value] of headers) {
    flat.push(name, value instanceof Secret ? value.expose() : value)
  }
  return flat
}

type HeaderLines = HttpResponse['headers']

function headerLines(headers: Record<string, string | string[] | undefined>): HeaderLines {
  const lines: [string, string][] = []
  for (const name of Object.keys(headers)) {
    const value = headers[name]
    const lower = name.toLowerCase()
    if (Array.isArray(value)) for (const line of value) lines.push([lower, line])
    else lines.push([lower, value ?? ''])
  }
  return lines
}

/** Collects one answer; every way to end settles the exchange exactly once. */
class Collector implements Dispatcher.DispatchHandler {
  readonly #maxBodyBytes: number
  readonly #settle: (response: HttpResponse | undefined, failure?: ExchangeFailure) => void
  #controller: Dispatcher.DispatchController | undefined
  #status: number | undefined
  #headers: HeaderLines = []
  #chunks: Uint8Array[] = []
  #size = 0
  #ended: ExchangeFailure | 'truncated' | undefined

  constructor(
    maxBodyBytes: number,
    settle: (response: HttpResponse | undefined, failure?: ExchangeFailure) => void,
  ) {
    this.#maxBodyBytes = maxBodyBytes
    this.#settle = settle
  }

  /** Gives the request up for a reason of ours; what was read so far is kept. */
  end(reason: ExchangeFailure | 'truncated'): void {
    if (this.#ended !== undefined) return
    this.#ended = reason
    this.#finish(reason === 'truncated' ? undefined : reason)
    this.#controller?.abort(new Error('given up'))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#ended !== undefined) controller.abort(new Error('given up'))
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (statusCode < 200) return
    this.#status = statusCode
    this.#headers = headerLines(headers)
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const room = this.#maxBodyBytes - this.#size
    this.#chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk)
    this.#size += Math.min(chunk.length, room)
    if (chunk.length > room) this.end('truncated')
  }

  onResponseEnd(): void {
    if (this.#ended === undefined) this.#finish()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#ended === undefined) this.#finish(failureOf(error))
  }

  #finish(reason?: ExchangeFailure): void {
    if (this.#status === undefined) {
      this.#settle(undefined, reason ?? failure('connection-reset'))
      return
    }
    const raw = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks)
    const read = { body: raw ?? new Uint8Array(), truncated: this.#ended === 'truncated' }
    const decoded = decode(this.#headers, read, this.#maxBodyBytes)
    this.#settle(
      {
        status: this.#status,
        headers: this.#headers,
        body: decoded.body,
        truncated: decoded.truncated,
      },
      reason ?? decoded.failure,
    )
  }
}

/** HTTP/1.1 over reused connections: redirects are not followed, time and size are bounded. */
export function createTransport(options: TransportOptions): Transport {
  const { clock } = options
  const timeoutMs = options.timeoutMs ?? 30_000
  const maxBodyBytes = options.maxBodyBytes ?? 1024 * 1024
  const agent = new Agent({
    connections: options.connections ?? 1,
    pipelining: 1,
    connect: {
      timeout: options.connectTimeoutMs ?? 10_000,
      ...(options.certificateAuthority === undefined
        ? {}
        : {
            // Made once: to read a hundred certificates anew for each of many connections takes seconds.
            secureContext: createSecureContext({
              ca: [...rootCertificates, options.certificateAuthority],
            }),
          }),
    },
    headersTimeout: options.headersTimeoutMs ?? 0,
    bodyTimeout: options.bodyTimeoutMs ?? 0,
  })

  const send = (request: HttpRequest, sendOptions: SendOptions = {}): Promise<Exchange> =>
    new Promise((resolve) => {
      const { signal } = sendOptions
      let forget: (() => void) | undefined
      const startedAt = clock.now()
      const began = clock.monotonic()
      const collector = new Collector(maxBodyBytes, (response, reason) => {
        clearTimeout(timer)
        forget?.()
        resolve({
          request,
          ...(response === undefined ? {} : { response }),
          ...(reason === undefined ? {} : { failure: reason }),
          startedAt,
          durationMs: clock.monotonic() - began,
        })
      })
      const giveUp = (): void => collector.end(failure('aborted'))
      const timer = setTimeout(
        () => collector.end(failure('timeout')),
        sendOptions.timeoutMs ?? timeoutMs,
      )
      if (signal?.aborted === true) {
        giveUp()
        return
      }
      forget = signal === undefined ? undefined : onAbort(signal, giveUp)
      const url = new URL(request.url)
      agent.dispatch(
        {
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method: request.method,
          headers: exposed(request.headers),
          body:
            typeof request.body === 'function'
              ? Readable.from(request.body(), { objectMode: false })
              : (request.body ?? null),
        },
        collector,
      )
    })

  return { send, close: () => agent.destroy() }
}
