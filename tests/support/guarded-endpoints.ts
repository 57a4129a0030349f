import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import express4 from 'express4'
import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'

/** Applications with the middleware, as those who write them would set them up. */

export const EXPRESSES: Readonly<Record<string, typeof express>> = {
  'Express 5': express,
  'Express 4': express4,
}

export interface Running {
  readonly url: string
  close(): Promise<void>
}

/** Serves an application, or any listener, on a free port. */
export async function serving(app: RequestListener): Promise<Running> {
  const server: Server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** A Fastify application that listens. */
export async function servingFastify(
  setUp: (app: FastifyInstance) => Promise<unknown>,
  options: FastifyServerOptions = {},
): Promise<Running> {
  const app: FastifyInstance = fastify(options)
  await setUp(app)
  return { url: await app.listen({ port: 0, host: '127.0.0.1' }), close: () => app.close() }
}
