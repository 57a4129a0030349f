import { describe, expect, it } from 'vitest'
import { compileText, posting, rejectionOf, withPaths } from '../support/contracts.ts'

describe('a document whose structure is wrong is rejected for its own fault:', () => {
  const good = { openapi: '3.1.0', info: { title: 'T', version: '1' } }
  const operation = posting({ type: 'object' }).post
  const parameter = (fields: object): object => ({
    ...good,
    paths: { '/a': { post: { ...operation, parameters: [fields] } } },
  })
  const responses = (fields: unknown, version = '3.1.0'): object => ({
    ...good,
    openapi: version,
    paths: { '/a': { post: { ...operation, responses: fields } } },
  })
  it.each<[string, object, string, string]>([
    ['no info', { openapi: '3.1.0', paths: {} }, '', "must have required property 'info'"],
    [
      'no title',
      { openapi: '3.1.0', info: { version: '1' }, paths: {} },
      '/info',
      "must have required property 'title'",
    ],
    ['nothing but info', good, '', "must have required property 'paths'"],
    ['paths that are a list', { ...good, paths: [] }, '/paths', 'must be object'],
    [
      'a path without its slash',
      { ...good, paths: { a: { post: operation } } },
      '/paths/a',
      'must NOT have unevaluated properties: "a"',
    ],
    [
      'an unknown field of the document',
      { ...good, paths: {}, definitions: {} },
      '/definitions',
      'must NOT have unevaluated properties: "definitions"',
    ],
    [
      'servers that are an object',
      { ...good, paths: {}, servers: {} },
      '/servers',
      'must be array',
    ],
    [
      'a server without its URL',
      { ...good, paths: {}, servers: [{}] },
      '/servers/0',
      "must have required property 'url'",
    ],
    [
      'a tag without its name',
      { ...good, paths: {}, tags: [{}] },
      '/tags/0',
      "must have required property 'name'",
    ],
    [
      'an unknown method',
      { ...good, paths: { '/a': { post: operation, psot: operation } } },
      '/paths/~1a/psot',
      'must NOT have unevaluated properties: "psot"',
    ],
    [
      'a misspelt field of an operation',
      { ...good, paths: { '/a': { post: { ...operation, reponses: {} } } } },
      '/paths/~1a/post/reponses',
      'must NOT have unevaluated properties: "reponses"',
    ],
    [
      'a body without content',
      { ...good, paths: { '/a': { post: { requestBody: { description: 'x' } } } } },
      '/paths/~1a/post/requestBody',
      "must have required property 'content'",
    ],
    [
      'content that is a list',
      { ...good, paths: { '/a': { post: { requestBody: { content: [] } } } } },
      '/paths/~1a/post/requestBody/content',
      'must be object',
    ],
    [
      'a response without a description',
      responses({ '200': {} }),
      '/paths/~1a/post/responses/200',
      "must have required property 'description'",
    ],
    [
      'a status that is none',
      responses({ '2000': { description: 'x' } }),
      '/paths/~1a/post/responses/2000',
      'must NOT have unevaluated properties: "2000"',
    ],
    [
      'no responses in 3.0',
      { ...good, openapi: '3.0.3', paths: { '/a': { post: { requestBody: { content: {} } } } } },
      '/paths/~1a/post',
      "must have required property 'responses'",
    ],
    [
      'a parameter without its name',
      parameter({ in: 'query', schema: {} }),
      '/paths/~1a/post/parameters/0',
      "must have required property 'name'",
    ],
    [
      'a parameter in the body',
      parameter({ name: 'a', in: 'body', schema: {} }),
      '/paths/~1a/post/parameters/0/in',
      'must be equal to one of the allowed values (query, header, path, cookie)',
    ],
    [
      'a parameter of a path that may be absent',
      parameter({ name: 'a', in: 'path', schema: {} }),
      '/paths/~1a/post/parameters/0',
      "must have required property 'required'",
    ],
    [
      'a parameter without a schema',
      parameter({ name: 'a', in: 'query' }),
      '/paths/~1a/post/parameters/0',
      "must have required property 'schema'",
    ],
    [
      'an operationId that is a number',
      { ...good, paths: { '/a': { post: { ...operation, operationId: 1 } } } },
      '/paths/~1a/post/operationId',
      'must be string',
    ],
    [
      'a type that is none, in 3.0',
      { ...good, openapi: '3.0.3', paths: { '/a': posting({ type: 'strng' }) } },
      '/paths/~1a/post/requestBody/content/application~1json/schema/type',
      'must be equal to one of the allowed values (array, boolean, integer, number, object, string); did you mean string?',
    ],
  ])('%s', async (_what, document, pointer, reason) => {
    const lines = JSON.stringify(document, null, 1)
    const error = await rejectionOf(compileText(lines))
    expect(error.message).toBe(
      `The contract is broken: ${pointer === '' ? 'the document' : pointer} ${reason}.`,
    )
    expect(error.code).toBe('CONTRACT_BROKEN')
    expect(error.details.where).toMatch(/^contract\.yaml:\d+$/)
  })

  it('an unused component does not make others broken', async () => {
    const text = withPaths(
      { '/a': posting({}) },
      { components: { securitySchemes: { a: { type: 'apiKey' } } } },
    )
    expect((await compileText(text)).operations).toHaveLength(1)
  })
})
