import type express from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { dropShip as expressDropShip } from '../../src/express.ts'
import { HarnessError } from '../../src/core/index.ts'
import { EXPRESSES, type Running, serving } from '../support/guarded-endpoints.ts'
import { post } from '../support/post.ts'

const CONFIRMATION = 'drop_shipment_confirmation'
const PATH = `/${CONFIRMATION}`
const INVALID = { headers: { 'content-type': 'application/json' }, body: '{"shipment":7}' }

const running: Running[] = []
afterEach(async () => {
  for (const each of running.splice(0)) await each.close()
})

/** Starts as `app.listen` does, and gives what that throws. */
async function startOf(app: express.Express): Promise<unknown> {
  try {
    const server = app.listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    server.close()
    return undefined
  } catch (error) {
    return error
  }
}

const ran: express.RequestHandler = (_request, response) => void response.json({ ran: true })

type SetUp = (app: express.Express, of: typeof express) => void

/** Applications in which the middleware guards nothing, or less than it should. */
const GAPS: readonly (readonly [what: string, setUp: SetUp, says: RegExp])[] = [
  [
    'whose routes lie below another path',
    (app) => {
      app.use(expressDropShip())
      app.post(`/hooks${PATH}`, ran)
    },
    /guards no route: there is POST \/hooks\/drop_shipment_confirmation/,
  ],
  [
    'whose routes are on a router below another path',
    (app, of) => {
      const router = of.Router()
      router.post(PATH, ran)
      app.use(expressDropShip())
      app.use('/hooks', router)
    },
    /guards no route: there is POST \/drop_shipment_confirmation/,
  ],
  [
    'that is mounted below another path than its routes',
    (app) => {
      app.use('/webhooks', expressDropShip())
      app.post(PATH, ran)
    },
    /guards no route/,
  ],
  [
    'that has it after its routes',
    (app) => {
      app.post(PATH, ran)
      app.use(expressDropShip())
    },
    /guards no route/,
  ],
  [
    'that guards one route and passes another by',
    (app) => {
      app.use('/a', expressDropShip())
      app.post(`/a${PATH}`, ran)
      app.post('/b/drop_shipment_cancellation', ran)
    },
    /route POST \/b\/drop_shipment_cancellation looks like drop_shipment_cancellation/,
  ],
  [
    'whose paths are of its own, and not given',
    (app) => {
      app.use(expressDropShip())
      app.post('/hooks/confirmed', ran)
    },
    /guards no route: there is POST \/hooks\/confirmed/,
  ],
]

/** Applications that start: guarded, or nothing can be said. */
const SOUND: readonly (readonly [what: string, setUp: SetUp])[] = [
  [
    'with its routes',
    (app) => {
      app.use(expressDropShip())
      app.post(PATH, ran)
    },
  ],
  [
    'with one of its routes, and others that have nothing to do with it',
    (app) => {
      app.use('/hooks', expressDropShip())
      app.post('/login', ran)
      app.get('/health', ran)
      app.post(`/hooks${PATH}`, ran)
    },
  ],
  [
    'with its routes on a router',
    (app, of) => {
      const router = of.Router()
      router.post(PATH, ran)
      app.use('/hooks', expressDropShip(), router)
    },
  ],
  [
    'with a parameter in the path that it is mounted at',
    (app) => {
      app.use('/:tenant', expressDropShip())
      app.post(`/:tenant${PATH}`, ran)
    },
  ],
  [
    'with a route for anything',
    (app) => {
      app.use(expressDropShip())
      app.post('/:webhook', ran)
    },
  ],
  [
    'with a function at its path',
    (app) => {
      app.use(expressDropShip())
      app.use(PATH, ran)
      app.post('/login', ran)
    },
  ],
  [
    'with another application that has the routes',
    (app, of) => {
      const below = of()
      below.post(PATH, ran)
      app.use('/hooks', expressDropShip(), below)
      app.post('/login', ran)
    },
  ],
  ['without a route', (app) => void app.use(expressDropShip())],
  [
    'with paths of its own',
    (app) => {
      app.use(expressDropShip({ paths: { [CONFIRMATION]: '/hooks/:tenant/confirmed' } }))
      app.post('/hooks/:tenant/confirmed', ran)
    },
  ],
  [
    'with a guard on the route, and one for the others',
    (app) => {
      app.use('/a', expressDropShip())
      app.post('/a/drop_shipment_cancellation', ran)
      app.post(`/b${PATH}`, expressDropShip({ operation: CONFIRMATION }), ran)
    },
  ],
  [
    'with one guard on the application, and one on a router',
    (app, of) => {
      const router = of.Router()
      router.use(expressDropShip())
      router.post(PATH, ran)
      app.use('/a', expressDropShip())
      app.post('/a/drop_shipment_cancellation', ran)
      app.use('/b', router)
    },
  ],
  [
    'mounted at a pattern',
    (app) => {
      app.use(/^\/hooks/, expressDropShip())
      app.post(`/hooks${PATH}`, ran)
    },
  ],
]

describe.each(Object.entries(EXPRESSES))('%s', (_name, of) => {
  it.each(GAPS)('does not start an application %s', async (_what, setUp, says) => {
    const app = of()
    setUp(app, of)
    const error = await startOf(app)
    expect(error).toBeInstanceOf(HarnessError)
    expect(error).toMatchObject({ code: 'NOTHING_GUARDED' })
    expect(String(error)).toMatch(says)
    expect(String(error)).toMatch(/paths.*dropShip\(\{ operation \}\)/)
  })

  it.each(GAPS)('responds to no request, started another way, to %s', async (_what, setUp) => {
    const app = of()
    setUp(app, of)
    const seen: unknown[] = []
    const told: express.ErrorRequestHandler = (error, _request, response, _next) => {
      seen.push(error)
      response.status(500).json({ message: 'broken' })
    }
    app.use(told)
    const server = await serving(app)
    running.push(server)
    // The first request that comes to the middleware shows it, whatever it asks for.
    for (const path of [`/a${PATH}`, `/webhooks${PATH}`, '/nothing'])
      await post(`${server.url}${path}`, INVALID)
    expect(seen.length).toBeGreaterThan(0)
    expect(String(seen[0])).toMatch(/guards no route|does not guard it/)
  })

  it.each(SOUND)('starts an application %s', async (_what, setUp) => {
    const app = of()
    setUp(app, of)
    expect(await startOf(app)).toBeUndefined()
  })

  it.each(SOUND)('serves, started another way, an application %s', async (_what, setUp) => {
    const app = of()
    setUp(app, of)
    const server = await serving(app)
    running.push(server)
    for (const path of [PATH, `/a${PATH}`, `/hooks${PATH}`, '/hooks/a/confirmed']) {
      expect((await post(`${server.url}${path}`, INVALID)).status).not.toBe(500)
    }
  })

  it('does not start an application whose part below guards nothing', async () => {
    const [app, below] = [of(), of()]
    below.use('/webhooks', expressDropShip())
    below.post(PATH, ran)
    app.use('/api', below)
    expect(await startOf(app)).toMatchObject({ code: 'NOTHING_GUARDED' })
  })

  it('responds to no request on a router whose routes it does not know', async () => {
    const app = of()
    const router = of.Router()
    router.use(expressDropShip())
    router.post('/confirmed', ran)
    app.use('/hooks', router)
    const server = await serving(app)
    running.push(server)
    const { status, text } = await post(`${server.url}/hooks/confirmed`, INVALID)
    expect([status, text.includes('ran":true')]).toEqual([500, false])
  })

  it('responds to no request on a route whose operation it is not told', async () => {
    const app = of()
    app.post('/hooks/confirmed', expressDropShip(), ran)
    const server = await serving(app)
    running.push(server)
    expect((await post(`${server.url}/hooks/confirmed`, INVALID)).status).toBe(500)
  })

  it('tells a route’s operation from its path', async () => {
    const app = of()
    app.post(PATH, expressDropShip(), ran)
    const server = await serving(app)
    running.push(server)
    expect((await post(`${server.url}${PATH}`, INVALID)).status).toBe(422)
  })
})
