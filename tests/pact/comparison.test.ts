import { expect, it } from 'vitest'
import { comparePact, parsePact } from '../../src/pact/index.ts'
import { compileText } from '../support/contracts.ts'

const contract = await compileText(`openapi: 3.0.3
info: { title: Orders, version: 1.0.0 }
security: [{ oauth: [] }, { key: [], cookie: [] }]
paths:
  /orders/{id}/lines:
    parameters:
      - $ref: '#/components/parameters/Tenant'
      - { name: id, in: path, required: true, schema: { type: string } }
    post:
      operationId: add
      parameters:
        - { name: X-Signature, in: header, required: true, schema: { type: string } }
        - { name: note, in: query, schema: { type: string } }
        - { name: Content-Type, in: header, required: true, schema: { type: string } }
      requestBody:
        content:
          application/json: { schema: { $ref: '#/components/schemas/Line' } }
          application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Line' } }
          image/*: { schema: { type: string } }
      responses:
        '200': { description: Added, content: { 'text/plain': { schema: { type: string } } } }
        '422': { description: Invalid }
        4XX: { description: Rejected }
  /open:
    post:
      operationId: open
      security: [{}, { oauth: [] }]
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/Line' } } }
      responses: { '200': { description: Opened } }
components:
  parameters:
    Tenant: { name: tenant, in: query, required: true, schema: { type: string } }
  securitySchemes:
    oauth: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: X-Key }
    cookie: { type: apiKey, in: cookie, name: session }
  schemas:
    Line: { type: object, properties: { sku: { type: string } }, required: [sku] }
`)

interface Request {
  method: string
  path: string
  query?: string | Record<string, string[]>
  headers: Record<string, string>
  body?: unknown
}
interface Response {
  status: number
  headers?: Record<string, string>
  body?: unknown
}

const JSON_TYPE = { 'Content-Type': 'application/json' }
/** Sends what the contract asks for. */
function correct(): { request: Request; response: Response } {
  return {
    request: {
      method: 'POST',
      path: '/orders/7/lines',
      query: 'tenant=a',
      headers: { ...JSON_TYPE, Authorization: 'Bearer a', 'x-signature': 'b' },
      body: { sku: 'c' },
    },
    response: { status: 200 },
  }
}

function disagreements(
  change: (interaction: ReturnType<typeof correct>) => unknown,
): { rule: string; pointer: string; message: string }[] {
  const interaction = correct()
  change(interaction)
  const pact = {
    consumer: { name: 'A' },
    provider: { name: 'B' },
    interactions: [{ description: 'a line', ...interaction }],
  }
  return comparePact(parsePact(JSON.stringify(pact), 'pact.json'), [contract])
}

it.each<[string, Parameters<typeof disagreements>[0]]>([
  ['all that is required', () => undefined],
  ['a query by names and values', ({ request }) => (request.query = { tenant: ['a'] })],
  [
    'a query within the path',
    ({ request }) => {
      request.path += '?tenant=a'
      delete request.query
    },
  ],
  [
    'the other credentials',
    ({ request }) => {
      delete request.headers.Authorization
      Object.assign(request.headers, { 'X-KEY': 'a', Cookie: 'theme=dark; session=b' })
    },
  ],
  ['no body where it is optional', ({ request }) => delete request.body],
  [
    'a form',
    ({ request }) => {
      request.headers['Content-Type'] = 'application/x-www-form-urlencoded'
      request.body = 'sku=c'
    },
  ],
  [
    'a body of a documented range',
    ({ request }) => {
      request.headers['Content-Type'] = 'image/png'
      request.body = 'bytes'
    },
  ],
  [
    'JSON by another name',
    ({ request }) => (request.headers['Content-Type'] = 'application/hal+json; charset=utf-8'),
  ],
  [
    'no credentials, and is rejected for it',
    ({ request, response }) => {
      delete request.headers.Authorization
      response.status = 401
    },
  ],
  [
    'an invalid request, and is rejected for it',
    ({ request, response }) => {
      delete request.query
      request.body = {}
      response.status = 422
    },
  ],
  [
    'what no operation takes, and is rejected for some reason',
    ({ request, response }) => {
      request.headers = {}
      request.body = {}
      response.status = 409
    },
  ],
  [
    'no credentials where they are optional',
    ({ request }) => {
      request.path = '/open'
      delete request.headers.Authorization
    },
  ],
])('an interaction that sends %s agrees with its contract', (_what, change) => {
  expect(disagreements(change)).toEqual([])
})

it.each<[string, Parameters<typeof disagreements>[0], string, string, RegExp]>([
  [
    'no query parameter',
    ({ request }) => delete request.query,
    'pact-request',
    '/request',
    /lacks the query parameter tenant, which add requires/,
  ],
  [
    'no header',
    ({ request }) => delete request.headers['x-signature'],
    'pact-request',
    '/request',
    /lacks the header x-signature/,
  ],
  [
    'no credentials',
    ({ request }) => delete request.headers.Authorization,
    'pact-request',
    '/request',
    /has no credentials, and add requires them/,
  ],
  [
    'no credentials, and is rejected for its body',
    ({ request, response }) => {
      delete request.headers.Authorization
      response.status = 422
    },
    'pact-request',
    '/request',
    /has no credentials/,
  ],
  [
    'half of the other credentials',
    ({ request }) => {
      delete request.headers.Authorization
      request.headers['X-Key'] = 'a'
    },
    'pact-request',
    '/request',
    /has no credentials/,
  ],
  [
    'another media type',
    ({ request }) => (request.headers['Content-Type'] = 'text/csv'),
    'pact-request',
    '/request/headers/Content-Type',
    /has a body of text\/csv, which add does not document/,
  ],
  [
    'no body where it is required',
    ({ request }) => {
      request.path = '/open'
      delete request.body
    },
    'pact-request',
    '/request',
    /has no body, and open needs one/,
  ],
  [
    'a form without a field',
    ({ request }) => {
      request.headers['Content-Type'] = 'application/x-www-form-urlencoded'
      request.body = 'size=c'
    },
    'pact-request',
    '/request/body',
    /sku is required/,
  ],
  [
    'a path that no template has',
    ({ request }) => (request.path = '/orders//lines'),
    'pact-operation',
    '/request/path',
    /calls POST \/orders\/\/lines, which no document describes/,
  ],
  [
    'a response with an undocumented body',
    ({ response }) => Object.assign(response, { headers: JSON_TYPE, body: {} }),
    'pact-response',
    '/response/headers/Content-Type',
    /expects a body of application\/json, which add does not document for status 200/,
  ],
])('an interaction that sends %s disagrees', (_what, change, rule, place, message) => {
  const found = disagreements(change)
  expect(found).toMatchObject([{ rule, pointer: `/interactions/0${place}` }])
  expect(found[0]?.message).toMatch(message)
})
