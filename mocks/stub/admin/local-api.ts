import { type IncomingMessage, Server, type ServerResponse } from 'node:http'
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { HarnessError, isRecord, renderError } from '../../../src/core/index.ts'
import { FASTIFY_WITHOUT_SCHEMAS } from '../application.ts'
import { refusalOf } from './guard.ts'

export interface LocalApi {
  route(request: IncomingMessage, response: ServerResponse): void
  close(): Promise<void>
}

export interface LocalApiOptions {
  /** In sentences to the user: `the admin API`. */
  readonly name: string
  /** Adds the routes. */
  readonly setUp: (app: FastifyInstance) => void
  readonly maxBodyBytes?: number
}

/**
 * An HTTP API for this machine alone: other origins and names are kept out, whatever changes something must come as
 * JSON (which no page of another origin can send unasked), and every error is JSON, too.
 */
export async function createLocalApi(options: LocalApiOptions): Promise<LocalApi> {
  const { name, setUp, maxBodyBytes = 1024 * 1024 } = options
  const app: FastifyInstance = Fastify<Server>({
    ...FASTIFY_WITHOUT_SCHEMAS,
    serverFactory: () => new Server(),
    bodyLimit: maxBodyBytes,
  })
  app.removeContentTypeParser('text/plain')
  app.addHook('onRequest', (request, reply, next) => {
    const refusal = refusalOf(request.headers)
    if (refusal === undefined) next()
    else void reply.code(403).send({ message: refusal })
  })
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ message: `There is nothing at this path of ${name}.` }),
  )
  app.setErrorHandler((error, _request, reply) => answerError(error, reply))
  setUp(app)
  await app.ready()
  return {
    route: (request, response) => app.routing(request, response),
    close: () => app.close(),
  }
}

function answerError(error: unknown, reply: FastifyReply): FastifyReply {
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
