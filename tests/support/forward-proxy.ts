import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, type Socket } from 'node:net'
import { cleanUp, listening } from './http-servers.ts'
import type { Pair } from './authority.ts'

export interface ForwardProxyOptions {
  /** Hosts that it knows, with port where that is not the usual one, and the port on loopback where each one is. */
  readonly hosts: Readonly<Record<string, number>>
  /** `user:password`, which it asks for. */
  readonly credentials?: string
  /** What it returns instead of opening a tunnel. */
  readonly rejects?: number
  /** After so many requests it asks for credentials that nobody has. */
  readonly rejectsAfter?: number
  /** Speaks TLS itself. */
  readonly pair?: Pair
}

/** A forward proxy as companies have them: it passes http on, opens tunnels for https, and keeps a log. */
export interface ForwardProxy {
  readonly port: number
  /** `POST http://client.test/path`, `CONNECT client.test:443`. */
  readonly log: string[]
  /** Headers of each request that was for the proxy. */
  readonly headers: IncomingMessage['headers'][]
}

export async function startForwardProxy(options: ForwardProxyOptions): Promise<ForwardProxy> {
  const { hosts, credentials, rejects, rejectsAfter = Infinity } = options
  const log: string[] = []
  const headers: IncomingMessage['headers'][] = []
  const sockets = new Set<Socket>()
  const expected =
    credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`
  const note = (message: IncomingMessage): boolean => {
    log.push(`${message.method} ${message.url}`)
    headers.push(message.headers)
    if (log.length > rejectsAfter) return false
    return expected === undefined || message.headers['proxy-authorization'] === expected
  }
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    if (!note(incoming)) {
      outgoing.writeHead(407, { 'Proxy-Authenticate': 'Basic realm="proxy"' }).end('who is it?')
      return
    }
    const url = new URL(incoming.url ?? '', 'http://no-absolute-form.invalid')
    const port = hosts[url.host]
    if (port === undefined) {
      outgoing.writeHead(502).end('no such host')
      return
    }
    const { 'proxy-authorization': _own, ...passed } = incoming.headers
    const onward = request(
      {
        host: '127.0.0.1',
        port,
        method: incoming.method,
        path: `${url.pathname}${url.search}`,
        headers: passed,
      },
      (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers)
        response.pipe(outgoing)
      },
    )
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  }
  const server =
    options.pair === undefined ? createServer(pass) : createTlsServer(options.pair, pass)
  server.on('connect', (incoming, socket: Socket, head: Buffer) => {
    socket.on('error', () => undefined)
    const isKnown = note(incoming)
    const port = hosts[incoming.url?.replace(/:(?:80|443)$/, '') ?? '']
    const status = isKnown ? (rejects ?? (port === undefined ? 502 : undefined)) : 407
    if (status !== undefined) {
      socket.end(`HTTP/1.1 ${status} -\r\nContent-Length: 2\r\n\r\nno`)
      return
    }
    const onward = connect(port ?? 0, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.write(head)
      onward.pipe(socket).pipe(onward)
    })
    sockets.add(onward)
    onward.on('error', () => undefined)
    onward.on('close', () => socket.destroy())
    socket.on('close', () => onward.destroy())
  })
  const port = await listening(server)
  cleanUp(() => {
    for (const socket of sockets) socket.destroy()
  })
  return { port, log, headers }
}
