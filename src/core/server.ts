import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createNetServer } from 'node:net'
import type { Duplex } from 'node:stream'
import { HarnessError, messageOf, systemCodeOf } from './errors.ts'

/** A private key and its certificate, both PEM. */
export interface TlsKeyPair {
  readonly key: string
  readonly certificate: string
}

export interface ServerLimits {
  /** Milliseconds within which a whole request must arrive. */
  readonly requestTimeoutMs: number
}

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void

/**
 * An HTTP server that hostile clients neither stop nor crash: every wait is bounded, and bytes that are not HTTP get a
 * response before the connection closes.
 */
export function createHttpServer(
  limits: ServerLimits,
  listener: RequestListener,
  tls?: TlsKeyPair,
): Server {
  const options = {
    requestTimeout: limits.requestTimeoutMs,
    headersTimeout: Math.min(limits.requestTimeoutMs, 15_000),
    connectionsCheckingInterval: Math.min(1000, limits.requestTimeoutMs),
    // Longer than clients keep idle connections: the client closes first, and no request meets a closing connection.
    keepAliveTimeout: 75_000,
    maxHeaderSize: 64 * 1024,
  }
  const server =
    tls === undefined
      ? createServer(options, listener)
      : createTlsServer({ ...options, key: tls.key, cert: tls.certificate }, listener)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) =>
    respondToBrokenRequest(error, socket),
  )
  // CONNECT (tunnelling) is not supported.
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    endWith(socket, '405 Method Not Allowed', 'CONNECT is not possible here.')
  })
  return server
}

function respondToBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  switch (error.code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return endWith(socket, '408 Request Timeout', 'The request took too long to arrive.')
    case 'HPE_HEADER_OVERFLOW':
      return endWith(socket, '431 Request Header Fields Too Large', 'The headers are too large.')
    default:
      return endWith(socket, '400 Bad Request', 'The request is not readable HTTP.')
  }
}

function endWith(socket: Duplex, status: string, message: string): void {
  const body = JSON.stringify({ message })
  socket.on('error', () => socket.destroy())
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  )
}

export interface ListenOptions {
  readonly host: string
  /** 0 for any free port. */
  readonly port: number
  /** The option that chooses the port, as it is named in errors. */
  readonly portOption: string
}

/**
 * Listens, and returns the URL.
 * @throws HarnessError PORT_IN_USE, ADDRESS_UNAVAILABLE
 */
export async function listen(server: Server, options: ListenOptions): Promise<string> {
  const { host, port } = options
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host, port }, () => {
        server.off('error', reject)
        resolve()
      })
    })
  } catch (error) {
    throw await listenError(error, options)
  }
  const address = server.address() as AddressInfo
  const scheme = 'setSecureContext' in server ? 'https' : 'http'
  return `${scheme}://${shownHost(address)}:${address.port}`
}

/** The address at which to reach a server: loopback for one that listens on every interface. */
function shownHost({ address, family }: AddressInfo): string {
  if (family !== 'IPv6') return address === '0.0.0.0' ? '127.0.0.1' : address
  return address === '::' ? '[::1]' : `[${address}]`
}

/** The next free port after one, as far as that can be detected. */
async function freePortAfter({ host, port }: ListenOptions): Promise<number> {
  for (let next = port + 1; next < Math.min(port + 100, 65_536); next++) {
    const probe = createNetServer()
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false))
      probe.listen({ host, port: next }, () => probe.close(() => resolve(true)))
    })
    if (isFree) return next
  }
  return 0
}

async function listenError(error: unknown, options: ListenOptions): Promise<HarnessError> {
  const { host, port, portOption } = options
  const code = systemCodeOf(error)
  if (code === 'EADDRINUSE') {
    const free = await freePortAfter(options)
    return new HarnessError('PORT_IN_USE', `Port ${port} is in use.`, {
      where: `${host}:${port}`,
      next: `choose another with ${portOption} ${free} (${portOption} 0 for any free one), or find the process that uses it with \`lsof -i :${port}\``,
      cause: error,
    })
  }
  return new HarnessError('ADDRESS_UNAVAILABLE', `Cannot listen on ${host}:${port}.`, {
    found: messageOf(error),
    next:
      code === 'EACCES'
        ? `choose a port above 1023 with ${portOption}`
        : 'choose an address of this machine with --host, or omit it for 127.0.0.1',
    cause: error,
  })
}

/** Stops listening, lets requests in flight finish for up to `graceMs`, then closes what is left. */
export async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(timer)
}
