import { Readable } from 'node:stream'
import { createSecureContext, rootCertificates } from 'node:tls'
import { buildConnector } from 'undici'
import type { Clock } from './clock.ts'
import { Connections } from './connections.ts'
import type { Exchange, HttpRequest } from './exchange.ts'
import { InFlight } from './in-flight.ts'
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

interface Target {
  readonly origin: string
  readonly path: string
}

/** Addresses are few and used over and over, and to take one apart costs a twentieth of a request. */
const KNOWN_TARGETS = 100

function targetReader(): (url: string) => Target {
  const known = new Map<string, Target>()
  return (url) => {
    let target = known.get(url)
    if (target === undefined) {
      const { origin, pathname, search } = new URL(url)
      target = { origin, path: `${pathname}${search}` }
      if (known.size === KNOWN_TARGETS) known.clear()
      known.set(url, target)
    }
    return target
  }
}

/** Milliseconds; what a transport waits where it is told nothing else. */
export const TRANSPORT_DEFAULTS = { timeoutMs: 30_000, connectTimeoutMs: 10_000 } as const

/** HTTP/1.1 over reused connections: redirects are not followed, time and size are bounded. */
export function createTransport(options: TransportOptions): Transport {
  const { clock } = options
  const timeoutMs = options.timeoutMs ?? TRANSPORT_DEFAULTS.timeoutMs
  const maxBodyBytes = options.maxBodyBytes ?? 1024 * 1024
  const targetOf = targetReader()
  const connections = new Connections(options.connections ?? 1, {
    pipelining: 1,
    connect: buildConnector({
      timeout: options.connectTimeoutMs ?? TRANSPORT_DEFAULTS.connectTimeoutMs,
      ...(options.certificateAuthority === undefined
        ? {}
        : {
            // Made once: to read a hundred certificates anew for each of many connections takes seconds.
            secureContext: createSecureContext({
              ca: [...rootCertificates, options.certificateAuthority],
            }),
          }),
    }),
    headersTimeout: options.headersTimeoutMs ?? 0,
    bodyTimeout: options.bodyTimeoutMs ?? 0,
  })

  const send = (request: HttpRequest, sendOptions: SendOptions = {}): Promise<Exchange> =>
    new Promise((resolve) => {
      const { signal } = sendOptions
      const { origin, path } = targetOf(request.url)
      const sent = {
        origin,
        path,
        method: request.method,
        headers: exposed(request.headers),
        body:
          typeof request.body === 'function'
            ? Readable.from(request.body(), { objectMode: false })
            : (request.body ?? null),
      }
      const limits = {
        clock,
        timeoutMs: sendOptions.timeoutMs ?? timeoutMs,
        maxBodyBytes,
        signal,
      }
      const inFlight = new InFlight(request, sent, limits, resolve)
      if (signal?.aborted === true) inFlight.refuse()
      else connections.send(origin, inFlight)
    })

  return { send, close: () => connections.close() }
}
