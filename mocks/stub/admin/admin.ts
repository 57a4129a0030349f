import type { FastifyInstance } from 'fastify'
import type { AccessTokens } from '../../../src/auth/index.ts'
import type { Contract } from '../../../src/contract/index.ts'
import { inTurns, isRecord, type MovableClock } from '../../../src/core/index.ts'
import type { Effects } from '../effects.ts'
import { attemptDocument, entryDocument } from '../journal/entry-document.ts'
import type { Journal } from '../journal/journal.ts'
import { scenarioOf, writtenScenario } from '../scenarios/find.ts'
import { READY_MADE } from '../scenarios/ready-made.ts'
import type { ScenarioPlayer } from '../scenarios/player.ts'
import { advanceClock, createClockWatch } from './clock.ts'
import { createLocalApi, type LocalApi } from './local-api.ts'
import { renderMetrics } from './metrics.ts'
import { parseEffectQuery, parseQuery } from './query.ts'
import { createStates } from './states.ts'

export interface AdminOptions {
  readonly contract: () => Contract
  /** When the stub started: by its monotonic clock, less what that is ahead. */
  readonly startedAt: number
  readonly journal: Journal
  readonly effects: Effects
  readonly player: ScenarioPlayer
  readonly tokens: AccessTokens
  readonly clock: MovableClock
  /** Aborted when the stub closes, which ends all waits. */
  readonly closing: AbortSignal
}

/** The admin API: the journal, scenarios, tokens, health and metrics, for tests and tools on the same machine. */
export function createAdmin(options: AdminOptions): Promise<LocalApi> {
  return createLocalApi({
    name: 'the admin API',
    setUp: (app) => {
      addObservation(app, options)
      addControl(app, options)
    },
  })
}

/** Routes that read. */
function addObservation(app: FastifyInstance, options: AdminOptions): void {
  const { contract, startedAt, journal, effects, player, tokens, clock } = options
  const uptimeSeconds = (): number =>
    Math.round(clock.monotonic() - clock.aheadMs - startedAt) / 1000
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
  app.get('/journal', async (request) => ({
    entries: (await inTurns(journal.entriesInSteps(parseQuery(request.query)))).map(entryDocument),
  }))
  app.get<{ Params: { id: string } }>('/journal/:id', (request, reply) => {
    const entry = journal.entry(Number(request.params.id))
    if (entry !== undefined) return entryDocument(entry)
    return reply.code(404).send({ message: 'The journal has no entry with this number.' })
  })
  app.get<{ Params: { message: string } }>('/messages/:message', (request) => ({
    message: request.params.message,
    attempts: journal.timeline(request.params.message).map(attemptDocument),
  }))
  app.get('/effects', (request) => {
    const operations = contract().operations.map(({ id }) => id)
    const query = parseEffectQuery(request.query, operations)
    if (query !== undefined) return { count: effects.count(query.operation, query.identifier) }
    return { operations: Object.fromEntries(operations.map((id) => [id, effects.totals(id)])) }
  })
  const watchClock = createClockWatch(clock, options.closing)
  app.get('/clock', (request, reply) => {
    const gone = new AbortController()
    reply.raw.once('close', () => gone.abort())
    return watchClock(request.query, gone.signal)
  })
  app.get('/totals', () => journal.totals())
  app.get('/scenarios', () => ({
    playing: player.playing(),
    readyMade: READY_MADE.map(({ name, description }) => ({ name, description })),
  }))
}

/** Routes that change the stub. */
function addControl(app: FastifyInstance, options: AdminOptions): void {
  const { contract, journal, effects, player, tokens, clock } = options
  const runOf = (query: unknown): string | undefined =>
    isRecord(query) && typeof query.run === 'string' ? query.run : undefined
  app.delete('/journal', (_request, reply) => {
    journal.clear()
    return reply.code(204).send()
  })
  app.delete('/effects', (_request, reply) => {
    effects.clear()
    return reply.code(204).send()
  })
  app.put('/scenario', (request) => {
    const operations = contract().operations.map(({ id }) => id)
    const { body } = request
    const isName = isRecord(body) && Object.keys(body).join() === 'name'
    const scenario = isName
      ? scenarioOf(String(body.name), operations)
      : writtenScenario(body, operations)
    player.play(scenario, runOf(request.query))
    return { playing: player.playing() }
  })
  app.delete('/scenario', (request) => {
    player.stop(runOf(request.query))
    return { playing: player.playing() }
  })
  const states = createStates(player, tokens, () => contract().operations.map(({ id }) => id))
  app.post('/states', (request, reply) => {
    states.change(request.body)
    return reply.code(204).send()
  })
  app.post('/clock', (request) => advanceClock(clock, request.body))
  app.post('/tokens/expire', () => ({ ended: tokens.expireAll() }))
  app.post('/tokens/revoke', () => ({ ended: tokens.revokeAll() }))
}
