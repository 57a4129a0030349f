import type express from 'express'
import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import { dropShip as expressDropShip } from '../../src/express.ts'
import { dropShip as fastifyDropShip } from '../../src/fastify.ts'
import { EXPRESSES, type Running, serving, servingFastify } from './guarded-endpoints.ts'

const CONFIRMATION = 'drop_shipment_confirmation'
const PATH = `/${CONFIRMATION}`

/** An application twice: unguarded, and guarded. Below `prefix` is what is asked for. */
export interface Twins {
  readonly prefix: string
  start(isGuarded: boolean): Promise<Running>
}

function expressTwins(
  of: typeof express,
  prefix: string,
  setUp: (app: express.Express, isGuarded: boolean) => void,
): Twins {
  return {
    prefix,
    start: (isGuarded) => {
      const app = of()
      // What Express prints of errors is its own affair.
      app.set('env', 'test')
      setUp(app, isGuarded)
      return serving(app)
    },
  }
}

const ran = (_request: unknown, response: express.Response): void =>
  void response.json({ ran: true })

function expresses(name: string, of: typeof express): Record<string, Twins> {
  return {
    [`${name}, mounted on the application`]: expressTwins(of, '', (app, isGuarded) => {
      if (isGuarded) app.use(expressDropShip())
      app.post(PATH, ran)
    }),
    [`${name}, mounted below a path`]: expressTwins(of, '/webhooks', (app, isGuarded) => {
      if (isGuarded) app.use('/webhooks', expressDropShip())
      app.post(`/webhooks${PATH}`, ran)
    }),
    [`${name}, mounted below a path with a parameter`]: expressTwins(
      of,
      '/v1',
      (app, isGuarded) => {
        if (isGuarded) app.use('/:version', expressDropShip())
        app.post(`/:version${PATH}`, ran)
      },
    ),
    [`${name}, on a router`]: expressTwins(of, '/webhooks', (app, isGuarded) => {
      const router = of.Router()
      if (isGuarded) router.use(expressDropShip())
      router.post(PATH, ran)
      app.use('/webhooks', router)
    }),
    [`${name}, before a router`]: expressTwins(of, '/a/b', (app, isGuarded) => {
      const router = of.Router()
      router.post(PATH, ran)
      app.use('/a/b', ...(isGuarded ? [expressDropShip()] : []), router)
    }),
    [`${name}, on an application below another`]: expressTwins(of, '/api', (app, isGuarded) => {
      const below = of()
      if (isGuarded) below.use(expressDropShip())
      below.post(PATH, ran)
      app.use('/api', below)
    }),
    [`${name}, on a route for anything`]: expressTwins(of, '', (app, isGuarded) => {
      if (isGuarded) app.use(expressDropShip())
      app.post('/:webhook', ({ params }, response) => {
        if (params.webhook === CONFIRMATION) response.json({ ran: true })
        else response.status(404).end()
      })
    }),
    [`${name}, on a function`]: expressTwins(of, '', (app, isGuarded) => {
      if (isGuarded) app.use(expressDropShip())
      app.use(PATH, ran)
    }),
    [`${name}, whose paths differ by case`]: expressTwins(of, '', (app, isGuarded) => {
      app.enable('case sensitive routing')
      app.enable('strict routing')
      if (isGuarded) app.use(expressDropShip())
      app.post(PATH, ran)
    }),
    [`${name}, after the URL was rewritten`]: expressTwins(of, '/api', (app, isGuarded) => {
      app.use((request, _response, next) => {
        request.url = request.url.replace('/api', '')
        next()
      })
      if (isGuarded) app.use(expressDropShip())
      app.post(PATH, ran)
    }),
    [`${name}, on the route itself`]: expressTwins(of, '/any', (app, isGuarded) => {
      const guard = isGuarded ? [expressDropShip({ operation: CONFIRMATION })] : []
      app.post(`/any${PATH}`, ...guard, ran)
    }),
    [`${name}, with paths of its own`]: expressTwins(of, '/hooks/acme', (app, isGuarded) => {
      const paths = { [CONFIRMATION]: `/hooks/:tenant${PATH}` }
      if (isGuarded) app.use(expressDropShip({ paths }))
      app.post(`/hooks/:tenant${PATH}`, ran)
    }),
  }
}

function fastifyTwins(
  prefix: string,
  setUp: (app: FastifyInstance, isGuarded: boolean) => Promise<unknown>,
  options: FastifyServerOptions = {},
): Twins {
  return {
    prefix,
    start: (isGuarded) => servingFastify((app) => setUp(app, isGuarded), options),
  }
}

/** Everything that Fastify's router can be lenient about. */
const LENIENT_ROUTER = {
  ignoreTrailingSlash: true,
  caseSensitive: false,
  ignoreDuplicateSlashes: true,
  useSemicolonDelimiter: true,
}

const handler = (): object => ({ ran: true })

const FASTIFIES: Readonly<Record<string, Twins>> = {
  Fastify: fastifyTwins('', async (app, isGuarded) => {
    if (isGuarded) await app.register(fastifyDropShip)
    app.post(PATH, handler)
  }),
  'Fastify, whose router is lenient': fastifyTwins(
    '',
    async (app, isGuarded) => {
      if (isGuarded) await app.register(fastifyDropShip)
      app.post(PATH, handler)
    },
    { routerOptions: LENIENT_ROUTER },
  ),
  'Fastify, registered after its route': fastifyTwins('', async (app, isGuarded) => {
    app.post(PATH, handler)
    if (isGuarded) await app.register(fastifyDropShip)
  }),
  'Fastify, below a prefix': fastifyTwins('/webhooks', async (app, isGuarded) => {
    await app.register(
      async (webhooks) => {
        if (isGuarded) await webhooks.register(fastifyDropShip)
        webhooks.post(PATH, handler)
      },
      { prefix: '/webhooks' },
    )
  }),
  'Fastify, below a prefix with a parameter': fastifyTwins('/v1', async (app, isGuarded) => {
    await app.register(
      async (webhooks) => {
        if (isGuarded) await webhooks.register(fastifyDropShip)
        webhooks.post(PATH, handler)
      },
      { prefix: '/v:version' },
    )
  }),
  'Fastify, with routes of an instance below': fastifyTwins('/a', async (app, isGuarded) => {
    await app.register(
      async (outer) => {
        if (isGuarded) await outer.register(fastifyDropShip)
        await outer.register(async (inner) => inner.post(PATH, handler))
      },
      { prefix: '/a' },
    )
  }),
  'Fastify, whose URLs are rewritten': fastifyTwins(
    '/api',
    async (app, isGuarded) => {
      if (isGuarded) await app.register(fastifyDropShip)
      app.post(PATH, handler)
    },
    { rewriteUrl: ({ url = '' }) => url.replace('/api', '') },
  ),
  'Fastify, on a route for anything': fastifyTwins('', async (app, isGuarded) => {
    if (isGuarded) await app.register(fastifyDropShip)
    app.post<{ Params: { webhook: string } }>('/:webhook', ({ params }, reply) =>
      params.webhook === CONFIRMATION ? handler() : reply.code(404).send(),
    )
  }),
  'Fastify, on a wildcard': fastifyTwins('/all', async (app, isGuarded) => {
    await app.register(
      async (webhooks) => {
        if (isGuarded) await webhooks.register(fastifyDropShip)
        webhooks.post<{ Params: { '*': string } }>('/*', ({ params }, reply) =>
          params['*'] === CONFIRMATION ? handler() : reply.code(404).send(),
        )
      },
      { prefix: '/all' },
    )
  }),
  'Fastify, on the route itself': fastifyTwins('/any', async (app, isGuarded) => {
    const guard = isGuarded ? fastifyDropShip({ operation: CONFIRMATION }) : {}
    app.post(`/any${PATH}`, guard, handler)
  }),
  'Fastify, with paths of its own': fastifyTwins('/hooks/acme', async (app, isGuarded) => {
    const paths = { [CONFIRMATION]: `/hooks/:tenant${PATH}` }
    if (isGuarded) await app.register(fastifyDropShip, { paths })
    app.post(`/hooks/:tenant${PATH}`, handler)
  }),
}

/** Ways to set an application up, each with a handler for one operation that says when it ran. */
export const TWINS: Readonly<Record<string, Twins>> = {
  ...Object.fromEntries(
    Object.entries(EXPRESSES).flatMap(([name, of]) => Object.entries(expresses(name, of))),
  ),
  ...FASTIFIES,
}
