import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import fastify from 'fastify'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { loadContract, type Operation } from '../../src/contract/index.ts'
import { dropShip as expressDropShip } from '../../src/express.ts'
import { dropShip as fastifyDropShip } from '../../src/fastify.ts'
import { createMessages } from '../../src/messages/index.ts'

/** A client's endpoint at `url`, its operations below `/webhooks`, another path at `/other`. */
interface Endpoint {
  readonly url: string
  close(): Promise<void>
}

const PATH = '/drop_shipment_confirmation'
let operation: Operation
let endpoint: Endpoint | undefined

beforeAll(async () => {
  operation = (await loadContract()).operation('drop_shipment_confirmation')
})

afterEach(async () => {
  await endpoint?.close()
  endpoint = undefined
})

async function listening(server: Server): Promise<Endpoint> {
  if (!server.listening) await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close').catch(() => undefined)
    },
  }
}

function behind(parser: express.RequestHandler): Promise<Endpoint> {
  const app = express()
  app.use(parser)
  app.use('/webhooks', expressDropShip())
  app.post(
    `/webhooks${PATH}`,
    (request, response) => void response.json({ received: request.body as unknown }),
  )
  app.post('/other', (_request, response) => void response.json({ other: true }))
  return listening(app.listen(0, '127.0.0.1'))
}

const FRAMEWORKS: Readonly<Record<string, () => Promise<Endpoint>>> = {
  'Express, which reads the body itself': async () => {
    const app = express()
    app.use('/webhooks', expressDropShip({ maxBodyBytes: 100_000 }))
    app.post(
      `/webhooks${PATH}`,
      (request, response) => void response.json({ received: request.body as unknown }),
    )
    app.post('/other', (_request, response) => void response.json({ other: true }))
    return listening(app.listen(0, '127.0.0.1'))
  },
  'Express behind its JSON parser': () => behind(express.json()),
  'Express behind its raw parser': () => behind(express.raw({ type: '*/*' })),
  'Express behind its text parser': () => behind(express.text({ type: '*/*' })),
  Fastify: async () => {
    const app = fastify()
    await app.register(
      async (webhooks) => {
        await webhooks.register(fastifyDropShip)
        webhooks.post(PATH, (request) => ({ received: request.body }))
      },
      { prefix: '/webhooks' },
    )
    app.post('/other', () => ({ other: true }))
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    return { url, close: () => app.close() }
  },
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
  test('hands a right message to the handler, parsed', async () => {
    endpoint = await start()
    const message = createMessages(operation).message('full', 3)
    expect(await post(`/webhooks${PATH}`, JSON.stringify(message))).toEqual({
      status: 200,
      body: { received: message },
    })
  })

  test('answers 422 with every failing field as the contract documents', async () => {
    endpoint = await start()
    const answer = await post(`/webhooks${PATH}`, '{"shipment":{"carrier":7}}')
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({
      errors: expect.arrayContaining([
        expect.objectContaining({ field: 'shipment.carrier', code: 'invalid_type' }),
        expect.objectContaining({ field: 'shipment.channel', code: 'missing_field' }),
      ]) as unknown,
    })
    expect(operation.validateResponse(422, 'application/json', answer.body)).toEqual({
      kind: 'checked',
      violations: [],
    })
  })

  test('takes what only the intended reading forbids', async () => {
    endpoint = await start()
    expect((await post(`/webhooks${PATH}`, '{}')).status).toBe(200)
  })

  test('answers 400 to what is no JSON', async () => {
    endpoint = await start()
    expect((await post(`/webhooks${PATH}`, '{"shipment":')).status).toBe(400)
  })

  test('leaves other paths alone', async () => {
    endpoint = await start()
    expect(await post('/other', '{"anything":1}')).toEqual({ status: 200, body: { other: true } })
  })
})

test.each([`${PATH}/`, PATH.toUpperCase(), `${PATH}?a=1`])(
  'Express takes %s for the operation’s path, and so does its middleware',
  async (path) => {
    endpoint = await FRAMEWORKS['Express, which reads the body itself']?.()
    expect((await post(`/webhooks${path}`, '{"shipment":1}')).status).toBe(422)
  },
)

describe('the body that Express reads itself', () => {
  test.each([
    ['application/json', 'x'.repeat(100_001), 413],
    ['text/plain', '{}', 415],
    ['application/json', '"\xFF"', 400],
  ])('as %s of %.5s… is answered with %i', async (type, text, status) => {
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
