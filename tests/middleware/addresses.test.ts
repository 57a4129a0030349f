import express from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { loadContract } from '../../src/contract/index.ts'
import { dropShip as expressDropShip } from '../../src/express.ts'
import { dropShip as fastifyDropShip } from '../../src/fastify.ts'
import { createMessages } from '../../src/messages/index.ts'
import { EXPRESSES, type Running, serving, servingFastify } from '../support/guarded-endpoints.ts'
import { post } from '../support/post.ts'

const contract = await loadContract()
const CONFIRMATION = 'drop_shipment_confirmation'
const CANCELLATION = 'drop_shipment_cancellation'
const PATH = `/${CONFIRMATION}`
const VALID = JSON.stringify(createMessages(contract.operation(CONFIRMATION)).message('full'))
const INVALID = '{"shipment":{"carrier":7}}'
const JSON_TYPE = { 'content-type': 'application/json' }

const running: Running[] = []
afterEach(async () => {
  for (const each of running.splice(0)) await each.close()
})

async function started(app: Promise<Running>): Promise<Running> {
  const each = await app
  running.push(each)
  return each
}

const ran: express.RequestHandler = (_request, response) => void response.json({ ran: true })
const handler = (): object => ({ ran: true })

describe('operations at addresses that the client chose', () => {
  const setUps: Readonly<Record<string, () => Promise<Running>>> = {
    ...Object.fromEntries(
      Object.entries(EXPRESSES).map(([name, of]) => [
        name,
        () => {
          const app = of()
          app.use(
            expressDropShip({
              paths: {
                [CONFIRMATION]: '/hook?event=confirmed',
                [CANCELLATION]: '/hook?event=cancelled',
              },
            }),
          )
          app.post('/hook', ran)
          app.post(PATH, ran)
          return serving(app)
        },
      ]),
    ),
    Fastify: () =>
      servingFastify(async (app) => {
        await app.register(fastifyDropShip, {
          paths: {
            [CONFIRMATION]: '/hook?event=confirmed',
            [CANCELLATION]: '/hook?event=cancelled',
          },
        })
        app.post('/hook', handler)
        app.post(PATH, handler)
      }),
  }

  it.each(Object.entries(setUps))('are told apart by their query: %s', async (_name, start) => {
    const app = await started(start())
    const cancellation = JSON.stringify(
      createMessages(contract.operation(CANCELLATION)).message('full'),
    )
    const status = async (target: string, body: string): Promise<number> =>
      (await post(app.url, { target, headers: JSON_TYPE, body })).status
    expect(await status('/hook?event=confirmed', VALID)).toBe(200)
    expect(await status('/hook?event=confirmed', '{"shipment":1}')).toBe(422)
    expect(await status('/hook?event=confirmed', '{"order":1}')).toBe(200)
    expect(await status('/hook?a=1&event=cancelled#x', cancellation)).toBe(200)
    expect(await status('/hook?event=cancelled', '{"order":1}')).toBe(422)
    expect(await status('/hook?event=cancelled', '{"shipment":1}')).toBe(200)
    expect(await status('/hook?event=other', INVALID)).toBe(200)
    // It has another address now.
    expect(await status(PATH, INVALID)).toBe(200)
  })

  it.each([
    [{ nope: '/x' }, /no operation "nope"/],
    [{ [CONFIRMATION]: 'https://client.example/x' }, /not one that a route can have/],
    [{ [CONFIRMATION]: '/x#y' }, /not one that a route can have/],
  ])('are rejected as %j', async (paths, message) => {
    expect(() => expressDropShip({ paths })).toThrow(message)
    await expect(
      servingFastify(async (app) => app.register(fastifyDropShip, { paths })),
    ).rejects.toThrow(message)
  })

  it('are rejected for an operation that is none', () => {
    expect(() => expressDropShip({ operation: 'nope' })).toThrow(/no operation "nope"/)
    expect(() => fastifyDropShip({ operation: 'nope' })).toThrow(/no operation "nope"/)
  })
})

it.each([
  [
    'Express',
    () => {
      const app = express()
      app.all('/any', expressDropShip({ operation: CONFIRMATION }), ran)
      return serving(app)
    },
  ],
  [
    'Fastify',
    () =>
      servingFastify(async (app) => {
        app.route({
          method: ['POST', 'PUT'],
          url: '/any',
          ...fastifyDropShip({ operation: CONFIRMATION }),
          handler,
        })
      }),
  ],
])(
  '%s: a route with other methods is guarded for the method of its operation',
  async (_, start) => {
    const { url } = await started(start())
    expect((await post(`${url}/any`, { headers: JSON_TYPE, body: INVALID })).status).toBe(422)
    const response = await fetch(`${url}/any`, { method: 'PUT', headers: JSON_TYPE, body: INVALID })
    expect(response.status).toBe(200)
  },
)
