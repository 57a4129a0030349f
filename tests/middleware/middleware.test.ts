import express from 'express'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { loadContract, type Operation } from '../../src/contract/index.ts'
import {
  dropShip as expressDropShip,
  type RejectedMessage,
  type WarnedMessage,
} from '../../src/express.ts'
import { dropShip as fastifyDropShip } from '../../src/fastify.ts'
import { createMessages } from '../../src/messages/index.ts'
import { type Running, serving, servingFastify } from '../support/guarded-endpoints.ts'

const PATH = '/drop_shipment_confirmation'
let operation: Operation
let endpoint: Running | undefined

beforeAll(async () => {
  operation = (await loadContract()).operation('drop_shipment_confirmation')
})

afterEach(async () => {
  await endpoint?.close()
  endpoint = undefined
})

function behind(parser: express.RequestHandler): Promise<Running> {
  const app = express()
  app.use(parser)
  app.use('/webhooks', expressDropShip())
  app.post(
    `/webhooks${PATH}`,
    (request, response) => void response.json({ received: request.body as unknown }),
  )
  app.post('/other', (_request, response) => void response.json({ other: true }))
  return serving(app)
}

const FRAMEWORKS: Readonly<Record<string, () => Promise<Running>>> = {
  'Express, which reads the body itself': async () => {
    const app = express()
    app.use('/webhooks', expressDropShip({ maxBodyBytes: 100_000 }))
    app.post(
      `/webhooks${PATH}`,
      (request, response) => void response.json({ received: request.body as unknown }),
    )
    app.post('/other', (_request, response) => void response.json({ other: true }))
    return serving(app)
  },
  'Express behind its JSON parser': () => behind(express.json()),
  'Express behind its raw parser': () => behind(express.raw({ type: '*/*' })),
  'Express behind its text parser': () => behind(express.text({ type: '*/*' })),
  Fastify: () =>
    servingFastify(async (app) => {
      await app.register(
        async (webhooks) => {
          await webhooks.register(fastifyDropShip)
          webhooks.post(PATH, (request) => ({ received: request.body }))
        },
        { prefix: '/webhooks' },
      )
      app.post('/other', () => ({ other: true }))
    }),
}

async function post(path: string, body: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${endpoint?.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const text = await response.text()
  return {
    status: response.status,
    body:
      response.headers.get('content-type')?.includes('json') === true
        ? (JSON.parse(text) as unknown)
        : text,
  }
}

describe.each(Object.entries(FRAMEWORKS))('%s', (_name, start) => {
  it('hands a valid message to the handler, parsed', async () => {
    endpoint = await start()
    const message = createMessages(operation).message('full', 3)
    expect(await post(`/webhooks${PATH}`, JSON.stringify(message))).toEqual({
      status: 200,
      body: { received: message },
    })
  })

  it('responds with 422 with every failing field as the contract documents', async () => {
    endpoint = await start()
    const response = await post(`/webhooks${PATH}`, '{"shipment":{"carrier":7}}')
    expect(response.status).toBe(422)
    expect(response.body).toMatchObject({
      errors: expect.arrayContaining([
        expect.objectContaining({ field: 'shipment.carrier', code: 'invalid_type' }),
        expect.objectContaining({ field: 'shipment.channel', code: 'missing_field' }),
      ]) as unknown,
    })
    expect(operation.validateResponse(422, 'application/json', response.body)).toEqual({
      kind: 'checked',
      violations: [],
    })
  })

  it('accepts what only the intended reading forbids', async () => {
    endpoint = await start()
    expect((await post(`/webhooks${PATH}`, '{}')).status).toBe(200)
  })

  it('responds with 400 to what is not valid JSON', async () => {
    endpoint = await start()
    expect((await post(`/webhooks${PATH}`, '{"shipment":')).status).toBe(400)
  })

  it('leaves other paths alone', async () => {
    endpoint = await start()
    expect(await post('/other', '{"anything":1}')).toEqual({ status: 200, body: { other: true } })
  })
})

describe('the body that Express reads itself', () => {
  it.each([
    ['application/json', 'x'.repeat(100_001), 413],
    ['text/plain', '{}', 415],
    ['application/json', '"\xFF"', 400],
  ])('as %s of %.5s… is rejected with %i', async (type, text, status) => {
    endpoint = await FRAMEWORKS['Express, which reads the body itself']?.()
    const response = await fetch(`${endpoint?.url}/webhooks${PATH}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: Buffer.from(text, 'latin1'),
    })
    expect(response.status).toBe(status)
    expect(await response.json()).toEqual({ message: expect.any(String) as unknown })
  })
})

describe('whoever wants to know', () => {
  interface Told {
    readonly rejected: RejectedMessage[]
    readonly warned: WarnedMessage[]
  }

  const watched: Readonly<Record<string, (told: Told) => Promise<Running>>> = {
    'Express behind its JSON parser': ({ rejected, warned }) => {
      const app = express()
      app.use(express.json())
      app.use(
        expressDropShip({
          onRejected: (message) => rejected.push(message),
          onWarned: (message) => warned.push(message),
        }),
      )
      app.post(PATH, (_request, response) => void response.json({}))
      return serving(app)
    },
    Fastify: ({ rejected, warned }) =>
      servingFastify(async (app) => {
        await app.register(fastifyDropShip, {
          onRejected: (message) => rejected.push(message),
          onWarned: (message) => warned.push(message),
        })
        app.post(PATH, () => ({}))
      }),
  }

  it.each(Object.entries(watched))('is told by %s', async (_name, start) => {
    const told: Told = { rejected: [], warned: [] }
    endpoint = await start(told)
    const twice = JSON.stringify(createMessages(operation).message('full')).replace(
      '"carrier":',
      '"carrier":"DHL","carrier":',
    )
    expect((await post(PATH, twice)).status).toBe(200)
    expect((await post(PATH, '{"shipment":7}')).status).toBe(422)
    expect((await post(PATH, '\uFEFF{}')).status).toBe(400)
    expect(told.warned).toMatchObject([
      {
        operation: 'drop_shipment_confirmation',
        warnings: [{ kind: 'duplicate-property', pointer: '/shipment/carrier' }],
      },
    ])
    expect(told.rejected.map(({ status, operation: id }) => [status, id])).toEqual([
      [422, 'drop_shipment_confirmation'],
      [400, 'drop_shipment_confirmation'],
    ])
  })
})
