import fastify, { type FastifyInstance } from 'fastify'
import { describe, expect, it } from 'vitest'
import { dropShip as fastifyDropShip } from '../../src/fastify.ts'

const CONFIRMATION = 'drop_shipment_confirmation'
const PATH = `/${CONFIRMATION}`

describe('Fastify', () => {
  type SetUpFastify = (app: FastifyInstance) => Promise<unknown>
  const handler = (): object => ({ ran: true })

  async function startOfFastify(setUp: SetUpFastify): Promise<unknown> {
    const app: FastifyInstance = fastify()
    try {
      await setUp(app)
      await app.ready()
      return undefined
    } catch (error) {
      return error
    } finally {
      await app.close()
    }
  }

  it.each<[string, SetUpFastify, RegExp]>([
    [
      'whose routes lie below another prefix',
      async (app) => {
        await app.register(fastifyDropShip)
        await app.register(async (below) => below.post(PATH, handler), { prefix: '/hooks' })
      },
      /guards no route: there is POST \/hooks\/drop_shipment_confirmation/,
    ],
    [
      'without a route',
      async (app) => app.register(fastifyDropShip),
      /guards no route: there is none/,
    ],
    [
      'whose routes are of another instance',
      async (app) => {
        await app.register(async (below) => below.register(fastifyDropShip), { prefix: '/hooks' })
        app.get(`/hooks${PATH}`, handler)
      },
      /guards no route/,
    ],
    [
      'with routes for another method',
      async (app) => {
        await app.register(fastifyDropShip)
        app.put(PATH, handler)
      },
      /guards no route/,
    ],
    [
      'that guards one route and passes another by',
      async (app) => {
        await app.register(fastifyDropShip)
        app.post('/drop_shipment_cancellation', handler)
        app.post(`/hooks${PATH}`, handler)
      },
      /route POST \/hooks\/drop_shipment_confirmation looks like drop_shipment_confirmation/,
    ],
  ])('does not start an application %s', async (_what, setUp, says) => {
    const error = await startOfFastify(setUp)
    expect(error).toMatchObject({ code: 'NOTHING_GUARDED' })
    expect(String(error)).toMatch(says)
  })

  it.each<[string, SetUpFastify]>([
    [
      'with its routes after it',
      async (app) => {
        await app.register(fastifyDropShip)
        app.post(PATH, handler)
      },
    ],
    [
      'with its routes before it',
      async (app) => {
        app.post(PATH, handler)
        await app.register(fastifyDropShip)
      },
    ],
    [
      'that nobody waited for',
      async (app) => {
        void app.register(fastifyDropShip)
        app.post(PATH, handler)
      },
    ],
    [
      'with a wildcard',
      async (app) => {
        await app.register(fastifyDropShip)
        app.post('/*', handler)
      },
    ],
    [
      'with the plugin on several instances',
      async (app) => {
        for (const prefix of ['/a', '/b']) {
          await app.register(
            async (below) => {
              await below.register(fastifyDropShip)
              below.post(PATH, handler)
            },
            { prefix },
          )
        }
      },
    ],
    [
      'with a guard on the route, and the plugin for the others',
      async (app) => {
        await app.register(fastifyDropShip)
        app.post('/drop_shipment_cancellation', handler)
        app.post(`/hooks${PATH}`, fastifyDropShip({ operation: CONFIRMATION }), handler)
      },
    ],
  ])('starts an application %s', async (_what, setUp) => {
    expect(await startOfFastify(setUp)).toBeUndefined()
  })
})
