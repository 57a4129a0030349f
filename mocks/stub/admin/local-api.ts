import { type IncomingMessage, Server, type ServerResponse } from 'node:http'
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import {
  excessOf,
  HarnessError,
  isRecord,
  renderError,
  STEPPED_BYTES,
} from '../../../src/core/index.ts'
import { FASTIFY_WITHOUT_SCHEMAS } from '../application.ts'
import { readBody } from '../read-body.ts'
import { rejectionOf } from './guard.ts'

export interface LocalApi {
  route(request: IncomingMessage, response: ServerResponse): void
  close(): Promise<void>
}

export interface LocalApiOptions {
  /** Its name in error messages: `the admin API`. */
  readonly name: string
  /** Adds the routes. */
  readonly setUp: (app: FastifyInstance) => void
  readonly maxBodyBytes?: number
}

/**
 * An HTTP API for this machine only: other origins and host names are rejected, changes must be sent as JSON (which a
 * page of another origin cannot send without a preflight), and every error is JSON, too.
 */
export async function createLocalApi(options: LocalApiOptions): Promise<LocalApi> {
  const { name, setUp, maxBodyBytes = 1024 * 1024 } = options
  const app: FastifyInstance = Fastify<Server>({
    ...FASTIFY_WITHOUT_SCHEMAS,
    serverFactory: () => new Server(),
  })
  app.removeContentTypeParser('text/plain')
  boundBodies(app, maxBodyBytes)
  app.addHook('onRequest', (request, reply, next) => {
    const rejection = rejectionOf(request.headers)
    if (rejection === undefined) next()
    else void reply.code(403).send({ message: rejection })
  })
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ message: `This path does not exist in ${name}.` }),
  )
  app.setErrorHandler((error, _request, reply) => sendError(error, reply))
  setUp(app)
  await app.ready()
  return {
    route: (request, response) => app.routing(request, response),
    close: () => app.close(),
  }
}

/**
 * Parses JSON as Fastify does, unless it holds so many values that parsing alone would hold up everything else. Fastify
 * would keep each piece of a body, which takes a hundred times its bytes where each has one.
 */
function boundBodies(app: FastifyInstance, maxBytes: number): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', (request, payload, done) => {
    const fail = (statusCode: number, message: string): void =>
      done(Object.assign(new Error(message), { statusCode }))
    readBody(payload, maxBytes, ({ body, outcome }) => {
      if (outcome === 'aborted') return fail(400, 'The body is incomplete.')
      if (outcome === 'too-large') return fail(413, `The body is longer than ${maxBytes} bytes.`)
      const excess = excessOf(body)
      if (excess !== undefined) return fail(413, `The body holds ${excess}.`)
      const next = (): void => void parse(request, body.toString('utf8'), done)
      if (body.length < STEPPED_BYTES) next()
      else setImmediate(next)
    })
  })
}

function sendError(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof HarnessError) {
    const { code, message, details } = error
    const { cause: _cause, ...shown } = details
    return reply.code(400).send({ code, message, ...shown, text: renderError(error) })
  }
  const status = isRecord(error) && typeof error.statusCode === 'number' ? error.statusCode : 500
  const message =
    error instanceof Error && status < 500 ? error.message : 'The harness itself failed.'
  return reply.code(status).send({ message })
}
