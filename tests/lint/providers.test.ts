import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { placeholderCredentials, stubProvider } from '../../src/cli/lint-mocks.ts'
import { shippedContract } from '../../src/contract/index.ts'
import type { MockProvider } from '../../src/lint/index.ts'
import { contractWith } from '../support/contracts.ts'
import { lineOf, lintCopies } from './linting.ts'

/** A mock that responds with whatever it is made to. */
function mockOf(listener: RequestListener): MockProvider {
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

function responding(status: number, body: string, type = 'application/json'): MockProvider {
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
          description: Rejected
          content: { application/json: { schema: { $ref: '#/components/schemas/Rejection' } } }
components:
  schemas:
    Rejection:
      type: object
      properties:
        message: { type: string }
        errors: { type: array, items: { properties: { code: { enum: [invalid] } } } }
      required: [message, errors]
`,
)

const FIELD_ERROR = '{"message":"no","errors":[{"field":"a","code":"strange"}]}'

describe('a mock that', () => {
  it('does not serve an operation is not asked, which is said', async () => {
    const serving: MockProvider = responding(404, '{}')
    const provider: MockProvider = {
      name: 'a mock',
      start: async () => ({ ...(await serving.start()), serves: () => false }),
    }
    const { problems, notJudged } = await lintCopies({ document: SMALL, errata: '', provider })
    expect(problems.map(({ rule }) => rule)).toEqual([])
    expect(notJudged.join(' ')).toContain(
      'The responses of a mock to send were not checked: it serves neither callbacks nor webhooks.',
    )
  })

  it.each<[string, MockProvider, RegExp]>([
    [
      'takes everything is told',
      responding(200, '{"message":"Success"}'),
      /missing at .* got 200 instead of 400 or 422/,
    ],
    [
      'rejects the example is reported',
      responding(422, FIELD_ERROR),
      /the example .* got 422 instead/,
    ],
    [
      'returns a body that no schema allows is reported',
      responding(422, FIELD_ERROR),
      /got 422: .*strange/,
    ],
    [
      'responds with an undocumented status is reported',
      responding(418, ''),
      /418, which is not documented/,
    ],
    [
      'calls text JSON is told',
      responding(200, 'fine'),
      /with application\/json that is not valid JSON/,
    ],
    [
      'breaks the connection is told',
      mockOf((request) => request.socket.destroy()),
      /got no response: the connection was closed/,
    ],
  ])('%s', async (_what, provider, message) => {
    const { problems } = await lintCopies({ provider, document: SMALL })
    expect(problems.map((problem) => problem.message).join('\n')).toMatch(message)
    expect(new Set(problems.map(({ rule }) => rule))).toEqual(new Set(['provider-answer']))
    expect(problems[0]?.line).toBe(lineOf(SMALL, '/send:') + 1)
  })

  it('is the stub responds as the document says, in every documented status', async () => {
    const { problems, mocks } = await lintCopies({ provider: stubProvider(shippedContract()) })
    expect(problems).toEqual([])
    expect(mocks).toEqual(['the stub'])
  })
})

describe('what a mock is not asked', () => {
  const own = responding(418, '')
  const withOwnPath: MockProvider = {
    ...own,
    start: async () => ({ ...(await own.start()), ownPaths: ['/send'] }),
  }
  it.each<[string, MockProvider, string, RegExp]>([
    [
      'an operation at a path that it serves in its own way',
      withOwnPath,
      SMALL,
      /responses of a mock to send were not checked: it has its own service/,
    ],
    [
      'an operation that no valid message could be made for',
      own,
      SMALL.replace('{ type: integer }', "{ pattern: '^(?=a)b' }").replace(
        '{ id: 1 }',
        '{ id: b }',
      ),
      /responses of a mock to send were not checked: no valid message could be made of its example, which breaks its schema/,
    ],
    [
      'an operation without an example that no valid message could be made for',
      own,
      SMALL.replace('{ type: integer }', "{ type: string, pattern: '^(?=a)b' }").replace(
        '            example: { id: 1 }\n',
        '',
      ),
      /not checked: no valid message could be made; an example in the document would help/,
    ],
  ])('%s, and that is said', async (_what, provider, document, sentence) => {
    const { problems, notJudged } = await lintCopies({ provider, document })
    expect(problems.filter(({ rule }) => rule === 'provider-answer')).toEqual([])
    expect(notJudged.join('\n')).toMatch(sentence)
  })

  it('a repeated problem is reported once', async () => {
    const { problems } = await lintCopies({ provider: responding(418, ''), document: SMALL })
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
    other: { type: 'openIdConnect' },
  }
  const PAIR = `Authorization: Basic ${Buffer.from('any:any-password').toString('base64')}`
  it.each<[string, object, string]>([
    ['none', {}, ''],
    ['an API key', { security: [{ key: [] }] }, 'X-Key: any-key'],
    ['HTTP Basic', { security: [{ pair: [] }] }, PAIR],
    ['a token', { security: [{ token: [] }] }, 'Authorization: Bearer any'],
    [
      'a token where nothing else is known',
      { security: [{ other: [] }] },
      'Authorization: Bearer any',
    ],
    ['none where they are optional', { security: [{}, { pair: [] }] }, ''],
    ['those of an operation', { paths: { '/a': { post: { security: [{ pair: [] }] } } } }, PAIR],
  ])('%s', (_what, document, header) => {
    const whole = { components: { securitySchemes: schemes }, ...document }
    const found = placeholderCredentials(whole)
    expect(found.scheme === 'api-key' ? `${found.header}: ${found.key.expose()}` : '').toBe(header)
  })
})
