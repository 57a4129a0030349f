import { buildConnector } from 'undici'
import { ExchangeError } from '../exchange-failure.ts'
import { destinationOf } from './dial.ts'
import { basicCredentials, type Proxy, proxyFor, type UnusableProxy } from './proxy.ts'
import { unreachableProxy } from './proxy-failure.ts'
import type { Route } from './route.ts'
import { contextsOf } from './secure-contexts.ts'
import { openTunnel } from './tunnel.ts'

/** How the requests to one origin are sent. */
export interface OriginPath {
  /** What connections are made to: the origin, or the proxy that requests are handed to. */
  readonly peer: string
  readonly connect: buildConnector.connector
  /** The proxy in between. */
  readonly proxy?: Proxy
  /** Present where a proxy is handed whole requests, in absolute form (RFC 9112 §3.2.2): headers for it alone, flat. */
  readonly forwarded?: { readonly headers: readonly string[] }
}

export interface PathOptions {
  readonly route: Route
  readonly connectTimeoutMs: number
  readonly signal: AbortSignal
}

/** Plain http goes to a proxy as it is; what is encrypted goes through a tunnel, and so does everything through SOCKS. */
export function pathTo(origin: string, options: PathOptions): OriginPath | UnusableProxy {
  const url = new URL(origin)
  const proxy = proxyFor(options.route.proxies, url)
  if (proxy?.kind === 'unusable') return proxy
  if (proxy === undefined) return { peer: origin, connect: directly(url, options) }
  if (url.protocol === 'https:' || proxy.kind === 'socks') {
    return { peer: origin, connect: tunnelled(proxy, url, options), proxy }
  }
  const credentials = basicCredentials(proxy)
  return {
    peer: `${proxy.kind}://${proxy.host}`,
    connect: toProxy(proxy, options),
    proxy,
    forwarded: {
      headers:
        credentials === undefined ? [] : ['Proxy-Authorization', `Basic ${credentials.expose()}`],
    },
  }
}

function directly({ protocol }: URL, options: PathOptions): buildConnector.connector {
  const timeout = options.connectTimeoutMs
  return protocol === 'https:' ? secure(options) : buildConnector({ timeout })
}

/** What is trusted is a matter of the route, and not of `NODE_TLS_REJECT_UNAUTHORIZED`. */
function secure({ route, connectTimeoutMs }: PathOptions): buildConnector.connector {
  return buildConnector({
    timeout: connectTimeoutMs,
    secureContext: contextsOf(route).forEndpoints,
    rejectUnauthorized: true,
  })
}

function toProxy(proxy: Proxy, options: PathOptions): buildConnector.connector {
  const connect = buildConnector({
    timeout: options.connectTimeoutMs,
    ...(proxy.kind === 'https'
      ? { secureContext: contextsOf(options.route).forProxies, rejectUnauthorized: true }
      : {}),
  })
  // The name that undici would ask for is that of the request's Host header.
  return (peer, done) =>
    connect({ ...peer, servername: proxy.hostname }, (...result) => {
      const [error] = result
      if (error === null) done(...result)
      else done(new ExchangeError(unreachableProxy(proxy, error)), null)
    })
}

function tunnelled(proxy: Proxy, url: URL, options: PathOptions): buildConnector.connector {
  const tls = url.protocol === 'https:' ? secure(options) : undefined
  const tunnel = {
    timeoutMs: options.connectTimeoutMs,
    signal: options.signal,
    secureContext: proxy.kind === 'https' ? contextsOf(options.route).forProxies : undefined,
  }
  const open = async (
    peer: buildConnector.Options,
    done: buildConnector.Callback,
  ): Promise<void> => {
    const opened = await openTunnel(proxy, destinationOf(url), tunnel).catch((error: unknown) =>
      error instanceof Error ? error : new Error(String(error)),
    )
    if (opened instanceof Error) done(opened, null)
    else if (tls === undefined) done(null, opened)
    else tls({ ...peer, httpSocket: opened }, done)
  }
  return (peer, done) => void open(peer, done)
}
