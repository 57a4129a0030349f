import { request } from 'node:http'
import { createServer, type ServerOptions } from 'node:https'
import { listening } from './http-servers.ts'

/** Ends TLS in front of a server on loopback, as gateways do. @returns the port on which it listens */
export async function startTlsFront(options: ServerOptions, behind: string): Promise<number> {
  const { hostname, port } = new URL(behind)
  const server = createServer(options, (incoming, outgoing) => {
    const { method, url: path, headers } = incoming
    const onward = request({ hostname, port, method, path, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  return listening(server)
}
