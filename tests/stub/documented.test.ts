import { describe, expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import { compileText, withPaths } from '../support/contracts.ts'

interface Sent {
  readonly path?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | null
}

/** What the stub of a document responds to one request for `/a`. */
async function responseTo(operation: object, sent: Sent, path = '/a'): Promise<Response> {
  const contract = await compileText(withPaths({ [path]: { post: operation } }))
  const stub = await startStub({ contract, auth: { scheme: 'none' } })
  try {
    const { headers = { 'content-type': 'application/json' }, body = '{"name":"a"}' } = sent
    return await fetch(`${stub.url}${sent.path ?? '/a'}`, {
      method: sent.method ?? 'POST',
      headers,
      ...(body === null ? {} : { body }),
    })
  } finally {
    await stub.close()
  }
}

const named = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } }
const body = { required: true, content: { 'application/json': { schema: named } } }
const json = (schema: unknown, more: object = {}): object => ({
  description: 'x',
  content: { 'application/json': { schema, ...more } },
})
const problem = { type: 'object', required: ['title'], properties: { title: { type: 'string' } } }
const created = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } }

describe('the stub responds to what it accepts', () => {
  it.each<[string, object, number, string]>([
    ['with the documented status and a valid body', { '201': json(created) }, 201, '{"id":1}'],
    [
      'with the documented example',
      { '200': json(created, { example: { id: 7 } }) },
      200,
      '{"id":7}',
    ],
    [
      'without an example that is not valid',
      { '200': json(created, { example: { id: 'x' } }) },
      200,
      '{"id":1}',
    ],
    ['with the lowest of several', { '202': json(created), '200': { description: 'x' } }, 200, ''],
    ['with nothing where nothing is documented', { '204': { description: 'x' } }, 204, ''],
    ['with 200 for a range', { '2XX': json(created) }, 200, '{"id":1}'],
    ['with 200 for a default', { default: json(created) }, 200, '{"id":1}'],
    [
      'with the documented text',
      { '200': { description: 'x', content: { 'text/plain': { example: 'done' } } } },
      200,
      'done',
    ],
    [
      'without what is writeOnly',
      {
        '200': json({
          ...created,
          properties: { ...created.properties, pin: { type: 'string', writeOnly: true } },
        }),
      },
      200,
      '{"id":1}',
    ],
  ])('%s', async (_what, responses, status, text) => {
    const response = await responseTo({ requestBody: body, responses }, {})
    expect([response.status, await response.text()]).toEqual([status, text])
  })

  it('with its documented headers', async () => {
    const headers = {
      'X-Rate': { required: true, schema: { type: 'integer' } },
      Location: { schema: { type: 'string' }, example: '/a/1' },
      'X-Optional': { schema: { type: 'string' } },
    }
    const responses = { '201': { description: 'x', headers } }
    const response = await responseTo({ requestBody: body, responses }, {})
    expect(response.headers.get('x-rate')).toBe('1')
    expect(response.headers.get('location')).toBe('/a/1')
    expect(response.headers.has('x-optional')).toBe(false)
  })
})

describe('the stub rejects', () => {
  const invalid = '{"name":1}'

  it.each<[string, object, string, number, RegExp, string]>([
    [
      'with 422 by itself',
      {},
      invalid,
      422,
      /name must be a string/,
      'application/json; charset=utf-8',
    ],
    [
      'with 400 where that is documented alone',
      { '400': { description: 'x' } },
      invalid,
      400,
      /name must be a string/,
      'application/json; charset=utf-8',
    ],
    [
      'with the documented body',
      { '422': json(problem) },
      invalid,
      422,
      /^\{"title":"text"\}$/,
      'application/json; charset=utf-8',
    ],
    [
      'as default says',
      {
        default: { description: 'x', content: { 'application/problem+json': { schema: problem } } },
      },
      invalid,
      422,
      /^\{"title":"text"\}$/,
      'application/problem+json',
    ],
    [
      'as 4XX says',
      { '4XX': json(problem) },
      '{',
      400,
      /^\{"title":"text"\}$/,
      'application/json; charset=utf-8',
    ],
    [
      'with its own body where it is valid',
      { '422': json({ type: 'object', required: ['message'] }) },
      invalid,
      422,
      /name must be a string/,
      'application/json; charset=utf-8',
    ],
  ])('%s', async (_what, documented, sent, status, text, type) => {
    const responses = { '200': { description: 'x' }, ...documented }
    const response = await responseTo({ requestBody: body, responses }, { body: sent })
    expect(response.status).toBe(status)
    expect(await response.text()).toMatch(text)
    expect(response.headers.get('content-type')).toBe(type)
  })

  it.each<[string, string, number]>([
    ['the chosen one', 'application/vnd.a+json', 200],
    ['JSON that is not documented', 'application/json', 415],
    ['a range', 'text/json', 415],
  ])('a Content-Type that is not documented: %s', async (_what, type, status) => {
    const requestBody = { required: true, content: { 'application/vnd.a+json': { schema: named } } }
    const sent = { headers: { 'content-type': type } }
    const responses = { '200': { description: 'x' } }
    expect((await responseTo({ requestBody, responses }, sent)).status).toBe(status)
  })

  it.each<[string, boolean, number]>([
    ['where the body is required', true, 415],
    ['never where it is optional', false, 200],
  ])('an absent body %s', async (_where, required, status) => {
    const operation = {
      requestBody: { ...body, required },
      responses: { '200': { description: 'x' } },
    }
    expect((await responseTo(operation, { body: null, headers: {} })).status).toBe(status)
  })

  const parameters = [
    { name: 'shop', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } },
    { name: 'X-Tenant', in: 'header', required: true, schema: { type: 'string', minLength: 2 } },
    { name: 'dry', in: 'query', required: true, schema: { type: 'boolean' } },
    { name: 'tags', in: 'query', schema: { type: 'array', items: { type: 'integer' } } },
    { name: 'seen', in: 'cookie', schema: { type: 'string', enum: ['yes'] } },
  ]

  it.each<[string, Record<string, string>, RegExp | undefined]>([
    ['/shops/7/parcels?dry=true', { 'x-tenant': 'ab' }, undefined],
    [
      '/shops/7/parcels?dry=false&tags=1&tags=2',
      { 'x-tenant': 'ab', cookie: 'seen=yes; a=b' },
      undefined,
    ],
    [
      '/shops/abc/parcels?dry=true',
      { 'x-tenant': 'ab' },
      /path parameter \\"shop\\" must be an integer, and is \\"abc\\"/,
    ],
    [
      '/shops/0/parcels?dry=true',
      { 'x-tenant': 'ab' },
      /path parameter \\"shop\\" must be at least 1/,
    ],
    [
      '/shops/7/parcels',
      { 'x-tenant': 'ab' },
      /query parameter \\"dry\\" is required, and is missing/,
    ],
    ['/shops/7/parcels?dry=1', { 'x-tenant': 'ab' }, /query parameter \\"dry\\" must be a boolean/],
    [
      '/shops/7/parcels?dry=true',
      {},
      /header parameter \\"X-Tenant\\" is required, and is missing/,
    ],
    [
      '/shops/7/parcels?dry=true',
      { 'x-tenant': 'a' },
      /header parameter \\"X-Tenant\\" must have at least 2 characters/,
    ],
    ['/shops/7/parcels?dry=true&tags=x', { 'x-tenant': 'ab' }, /query parameter \\"tags\\" /],
    [
      '/shops/7/parcels?dry=true',
      { 'x-tenant': 'ab', cookie: 'seen=no' },
      /cookie parameter \\"seen\\" must be one of/,
    ],
  ])('parameters that are not as documented: %s %j', async (path, headers, sentence) => {
    const operation = { parameters, requestBody: body, responses: { '200': { description: 'x' } } }
    const sent = { path, headers: { 'content-type': 'application/json', ...headers } }
    const response = await responseTo(operation, sent, '/shops/{shop}/parcels')
    expect(response.status).toBe(sentence === undefined ? 200 : 422)
    if (sentence !== undefined) expect(await response.text()).toMatch(sentence)
  })
})
