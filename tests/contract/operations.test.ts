import { describe, expect, it } from 'vitest'
import { defined } from '../../src/core/index.ts'
import { ACCEPTED, compileText, posting, rejectionOf, withPaths } from '../support/contracts.ts'

describe('of an operation', () => {
  const parcel = {
    type: 'object',
    required: ['id', 'name', 'pin'],
    properties: {
      id: { type: 'integer', readOnly: true },
      name: { type: 'string' },
      pin: { type: 'string', writeOnly: true },
    },
  }

  it.each<[string, unknown]>([
    ['in its own schema', parcel],
    [
      'required elsewhere',
      { allOf: [{ properties: parcel.properties }, { required: parcel.required }] },
    ],
    ['behind a reference', { $ref: '#/components/schemas/Parcel' }],
  ])(
    'what is readOnly is required of responses alone, what is writeOnly of requests: %s',
    async (_where, schema) => {
      const responses = {
        '200': { description: 'ok', content: { 'application/json': { schema } } },
      }
      const text = withPaths(
        { '/a': posting(schema, { responses }) },
        { components: { schemas: { Parcel: parcel } } },
      )
      const [operation] = (await compileText(text)).operations
      const requests = [{ name: 'a', pin: '1' }, { name: 'a' }, { id: 1, pin: '1' }]
      expect(requests.map((body) => operation?.accepts(body, 'published'))).toEqual([
        true,
        false,
        false,
      ])
      const verdicts = [{ id: 1, name: 'a' }, { name: 'a' }].map((body) =>
        operation?.validateResponse(200, 'application/json', body),
      )
      expect(verdicts).toMatchObject([{ violations: [] }, { violations: [{ pointer: '/id' }] }])
    },
  )

  it('the example does not send what is readOnly', async () => {
    const content = {
      'application/json': { schema: parcel, example: { id: 1, name: 'a', pin: '1' } },
    }
    const text = withPaths({ '/a': { post: { requestBody: { content } } } })
    const [operation] = (await compileText(text)).operations
    expect(operation?.examples[0]?.value).toEqual({ name: 'a', pin: '1' })
  })

  it.each<[string, readonly string[], string]>([
    [
      'application/json before others',
      ['application/vnd.a+json', 'application/json'],
      'application/json',
    ],
    [
      'the first of several',
      ['application/vnd.a+json', 'application/vnd.b+json'],
      'application/vnd.a+json',
    ],
    [
      'its parameters as they are documented',
      ['application/json; charset=utf-8'],
      'application/json; charset=utf-8',
    ],
    ['JSON for any media type', ['*/*'], 'application/json'],
    ['JSON for any of application', ['application/*'], 'application/json'],
    [
      'something with +json for a range of it',
      ['application/*+json'],
      'application/vnd.message+json',
    ],
    ['text/json where it is documented', ['text/json'], 'text/json'],
    [
      'JSON beside a form',
      ['application/x-www-form-urlencoded', 'application/json'],
      'application/json',
    ],
  ])('the media type that is sent is %s', async (_what, documented, sent) => {
    const content = Object.fromEntries(documented.map((name) => [name, { schema: {} }]))
    const [operation] = (
      await compileText(withPaths({ '/a': { post: { requestBody: { content } } } }))
    ).operations
    expect(operation?.mediaType).toBe(sent)
    expect(operation?.mediaTypes).toEqual(documented)
    expect(operation?.forContentType(sent)).toBe(operation)
  })

  it('each of several media types has its own schema', async () => {
    const required = (name: string): object => ({ schema: { type: 'object', required: [name] } })
    const content = {
      'application/vnd.a+json': required('a'),
      'application/vnd.b+json': required('b'),
    }
    const [operation] = (
      await compileText(withPaths({ '/a': { post: { requestBody: { content } } } }))
    ).operations
    const other = operation?.forContentType('application/vnd.b+json; charset=utf-8')
    expect(other?.accepts({ b: 1 }, 'published')).toBe(true)
    expect(other?.accepts({ a: 1 }, 'published')).toBe(false)
    expect(operation?.forContentType('application/json')).toBeUndefined()
  })
})

describe('operations', () => {
  const form = { content: { 'multipart/form-data': { schema: {} } } }

  it('are found below paths, webhooks and callbacks, over POST, PUT, PATCH and DELETE', async () => {
    const body = posting({ type: 'object' }).post
    const callbacks = {
      shipped: { '{$request.body#/url}': { post: { ...body, operationId: 'shipped' } } },
    }
    const text = withPaths(
      { '/a/{b}': { put: { ...body, callbacks }, patch: body, delete: body } },
      { webhooks: { gone: { post: body } } },
    )
    const contract = await compileText(text)
    expect(contract.operations.map(({ id, method, path }) => `${id} ${method} ${path}`)).toEqual([
      'put_a_b PUT /a/{b}',
      'delete_a_b DELETE /a/{b}',
      'patch_a_b PATCH /a/{b}',
      'post_gone POST /gone',
      'shipped POST /shipped',
    ])
    expect(contract.excluded).toEqual([])
  })

  it('that cannot be sent are listed, each with its reason', async () => {
    const text = withPaths({
      '/a': { ...posting({}), get: { responses: ACCEPTED } },
      '/b': { post: { requestBody: form }, put: { responses: ACCEPTED } },
      '/c': { post: { requestBody: { content: {} } } },
    })
    const { excluded } = await compileText(text)
    expect(excluded.map(({ id, kind, reason }) => `${id}: ${kind}, ${reason}`)).toEqual([
      'get_a: out of reach, a GET request carries no message',
      'put_b: out of reach, it has no request body',
      'post_b: out of reach, its body is multipart/form-data, not JSON',
      'post_c: out of reach, its body has no media type',
    ])
  })

  it('that are broken are listed with file and line, and the others go on', async () => {
    const paths = {
      '/good': posting({ type: 'object' }),
      '/schema': posting({ type: 'strng' }),
      '/reference': posting({ $ref: '#/components/schemas/Nowhere' }),
      '/item': { $ref: 'missing.yaml' },
      '/structure': posting({}, { responses: { '200': {} } }),
      '/component': posting({}, { responses: { '200': { $ref: '#/components/responses/Bad' } } }),
      '/twice': posting({}, { operationId: 'post_good' }),
      '/beside': { ...posting({ type: 'object' }), get: { respnses: {} } },
    }
    const components = { responses: { Bad: { descripton: 'x' }, Unused: {} } }
    const document = JSON.parse(withPaths(paths, { components })) as unknown
    const contract = await compileText(JSON.stringify(document, null, 1))
    expect(contract.operations.map(({ id }) => id)).toEqual(['post_good', 'post_beside'])
    expect(contract.excluded.map(({ id, kind, reason }) => `${id}: ${kind}, ${reason}`))
      .toMatchInlineSnapshot(`
      [
        "post_schema: broken, contract.yaml:32: type must be one of array, boolean, integer, null, number, object, string, and is "strng"; did you mean string?; found: a schema that is malformed",
        "post_reference: broken, contract.yaml:50: /paths/~1reference/post/requestBody/content/application~1json/schema/$ref refers to #/components/schemas/Nowhere, which does not exist",
        "post_item: broken, contract.yaml:63: /paths/~1item/$ref refers to missing.yaml, and missing.yaml cannot be read",
        "post_structure: broken, contract.yaml:75: /paths/~1structure/post/responses/200 must have required property 'description'",
        "post_component: broken, contract.yaml:136: /components/responses/Bad must have required property 'description'",
        "post_good: broken, contract.yaml:96: two operations are called post_good; found: the same operationId at line 9",
        "get_beside: broken, contract.yaml:130: /paths/~1beside/get/respnses must NOT have unevaluated properties: "respnses"",
      ]
    `)
    await expect(async () => contract.operation('post_schema')).rejects.toMatchObject({
      message: 'The operation post_schema is broken.',
    })
  })

  it('with nothing else beside them are not called broken', async () => {
    const error = await rejectionOf(
      compileText(
        withPaths({ '/a': { get: { responses: ACCEPTED }, post: { requestBody: form } } }),
      ),
    )
    expect(error.code).toBe('NOTHING_IN_REACH')
    expect(error.exitCode).toBe(3)
    expect(error.message).toBe(
      'contract.yaml describes no operation whose messages the harness can send.',
    )
    expect(error.details.found).toBe(
      'GET /a: a GET request carries no message\nPOST /a: its body is multipart/form-data, not JSON',
    )
  })
})

describe('OpenAPI 3.2', () => {
  it('is read as far as its schemas, media types and webhooks are those of 3.1', async () => {
    const components = { mediaTypes: { Parcel: { schema: { type: 'object', required: ['a'] } } } }
    const content = { 'application/json': { $ref: '#/components/mediaTypes/Parcel' } }
    const text = withPaths(
      {
        '/a': {
          post: { requestBody: { content }, responses: ACCEPTED },
          query: { responses: ACCEPTED },
        },
      },
      { components, ...defined({ $self: 'https://shop.example/openapi.yaml' }) },
      '3.2.0',
    )
    const contract = await compileText(text)
    expect(contract.operations.map((each) => each.accepts({}, 'published'))).toEqual([false])
    expect(contract.excluded.map(({ reason }) => reason)).toEqual([
      'a QUERY request carries no message',
    ])
  })
})

it.each([
  ['/halls/1/first', 'first'],
  ['/halls/1/2', 'numbered'],
  ['/halls/main/first', 'main'],
  ['/halls/main/2', 'main-numbered'],
  ['/halls/the%20b%C3%A4r/first', 'bear'],
  ['/halls/the%20bar/first', 'first'],
  ['/halls/%zz/first', 'first'],
])('the operation at %s is that of the most concrete path: %s', async (path, id) => {
  const contract = await compileText(
    withPaths({
      '/halls/{hall}/{number}': posting(true, { operationId: 'numbered' }),
      '/halls/{hall}/first': posting(true, { operationId: 'first' }),
      '/halls/main/{number}': posting(true, { operationId: 'main-numbered' }),
      '/halls/main/first': posting(true, { operationId: 'main' }),
      '/halls/the bär/first': posting(true, { operationId: 'bear' }),
    }),
  )
  expect(contract.operationAt('POST', path)?.id).toBe(id)
})
