import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import axios from 'axios'
import fastify from 'fastify'
import supertest from 'supertest'
import { request } from 'undici'
import { describe, expect, it } from 'vitest'
import { loadContract } from '../../src/contract/index.ts'
import { createMatchers, matchers } from '../../src/vitest.ts'
import { createMessages } from '../../src/messages/index.ts'

expect.extend(matchers)

const OPERATION = 'drop_shipment_confirmation'
const contract = await loadContract()

function confirmation(): Record<string, Record<string, unknown>> {
  return structuredClone(createMessages(contract.operation(OPERATION)).example()) as Record<
    string,
    Record<string, unknown>
  >
}

/** What a failing expectation says. */
async function complaintOf(act: () => unknown): Promise<string> {
  try {
    await act()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return 'nothing was wrong'
}

describe('toSatisfyRequest', () => {
  it('passes a valid body, parsed, as text and as bytes', () => {
    const text = JSON.stringify(confirmation())
    expect(confirmation()).toSatisfyRequest(OPERATION)
    expect(text).toSatisfyRequest(OPERATION)
    expect(Buffer.from(text)).toSatisfyRequest(OPERATION)
  })

  it('shows each broken rule with the offending line, a marker and the line of the contract', async () => {
    const body = confirmation()
    delete body.shipment?.carrier
    body.shipment = { ...body.shipment, billed_weight: '10' }
    const complaint = await complaintOf(() => expect(body).toSatisfyRequest(OPERATION))
    expect(complaint).toContain(
      'expected the body to satisfy the request of drop_shipment_confirmation (intended reading), but 2 rules are broken',
    )
    expect(complaint).toMatch(/"billed_weight": "10".*\n.*\^\^\^\^/)
    expect(complaint).toMatch(
      /= openapi\/drop-ship\.yaml:\d+ \(type\) at \/shipment\/billed_weight/,
    )
    expect(complaint).toContain('(required)')
  })

  it('says where a text is not JSON', async () => {
    const complaint = await complaintOf(() =>
      expect('{"shipment": nope}').toSatisfyRequest(OPERATION),
    )
    expect(complaint).toContain('body:1:14')
  })

  it('names the operation that was probably meant', async () => {
    const complaint = await complaintOf(() =>
      expect({}).toSatisfyRequest('drop_shipment_confirmatoin'),
    )
    expect(complaint).toContain('drop_shipment_confirmatoin')
  })

  it('can be turned around', async () => {
    expect({}).not.toSatisfyRequest(OPERATION)
    const complaint = await complaintOf(() =>
      expect(confirmation()).not.toSatisfyRequest(OPERATION),
    )
    expect(complaint).toContain('expected not the body to satisfy')
  })

  it('judges by the reading that was asked for', () => {
    const published = createMatchers({ reading: 'published' })
    expect(published.toSatisfyRequest({}, OPERATION).pass).toBe(true)
    expect(createMatchers().toSatisfyRequest({}, OPERATION).pass).toBe(false)
  })
})

const RIGHT = {
  message: 'Validation failure',
  errors: [{ field: 'shipment', code: 'missing_field' }],
}
const WRONG = {
  message: 'Validation failure',
  errors: [{ field: 'shipment', code: 'misssing_field' }],
}

describe('toSatisfyResponse', () => {
  it('reads the responses of fetch, undici, axios, supertest and Fastify inject', async () => {
    const app = fastify()
    app.post('/right', (_request, reply) => reply.code(422).send(RIGHT))
    app.post('/wrong', (_request, reply) => reply.code(422).send(WRONG))
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    const clients: Record<string, (path: string) => Promise<unknown>> = {
      fetch: (path) => fetch(`${url}${path}`, { method: 'POST' }),
      undici: (path) => request(`${url}${path}`, { method: 'POST' }),
      axios: (path) => axios.post(`${url}${path}`, {}, { validateStatus: () => true }),
      inject: (path) => app.inject({ method: 'POST', url: path }),
      supertest: async (path) => await supertest(url).post(path),
    }
    try {
      for (const [name, call] of Object.entries(clients)) {
        await expect(await call('/right'), name).toSatisfyResponse(OPERATION)
        const wrong = await call('/wrong')
        const complaint = await complaintOf(async () => expect(wrong).toSatisfyResponse(OPERATION))
        expect(complaint, name).toContain('/errors/0/code')
      }
    } finally {
      await app.close()
    }
  })

  it('leaves the body of a fetch response to the test', async () => {
    const response = Response.json(RIGHT, { status: 422 })
    await expect(response).toSatisfyResponse(OPERATION)
    expect(await response.json()).toEqual(RIGHT)
  })

  it('complains about a status that is not documented', async () => {
    const complaint = await complaintOf(() =>
      expect({ status: 418, headers: {}, data: '' }).toSatisfyResponse(OPERATION),
    )
    expect(complaint).toContain('documents only 200, 400, 401, 422, 500, 502')
  })

  it('takes a 200 without a body, which the contract leaves to the client', async () => {
    const server = createServer((_request, response) => response.end()).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    try {
      await expect(await fetch(`http://127.0.0.1:${port}/`)).toSatisfyResponse(OPERATION)
    } finally {
      server.close()
      server.closeAllConnections()
    }
  })

  it('says what it can judge when it is given something else', async () => {
    const complaint = await complaintOf(() => expect({ response: 42 }).toSatisfyResponse(OPERATION))
    expect(complaint).toContain('toSatisfyResponse judges an HTTP response')
  })
})

describe('toBeCertified', () => {
  it('rejects what is not a report', async () => {
    const complaint = await complaintOf(() => expect(42).toBeCertified())
    expect(complaint).toContain('judges the report of certify()')
  })
})
