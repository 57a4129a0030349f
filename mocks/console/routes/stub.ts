import type { FastifyInstance } from 'fastify'
import { isRecord } from '../../../src/core/index.ts'
import {
  advanceClock,
  FAULTS,
  READY_MADE,
  SCENARIO_EXAMPLE,
  readScenarioText,
  shownTime,
  type Stub,
} from '../../stub/index.ts'
import { asText, missing } from './input.ts'

/** The stub's scenarios and tokens. @param changed called after a change that the overview shows */
export function addStubRoutes(app: FastifyInstance, stub: Stub, changed: () => void): void {
  app.get('/api/scenarios', () => ({
    readyMade: READY_MADE.map(({ name, description }) => ({ name, description })),
    faults: Object.entries(FAULTS).map(([name, { description }]) => ({ name, description })),
    example: SCENARIO_EXAMPLE,
  }))
  app.put('/api/scenario', async (request) => {
    const body = isRecord(request.body) ? request.body : {}
    const run = asText(body.run)
    const options = run === undefined ? {} : { run }
    const name = asText(body.name)
    const written = asText(body.text)
    if (name !== undefined) stub.play(name, options)
    else if (written !== undefined) {
      const operations = stub.contract.operations.map(({ id }) => id)
      stub.play(await readScenarioText(written, 'scenario', operations), options)
    } else throw missing('name or text', 'the name of a ready-made scenario, or one in YAML')
    changed()
    return { playing: stub.playing() }
  })
  app.delete('/api/scenario', (request) => {
    const run = isRecord(request.query) ? asText(request.query.run) : undefined
    stub.stop(run === undefined ? {} : { run })
    changed()
    return { playing: stub.playing() }
  })
  app.get('/api/clock', () => shownTime(stub.clock))
  app.post('/api/clock', (request) => advanceClock(stub.clock, request.body))
  app.post('/api/tokens/expire', () => ({ ended: stub.tokens.expireAll() }))
  app.post('/api/tokens/revoke', () => ({ ended: stub.tokens.revokeAll() }))
}
