import { isIP, type Socket } from 'node:net'
import { ExchangeError } from '../exchange-failure.ts'
import { proxyFor } from './proxy.ts'
import { unusableProxy } from './proxy-failure.ts'
import type { Route } from './route.ts'
import { contextsOf } from './secure-contexts.ts'
import { type TunnelTarget, openDirectly, openTunnel } from './tunnel.ts'

export interface DialOptions {
  readonly route: Route
  /** Milliseconds. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/**
 * A connection to a URL's host, byte for byte, through a tunnel where the route has a proxy for it. TLS is not begun.
 * @throws ExchangeError
 */
export async function dial(url: URL, options: DialOptions): Promise<Socket> {
  const { route, timeoutMs, signal } = options
  const to = destinationOf(url)
  const proxy = proxyFor(route.proxies, url)
  if (proxy === undefined) return openDirectly(to, { timeoutMs, signal })
  if (proxy.kind === 'unusable') throw new ExchangeError(unusableProxy(proxy))
  return openTunnel(proxy, to, { timeoutMs, signal, secureContext: contextsOf(route).forProxies })
}

export function destinationOf({ protocol, hostname, port }: URL): TunnelTarget {
  const usualPort = protocol === 'https:' ? 443 : 80
  return {
    hostname: hostname.replaceAll(/^\[|\]$/g, ''),
    port: port === '' ? usualPort : Number(port),
  }
}

/** The name that a TLS server is asked for; an address is none (RFC 6066 §3). */
export function serverNameOf(url: URL): { readonly servername?: string } {
  const { hostname } = destinationOf(url)
  return isIP(hostname) === 0 ? { servername: hostname } : {}
}
