import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import {
  createTransport,
  type Exchange,
  type HttpRequest,
  systemClock,
  type Transport,
  type TransportOptions,
} from '../../src/core/index.ts'

const cleanups: (() => unknown)[] = []

/** To be closed, in the opposite order, by {@link closeAll}. */
export function cleanUp(clean: () => unknown): void {
  cleanups.push(clean)
}

/** Closes what a test has opened here; for `afterEach`. */
export async function closeAll(): Promise<void> {
  for (const clean of cleanups.splice(0).toReversed()) await clean()
}

/** A real transport that is closed with the test. */
export function transport(options: Partial<TransportOptions> = {}): Transport {
  const made = createTransport({ clock: systemClock, ...options })
  cleanUp(() => made.close())
  return made
}

/** The free port on which a server listens from now on. */
export async function listening(
  server: Server | ReturnType<typeof createTcpServer>,
): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanUp(
    () =>
      new Promise((resolve) => {
        server.close(resolve)
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  )
  return (server.address() as AddressInfo).port
}

/** An HTTP server on a free port; its URL. */
export async function http(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listening(createServer(listener))}/`
}

/** A server that reads one request's head and then does what it likes with the connection. */
export async function raw(respond: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => respond(socket))
  })
  const port = await listening(server)
  cleanUp(() => {
    for (const socket of sockets) socket.destroy()
  })
  return `http://127.0.0.1:${port}/`
}

/** A server that responds with this text and closes. */
export const rawResponse = (text: string): Promise<string> => raw((socket) => socket.end(text))

export function post(url: string, changes: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'POST', url, headers: [], body: Buffer.from('{}'), ...changes }
}

/** `200, no failure` or `no response, timeout`. */
export function outcome({ response, failure }: Exchange): string {
  return `${response?.status ?? 'no response'}, ${failure?.kind ?? 'no failure'}`
}
