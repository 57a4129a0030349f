import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startStub, type Stub, type StubOptions } from '../../mocks/stub/index.ts'

/** The three operations with unrelated paths and queries, as a client may have them. */
export const PLACES = {
  drop_shipment_confirmation: '/api/v2/shipped?code=key-of-shipped-1&tenant=7',
  drop_shipment_cancellation: '/hooks/cancel/',
  drop_shipment_partial_cancellation: '/index.php?route=drop-ship/partial&sig=signature-3',
} as const

type OperationName = keyof typeof PLACES

export interface ScatteredEndpoint {
  readonly stub: Stub
  /** The URL of each operation, on a host and port of its own. */
  readonly endpoints: Readonly<Record<OperationName, string>>
  /** The same as command-line options. */
  readonly options: readonly string[]
  /** What each host was asked for: `POST /hooks/cancel/`. */
  readonly asked: Readonly<Record<OperationName, readonly string[]>>
  close(): Promise<void>
}

const HOSTS = ['127.0.0.1', '127.0.0.2', '127.0.0.3']

/**
 * A client that takes every webhook at another host, with another path and query; anything else gets 404. Behind
 * the three hosts is one stub, whose own URL no test needs but for tokens.
 *
 * @param hosts the addresses of the three hosts
 */
export async function startScatteredEndpoint(
  options: StubOptions = {},
  hosts: readonly string[] = HOSTS,
): Promise<ScatteredEndpoint> {
  const stub = await startStub(options)
  const names = Object.keys(PLACES) as OperationName[]
  const asked: Record<string, string[]> = {}
  const servers: Server[] = []
  const urls = await Promise.all(
    names.map(async (name, index) => {
      const seen = (asked[name] = [] as string[])
      const server = gateway(PLACES[name], `${stub.url}/${name}`, (line) => seen.push(line))
      servers.push(server)
      const host = hosts[index]
      await new Promise<void>((resolve) => server.listen(0, host, resolve))
      const { port } = server.address() as AddressInfo
      return [name, `http://${host}:${port}${PLACES[name]}`] as const
    }),
  )
  return {
    stub,
    endpoints: Object.fromEntries(urls) as Record<OperationName, string>,
    options: urls.flatMap(([name, url]) => ['--endpoint', `${name}=${url}`]),
    asked: asked as Record<OperationName, string[]>,
    close: async () => {
      await Promise.all(
        servers.map(
          (server) =>
            new Promise((resolve) => {
              server.close(resolve)
              server.closeAllConnections()
            }),
        ),
      )
      await stub.close()
    },
  }
}

/** Passes requests for exactly one path and query on, and knows no others. */
function gateway(place: string, target: string, note: (line: string) => void): Server {
  return createServer((incoming, outgoing) => {
    note(`${incoming.method ?? ''} ${incoming.url ?? ''}`)
    if (incoming.url !== place) {
      incoming.resume()
      outgoing.writeHead(404).end()
      return
    }
    const onward = httpRequest(target, { method: incoming.method, headers: incoming.headers })
    onward.on('response', (response) => {
      outgoing.writeHead(response.statusCode ?? 500, response.headers)
      response.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
}
