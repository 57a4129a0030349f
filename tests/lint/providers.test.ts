import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { credentialsAskedBy, stubProvider } from '../../src/cli/lint-mocks.ts'
import { shippedContract } from '../../src/contract/index.ts'
import type { Provider } from '../../src/lint/index.ts'
import { contractWith } from '../support/contracts.ts'
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
const SMALL = contractWith(
  '{ type: object, properties: { id: { type: integer } }, required: [id] }',
  `            example: { id: 1 }
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
`,
)

const FIELD_ERROR = '{"message":"no","errors":[{"field":"a","code":"strange"}]}'

describe('a mock that', () => {
  it.each<[string, Provider, RegExp]>([
    [
      'takes everything is told',
      answering(200, '{"message":"Success"}'),
      /missing at .* got 200 instead of 400 or 422/,
    ],
    ['refuses the example is told', answering(422, FIELD_ERROR), /the example .* got 422 instead/],
    ['answers what no schema allows is told', answering(422, FIELD_ERROR), /got 422: .*strange/],
    ['answers an undocumented status is told', answering(418, ''), /418, which is not documented/],
    [
      'calls text JSON is told',
      answering(200, 'fine'),
      /with application\/json that is not valid JSON/,
    ],
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

  it('is the stub answers as the document says, in every documented status', async () => {
    const { problems, mocks } = await lintCopies({ provider: stubProvider(shippedContract()) })
    expect(problems).toEqual([])
    expect(mocks).toEqual(['the stub'])
  })
})

describe('what a mock is not asked', () => {
  const own = answering(418, '')
  const withOwnPath: Provider = {
    ...own,
    start: async () => ({ ...(await own.start()), ownPaths: ['/send'] }),
  }
  it.each<[string, Provider, string, RegExp]>([
    [
      'an operation at a path that it serves in its own way',
      withOwnPath,
      SMALL,
      /answers of a mock to send were not judged: it has its own service/,
    ],
    [
      'an operation that no valid message could be made for',
      own,
      SMALL.replace('{ type: integer }', "{ pattern: '^(?=a)b' }").replace(
        '{ id: 1 }',
        '{ id: b }',
      ),
      /answers of a mock to send were not judged: no valid message could be made/,
    ],
  ])('%s, and that is said', async (_what, provider, document, sentence) => {
    const { problems, notJudged } = await lintCopies({ provider, document })
    expect(problems.filter(({ rule }) => rule === 'provider-answer')).toEqual([])
    expect(notJudged.join('\n')).toMatch(sentence)
  })

  it('what it answers over and over is told once', async () => {
    const { problems } = await lintCopies({ provider: answering(418, ''), document: SMALL })
    expect(problems.filter(({ message }) => message.includes('not documented'))).toHaveLength(1)
  })

  it.each([
    [200, 1],
    [201, 0],
  ])('where %i is documented, an example that got 201 is told %i times', async (good, times) => {
    const document = SMALL.replace("'200':", `'${good}':`)
    const provider = mockOf((request, response) => {
      request.resume().on('end', () => response.writeHead(201).end())
    })
    const { problems } = await lintCopies({ provider, document })
    expect(problems.filter(({ message }) => message.includes('the example'))).toHaveLength(times)
  })
})

describe('Prism gets the credentials that the document asks for', () => {
  const schemes = {
    key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    pair: { type: 'http', scheme: 'Basic' },
    token: { type: 'oauth2', flows: {} },
  }
  it.each<[string, object, object]>([
    ['none', {}, { scheme: 'none' }],
    ['an API key', { security: [{ key: [] }] }, { scheme: 'api-key', header: 'X-Key' }],
    ['HTTP Basic', { security: [{ pair: [] }] }, { scheme: 'basic' }],
    ['a token', { security: [{ token: [] }] }, { scheme: 'api-key', header: 'Authorization' }],
    ['none where they are optional', { security: [{}, { pair: [] }] }, { scheme: 'none' }],
    [
      'those of an operation',
      { paths: { '/a': { post: { security: [{ pair: [] }] } } } },
      { scheme: 'basic' },
    ],
  ])('%s', (_what, document, credentials) => {
    const whole = { components: { securitySchemes: schemes }, ...document }
    expect(credentialsAskedBy(whole)).toMatchObject(credentials)
  })
})
