import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

export interface CountingEndpoint {
  readonly url: string
  /** How often each webhook-id arrived. */
  readonly arrivals: ReadonlyMap<string, number>
  /** Ids that arrived while the same id was still in progress. */
  readonly overlaps: readonly string[]
  readonly total: () => number
  close(): Promise<void>
}

/** A local endpoint that accepts everything after `delayMs` and counts what arrives. */
export async function startCountingEndpoint(delayMs: number): Promise<CountingEndpoint> {
  const arrivals = new Map<string, number>()
  const open = new Set<string>()
  const overlaps: string[] = []
  let total = 0
  const server = createServer((request, response) => {
    const id = String(request.headers['webhook-id'])
    request.resume().on('end', () => {
      total++
      arrivals.set(id, (arrivals.get(id) ?? 0) + 1)
      if (open.has(id)) overlaps.push(id)
      open.add(id)
      void delay(delayMs).then(() => {
        open.delete(id)
        return response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}')
      })
    })
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    arrivals,
    overlaps,
    total: () => total,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
