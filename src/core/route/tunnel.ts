import { type ClientRequest, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect, isIP, type Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import { defined } from '../defined.ts'
import { messageOf } from '../errors.ts'
import { ExchangeError, failure } from '../exchange-failure.ts'
import { basicCredentials, type Proxy } from './proxy.ts'
import { rejectedByProxy, rejectedBySocks, unreachableProxy } from './proxy-failure.ts'

/** Where a tunnel leads. */
export interface TunnelTarget {
  /** Without brackets. */
  readonly hostname: string
  readonly port: number
}

export interface TunnelOptions {
  /** For everything until the tunnel is open. Milliseconds. */
  readonly timeoutMs: number
  /** What a proxy that speaks TLS itself is trusted by. */
  readonly secureContext?: SecureContext | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * A connection that leads through a proxy to its destination, byte for byte.
 * @throws ExchangeError that names the proxy
 */
export async function openTunnel(
  proxy: Proxy,
  to: TunnelTarget,
  options: TunnelOptions,
): Promise<Socket> {
  return proxy.kind === 'socks'
    ? openBySocks(proxy, to, options)
    : openByConnect(proxy, to, options)
}

function authorityOf({ hostname, port }: TunnelTarget): string {
  return isIP(hostname) === 6 ? `[${hostname}]:${port}` : `${hostname}:${port}`
}

function openByConnect(proxy: Proxy, to: TunnelTarget, options: TunnelOptions): Promise<Socket> {
  const { timeoutMs, signal } = options
  const authority = authorityOf(to)
  return new Promise((resolve, reject) => {
    const request = connectRequest(proxy, authority, options)
    const timer = setTimeout(() => {
      reject(
        new ExchangeError(unreachableProxy(proxy, new ExchangeError(failure('connect-timeout')))),
      )
      request.destroy()
    }, timeoutMs)
    request.once('connect', ({ statusCode = 0 }, socket: Socket, head: Buffer) => {
      clearTimeout(timer)
      if (statusCode >= 200 && statusCode < 300) {
        if (head.length > 0) socket.unshift(head)
        resolve(socket)
        return
      }
      socket.destroy()
      reject(new ExchangeError(rejectedByProxy(proxy, statusCode, authority)))
    })
    request.once('error', (error) => {
      clearTimeout(timer)
      const isAborted = signal?.aborted === true
      reject(new ExchangeError(isAborted ? failure('aborted') : unreachableProxy(proxy, error)))
    })
    request.end()
  })
}

function connectRequest(
  proxy: Proxy,
  authority: string,
  { secureContext, signal }: TunnelOptions,
): ClientRequest {
  const credentials = basicCredentials(proxy)
  const options = {
    host: proxy.hostname,
    port: proxy.port,
    method: 'CONNECT',
    path: authority,
    agent: false,
    headers: {
      Host: authority,
      'Proxy-Connection': 'keep-alive',
      ...(credentials === undefined
        ? {}
        : { 'Proxy-Authorization': `Basic ${credentials.expose()}` }),
    },
    ...defined({ signal }),
  }
  if (proxy.kind === 'http') return httpRequest(options)
  return httpsRequest({
    ...options,
    rejectUnauthorized: true,
    ...defined({ secureContext }),
  })
}

async function openBySocks(
  proxy: Proxy,
  to: TunnelTarget,
  options: TunnelOptions,
): Promise<Socket> {
  const { SocksClient } = await import('socks')
  const { hostname, port, version = 5, username, password } = proxy
  const connection = await openDirectly(proxy, options).catch((error: unknown) => {
    throw new ExchangeError(unreachableProxy(proxy, error))
  })
  try {
    const { socket } = await SocksClient.createConnection({
      command: 'connect',
      destination: { host: to.hostname, port: to.port },
      timeout: options.timeoutMs,
      existing_socket: connection,
      proxy: {
        host: hostname,
        port,
        type: version,
        ...defined({ userId: username, password: password?.expose() }),
      },
    })
    return socket
  } catch (error) {
    connection.destroy()
    throw new ExchangeError(rejectedBySocks(proxy, messageOf(error), authorityOf(to)))
  }
}

/** A connection that is on nobody's behalf. */
export function openDirectly(
  { hostname, port }: TunnelTarget,
  { timeoutMs, signal }: TunnelOptions,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port })
    const end = (error: Error): void => {
      socket.destroy()
      reject(error)
    }
    const timer = setTimeout(() => end(new ExchangeError(failure('connect-timeout'))), timeoutMs)
    const abort = (): void => end(new ExchangeError(failure('aborted')))
    signal?.addEventListener('abort', abort, { once: true })
    socket.once('error', end)
    socket.once('close', () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    })
    socket.once('connect', () => {
      clearTimeout(timer)
      socket.off('error', end)
      resolve(socket)
    })
  })
}
