import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { stubProvider } from '../../src/cli/lint-mocks.ts'
import { shippedContract } from '../../src/contract/index.ts'
import type { Provider } from '../../src/lint/index.ts'
import { lineOf, lintCopies } from './linting.ts'

/** A mock that answers whatever it is made to. */
function mockOf(listener: RequestListener): Provider {
  return {
    name: 'a mock',
    start: async () => {
      const server = createServer(listener)
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', () => resolve())
      })
      return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        credentials: { scheme: 'none' },
        close: () =>
          new Promise((resolve) => {
            server.close(() => resolve())
            server.closeAllConnections()
          }),
      }
    },
  }
}

function answering(status: number, body: string, type = 'application/json'): Provider {
  return mockOf((request, response) => {
    request.resume().on('end', () => response.writeHead(status, { 'content-type': type }).end(body))
  })
}

/** One operation, so that playing it takes little time. */
const SMALL = `openapi: 3.1.0
info: { title: Small, version: 1.0.0 }
paths:
  /send:
    post:
      operationId: send
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { id: { type: integer } }, required: [id] }
            example: { id: 1 }
      responses:
        '200': { description: Taken, content: { application/json: { schema: { type: object } } } }
        '422':
          description: Refused
          content: { application/json: { schema: { $ref: '#/components/schemas/Refusal' } } }
components:
  schemas:
    Refusal:
      type: object
      properties:
        message: { type: string }
        errors: { type: array, items: { properties: { code: { enum: [invalid] } } } }
      required: [message, errors]
`

const FIELD_ERROR = '{"message":"no","errors":[{"field":"a","code":"strange"}]}'

describe('a mock that', () => {
  test.each<[string, Provider, RegExp]>([
    [
      'takes everything is told',
      answering(200, '{"message":"Success"}'),
      /missing at .* got 200 instead of 400 or 422/,
    ],
    ['refuses the example is told', answering(422, FIELD_ERROR), /the example .* got 422 instead/],
    ['answers what no schema allows is told', answering(422, FIELD_ERROR), /got 422: .*strange/],
    ['answers an undocumented status is told', answering(418, ''), /418, which is not documented/],
    ['calls text JSON is told', answering(200, 'fine'), /with application\/json that is no JSON/],
    [
      'breaks the connection is told',
      mockOf((request) => request.socket.destroy()),
      /got no answer: the connection was closed/,
    ],
  ])('%s', async (_what, provider, message) => {
    const { problems } = await lintCopies({ provider, document: SMALL })
    expect(problems.map((problem) => problem.message).join('\n')).toMatch(message)
    expect(new Set(problems.map(({ rule }) => rule))).toEqual(new Set(['provider-answer']))
    expect(problems[0]?.line).toBe(lineOf(SMALL, '/send:') + 1)
  })

  test('is the stub answers as the document says, in every documented status', async () => {
    const { problems, mocks } = await lintCopies({ provider: stubProvider(shippedContract()) })
    expect(problems).toEqual([])
    expect(mocks).toEqual(['the stub'])
  })
})
