import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { checkFiles } from '../../src/validate/index.ts'
import { compileText, withFiles, withPaths } from '../support/contracts.ts'
import { certifyMock } from '../support/own-mock.ts'

/** Schemas that lead back to themselves follow a body to any depth. */
const RECURSIVE = {
  'a list of lists of itself': {
    schema: { type: 'array', items: { $ref: '#/components/schemas/Nested' } },
    body: (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`,
  },
  'an object of objects of itself': {
    schema: {
      type: 'object',
      properties: { in: { $ref: '#/components/schemas/Nested' } },
      additionalProperties: false,
    },
    body: (depth: number) => `${'{"in":'.repeat(depth)}{}${'}'.repeat(depth)}`,
  },
  'alternatives of itself': {
    schema: {
      oneOf: [
        { type: 'integer' },
        { type: 'array', items: { $ref: '#/components/schemas/Nested' }, maxItems: 1 },
      ],
    },
    body: (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`,
  },
}

function contractOf(schema: object): string {
  const operation = {
    operationId: 'nest',
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Nested' } } },
    },
    responses: {
      204: { description: 'accepted' },
      400: { description: 'not JSON' },
      422: { description: 'rejected' },
    },
  }
  const document = JSON.parse(withPaths({ '/nest': { post: operation } })) as object
  return JSON.stringify({ ...document, components: { schemas: { Nested: schema } } })
}

describe.each(Object.entries(RECURSIVE))('%s', (_name, { schema, body }) => {
  it.each([5000, 40_000])('rejects what is nested %i deep with a word on that', async (depth) => {
    const [operation] = (await compileText(contractOf(schema))).operations
    const deep: unknown = JSON.parse(body(depth))
    expect(operation?.accepts(JSON.parse(body(20)), 'published')).toBe(true)
    const violations = operation?.validate(deep, 'published') ?? []
    // What the stack is large enough for is judged.
    if (depth === 40_000) expect(violations).toHaveLength(1)
    for (const { message, keyword, pointer } of violations) {
      expect({ keyword, pointer }).toEqual({ keyword: 'nesting', pointer: '' })
      expect(message).toContain('must be nested less deeply to be validated')
    }
  })

  it('is served and certified: a body nested thousands deep gets a complete response', async () => {
    const contract = await compileText(contractOf(schema))
    const report = await certifyMock(contract, { contract }, { only: ['survive/*'] })
    const failed = report.checks.filter(({ status }) => status === 'failed' || status === 'errored')
    expect(failed.map(({ id, actual }) => `${id}: ${actual}`)).toEqual([])
    expect(report.checks.find(({ id }) => id.endsWith('/deep'))?.status).toBe('passed')
  })

  it('makes validate say that it cannot be judged', async () => {
    const contract = await compileText(contractOf(schema))
    const messages: string[] = []
    await withFiles({ 'deep.json': body(40_000) }, (folder) =>
      checkFiles([`${folder}/deep.json`], {
        contract,
        operation: contract.operation('nest'),
        reading: 'published',
        stdin: Readable.from([]),
        onProblem: ({ message }) => void messages.push(message),
        onUnreadable: (error) => void messages.push(error.message),
      }),
    )
    expect(messages.join()).toContain('nested too deeply')
  })
})
