import type { Dispatcher } from 'undici'
import type { Clock } from './clock.ts'
import type { Connection, Job } from './connections.ts'
import { BoundedBytes } from './bounded-bytes.ts'
import { decode } from './content-encoding.ts'
import type { Exchange, ExchangeFailure, HttpRequest, HttpResponse } from './exchange.ts'
import { failure, failureOf } from './exchange-failure.ts'
import { onAbort } from './on-abort.ts'

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

export interface Limits {
  readonly clock: Clock
  /** Milliseconds. */
  readonly timeoutMs: number
  readonly maxBodyBytes: number
  readonly signal: AbortSignal | undefined
}

/** One request and what becomes of it; every way to end settles the exchange exactly once. */
export class InFlight implements Job {
  readonly options: Dispatcher.DispatchOptions
  connection: Connection | undefined
  readonly #request: HttpRequest
  readonly #limits: Limits
  readonly #settle: (exchange: Exchange) => void
  readonly #startedAt: number
  readonly #began: number
  readonly #timer: NodeJS.Timeout
  readonly #forget: (() => void) | undefined
  #controller: Dispatcher.DispatchController | undefined
  #status: number | undefined
  #headers: HeaderLines = []
  #body: BoundedBytes
  #ended: ExchangeFailure | 'truncated' | undefined

  constructor(
    request: HttpRequest,
    options: Dispatcher.DispatchOptions,
    limits: Limits,
    settle: (exchange: Exchange) => void,
  ) {
    const { clock, timeoutMs, signal } = limits
    this.#request = request
    this.options = options
    this.#limits = limits
    this.#settle = settle
    this.#body = new BoundedBytes(limits.maxBodyBytes)
    this.#startedAt = clock.now()
    this.#began = clock.monotonic()
    this.#timer = setTimeout(() => this.end(failure('timeout')), timeoutMs)
    this.#forget = signal === undefined ? undefined : onAbort(signal, () => this.reject())
  }

  reject(): void {
    this.end(failure('aborted'))
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
    const announced = Number(headers['content-length'])
    if (announced > 0) this.#body = new BoundedBytes(this.#limits.maxBodyBytes, announced)
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#body.add(chunk)
    if (this.#body.isOver) this.end('truncated')
  }

  onResponseEnd(): void {
    this.connection?.free()
    if (this.#ended === undefined) this.#finish()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.connection?.free()
    if (this.#ended === undefined) this.#finish(failureOf(error))
  }

  #finish(reason?: ExchangeFailure): void {
    clearTimeout(this.#timer)
    this.#forget?.()
    const request = this.#request
    const startedAt = this.#startedAt
    const durationMs = this.#limits.clock.monotonic() - this.#began
    if (this.#status === undefined) {
      const failed = reason ?? failure('connection-reset')
      this.#settle({ request, startedAt, durationMs, failure: failed })
      return
    }
    const read = { body: this.#body.bytes(), truncated: this.#ended === 'truncated' }
    const decoded = decode(this.#headers, read, this.#limits.maxBodyBytes)
    const response = {
      status: this.#status,
      headers: this.#headers,
      body: decoded.body,
      truncated: decoded.truncated,
    }
    const failed = reason ?? decoded.failure
    this.#settle(
      failed === undefined
        ? { request, startedAt, durationMs, response }
        : { request, startedAt, durationMs, response, failure: failed },
    )
  }
}
