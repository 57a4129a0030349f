import { connect, createServer, type Socket } from 'node:net'
import { cleanUp, listening } from './http-servers.ts'

/** A SOCKS 5 server (RFC 1928, RFC 1929) that connects to any port of loopback, whatever host is asked for. */
export interface SocksServer {
  readonly port: number
  /** `client.test:443`. */
  readonly log: string[]
}

const NO_CREDENTIALS = 0
const USER_AND_PASSWORD = 2

/** @param hosts host and port, and the port on loopback where it is; others are rejected */
export async function startSocksServer(
  hosts: Readonly<Record<string, number>>,
  credentials?: string,
): Promise<SocksServer> {
  const log: string[] = []
  const sockets = new Set<Socket>()
  const serve = async (socket: Socket): Promise<void> => {
    const method = credentials === undefined ? NO_CREDENTIALS : USER_AND_PASSWORD
    await next(socket)
    socket.write(Uint8Array.of(5, method))
    if (credentials !== undefined) {
      const given = await next(socket)
      const userLength = given[1] ?? 0
      const user = given.subarray(2, 2 + userLength)
      const isKnown =
        `${user.toString()}:${given.subarray(3 + userLength).toString()}` === credentials
      socket.write(Uint8Array.of(1, isKnown ? 0 : 1))
      if (!isKnown) return
    }
    const asked = await next(socket)
    const nameLength = asked[4] ?? 0
    const host = asked.subarray(5, 5 + nameLength).toString()
    const authority = `${host}:${asked.readUInt16BE(5 + nameLength)}`
    log.push(authority)
    const port = hosts[authority]
    const reply = (code: number): boolean =>
      socket.write(Uint8Array.of(5, code, 0, 1, 0, 0, 0, 0, 0, 0))
    if (port === undefined) {
      reply(4)
      return
    }
    const onward = connect(port, '127.0.0.1', () => {
      reply(0)
      onward.pipe(socket).pipe(onward)
    })
    sockets.add(onward)
    onward.on('error', () => socket.destroy())
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    serve(socket).catch(() => socket.destroy())
  })
  const port = await listening(server)
  cleanUp(() => {
    for (const socket of sockets) socket.destroy()
  })
  return { port, log }
}

function next(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    socket.once('data', resolve)
    socket.once('close', () => reject(new Error('closed')))
  })
}
