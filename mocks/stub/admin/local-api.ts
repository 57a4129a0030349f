import { type IncomingMessage, Server, type ServerResponse } from 'node:http'
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { excessOf, HarnessError, isRecord, renderError } from '../../../src/core/index.ts'
import { FASTIFY_WITHOUT_SCHEMAS } from '../application.ts'
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
    bodyLimit: maxBodyBytes,
  })
  app.removeContentTypeParser('text/plain')
  boundValues(app)
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

/** Parses JSON as Fastify does, unless it holds so many values that parsing alone would hold up everything else. */
function boundValues(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (request, body, done) => {
      const excess = excessOf(Buffer.from(body))
      if (excess !== undefined)
        done(Object.assign(new Error(`The body holds ${excess}.`), { statusCode: 413 }))
      else void parse(request, body, done)
    },
  )
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
