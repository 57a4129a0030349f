import { type IncomingMessage, Server, type ServerResponse } from 'node:http'
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import type { AccessTokens } from '../../../src/auth/index.ts'
import type { Contract } from '../../../src/contract/index.ts'
import { type Clock, HarnessError, isRecord, renderError } from '../../../src/core/index.ts'
import { FASTIFY_WITHOUT_SCHEMAS } from '../application.ts'
import type { Journal } from '../journal/journal.ts'
import { scenarioOf, writtenScenario } from '../scenarios/find.ts'
import { READY_MADE } from '../scenarios/ready-made.ts'
import type { Stage } from '../scenarios/stage.ts'
import { refusalOf } from './guard.ts'
import { renderMetrics } from './metrics.ts'
import { parseQuery } from './query.ts'
import { createStates } from './states.ts'

export interface AdminOptions {
  readonly contract: () => Contract
  readonly journal: Journal
  readonly stage: Stage
  readonly tokens: AccessTokens
  readonly clock: Clock
}

export interface Admin {
  route(request: IncomingMessage, response: ServerResponse): void
  close(): Promise<void>
}

/** The admin API: the journal, scenarios, tokens, health and metrics, for tests and tools on the same machine. */
export async function createAdmin(options: AdminOptions): Promise<Admin> {
  const app: FastifyInstance = Fastify<Server>({
    ...FASTIFY_WITHOUT_SCHEMAS,
    serverFactory: () => new Server(),
    bodyLimit: 1024 * 1024,
  })
  app.addHook('onRequest', (request, reply, next) => {
    const refusal = refusalOf(request.headers)
    if (refusal === undefined) next()
    else void reply.code(403).send({ message: refusal })
  })
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ message: 'There is nothing at this path of the admin API.' }),
  )
  app.setErrorHandler((error, _request, reply) => answerError(error, reply))
  addObservation(app, options)
  addControl(app, options)
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
  const message = error instanceof Error && status < 500 ? error.message : 'The stub itself failed.'
  return reply.code(status).send({ message })
}

/** What can be asked. */
function addObservation(app: FastifyInstance, options: AdminOptions): void {
  const { contract, journal, stage, tokens, clock } = options
  const startedAt = clock.monotonic()
  const uptimeSeconds = (): number => (clock.monotonic() - startedAt) / 1000
  app.get('/health', () => {
    const { title, version, file, sha256 } = contract()
    return {
      status: 'ok',
      uptimeSeconds: uptimeSeconds(),
      contract: { title, version, file, sha256 },
    }
  })
  app.get('/metrics', (_request, reply) =>
    reply
      .type('text/plain; version=0.0.4; charset=utf-8')
      .send(renderMetrics(journal.totals(), tokens.count(), uptimeSeconds())),
  )
  app.get('/journal', (request) => ({ entries: journal.entries(parseQuery(request.query)) }))
  app.get<{ Params: { id: string } }>('/journal/:id', (request, reply) => {
    const entry = journal.entry(Number(request.params.id))
    return entry ?? reply.code(404).send({ message: 'The journal keeps no entry of this number.' })
  })
  app.get<{ Params: { message: string } }>('/messages/:message', (request) => ({
    message: request.params.message,
    attempts: journal.timeline(request.params.message),
  }))
  app.get('/totals', () => journal.totals())
  app.get('/scenarios', () => ({
    playing: stage.playing(),
    readyMade: READY_MADE.map(({ name, description }) => ({ name, description })),
  }))
}

/** What can be done. */
function addControl(app: FastifyInstance, options: AdminOptions): void {
  const { contract, journal, stage, tokens } = options
  const runOf = (query: unknown): string | undefined =>
    isRecord(query) && typeof query.run === 'string' ? query.run : undefined
  app.delete('/journal', (_request, reply) => {
    journal.clear()
    return reply.code(204).send()
  })
  app.put('/scenario', (request) => {
    const operations = contract().operations.map(({ id }) => id)
    const { body } = request
    const isName = isRecord(body) && Object.keys(body).join() === 'name'
    const scenario = isName
      ? scenarioOf(String(body.name), operations)
      : writtenScenario(body, operations)
    stage.play(scenario, runOf(request.query))
    return { playing: stage.playing() }
  })
  app.delete('/scenario', (request) => {
    stage.stop(runOf(request.query))
    return { playing: stage.playing() }
  })
  const states = createStates(stage, tokens, () => contract().operations.map(({ id }) => id))
  app.post('/states', (request, reply) => {
    states.change(request.body)
    return reply.code(204).send()
  })
  app.post('/tokens/expire', () => ({ ended: tokens.expireAll() }))
  app.post('/tokens/revoke', () => ({ ended: tokens.revokeAll() }))
}
