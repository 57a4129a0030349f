import { Readable } from 'node:stream'
import type { Clock } from './clock.ts'
import { Connections } from './connections.ts'
import type { Exchange, HttpRequest } from './exchange.ts'
import { InFlight } from './in-flight.ts'
import { createExplainer } from './route/explain.ts'
import { type OriginPath, pathTo } from './route/path.ts'
import type { UnusableProxy } from './route/proxy.ts'
import { unusableProxy } from './route/proxy-failure.ts'
import type { Route } from './route/route.ts'
import { Secret } from './secret.ts'

export interface TransportOptions {
  readonly clock: Clock
  /** Whole request, connection included. Milliseconds; default 30 000. */
  readonly timeoutMs?: number
  /** Milliseconds; default 10 000. */
  readonly connectTimeoutMs?: number
  /** From the request's last byte to the end of the response's headers. Milliseconds; default: the whole request's. */
  readonly headersTimeoutMs?: number
  /** Between two pieces of the response's body. Milliseconds; default: the whole request's. */
  readonly bodyTimeoutMs?: number
  /** Responses are read up to this many bytes; default 1 MiB. */
  readonly maxBodyBytes?: number
  /** Connections kept open to one origin; default 1. */
  readonly connections?: number
  /** Default: no proxy, the authorities that Node trusts, no client certificate. */
  readonly route?: Route
}

export interface SendOptions {
  readonly signal?: AbortSignal
  /** Overrides the transport's own for this request. Milliseconds. */
  readonly timeoutMs?: number
}

/** Sends requests and returns what happened; never throws for what an endpoint, a proxy or a network does. */
export interface Transport {
  send(request: HttpRequest, options?: SendOptions): Promise<Exchange>
  /** Closes every connection. */
  close(): Promise<void>
}

/** Milliseconds; what a transport waits where it is told nothing else. */
export const TRANSPORT_DEFAULTS = { timeoutMs: 30_000, connectTimeoutMs: 10_000 } as const

/** HTTP/1.1 over reused connections: redirects are not followed, time and size are bounded. */
export function createTransport(options: TransportOptions): Transport {
  const { clock, route = {} } = options
  const { timeoutMs, connectTimeoutMs } = { ...TRANSPORT_DEFAULTS, ...options }
  const maxBodyBytes = options.maxBodyBytes ?? 1024 * 1024
  const closing = new AbortController()
  const dialing = { route, connectTimeoutMs, signal: closing.signal }
  const targetOf = targetReader((origin) => pathTo(origin, dialing))
  const explain = createExplainer({ ...dialing, clock })
  const connections = new Connections(options.connections ?? 1, {
    pipelining: 1,
    headersTimeout: options.headersTimeoutMs ?? 0,
    bodyTimeout: options.bodyTimeoutMs ?? 0,
  })

  const send = (request: HttpRequest, sendOptions: SendOptions = {}): Promise<Exchange> =>
    new Promise((resolve) => {
      const { signal } = sendOptions
      const { path, requestTarget, origin, added } = targetOf(request.url)
      if ('problem' in path) {
        resolve(unsent(request, path, clock))
        return
      }
      const { body } = request
      const sent = {
        origin,
        path: requestTarget,
        method: request.method,
        headers: exposed(request.headers, added),
        body:
          typeof body === 'function'
            ? Readable.from(body(), { objectMode: false })
            : (body ?? null),
      }
      const limits = { clock, timeoutMs: sendOptions.timeoutMs ?? timeoutMs, maxBodyBytes, signal }
      const inFlight = new InFlight(request, sent, limits, (exchange) => {
        resolve(explain(exchange, path))
      })
      if (signal?.aborted === true) inFlight.reject()
      else connections.send(path, inFlight)
    })

  const close = async (): Promise<void> => {
    closing.abort()
    await connections.close()
  }
  return { send, close }
}

function exposed(headers: HttpRequest['headers'], added: readonly string[]): string[] {
  const flat: string[] = []
  for (const [name, value] of headers) {
    flat.push(name, value instanceof Secret ? value.expose() : value)
  }
  return added.length === 0 ? flat : [...added, ...flat]
}

interface Target {
  readonly origin: string
  readonly path: OriginPath | UnusableProxy
  /** What the request line names. */
  readonly requestTarget: string
  /** Headers that the way there needs, names and values in turn. */
  readonly added: readonly string[]
}

/** Addresses are few and used over and over, and to take one apart costs a twentieth of a request. */
const KNOWN_TARGETS = 100

function targetReader(
  makePath: (origin: string) => OriginPath | UnusableProxy,
): (url: string) => Target {
  const known = new Map<string, Target>()
  const paths = new Map<string, OriginPath | UnusableProxy>()
  return (url) => {
    let target = known.get(url)
    if (target === undefined) {
      const { origin, host, pathname, search } = new URL(url)
      const path = paths.get(origin) ?? makePath(origin)
      paths.set(origin, path)
      const inOrigin = { origin, path, requestTarget: `${pathname}${search}`, added: [] }
      target =
        'forwarded' in path
          ? {
              ...inOrigin,
              requestTarget: `${origin}${inOrigin.requestTarget}`,
              // Otherwise the proxy's own name would be used.
              added: ['Host', host, ...path.forwarded.headers],
            }
          : inOrigin
      if (known.size === KNOWN_TARGETS) known.clear()
      known.set(url, target)
    }
    return target
  }
}

function unsent(request: HttpRequest, proxy: UnusableProxy, clock: Clock): Exchange {
  return { request, failure: unusableProxy(proxy), startedAt: clock.now(), durationMs: 0 }
}
