import { assert, property, stringMatching } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Operation } from '../../src/contract/index.ts'
import { textMatching } from '../../src/messages/matching.ts'
import { createMessages } from '../../src/messages/index.ts'
import { compileText } from '../support/contracts.ts'

async function operationOf(schema: unknown, components: object = {}): Promise<Operation> {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Any', version: '1' },
    paths: {
      '/any': {
        post: {
          operationId: 'any',
          requestBody: { content: { 'application/json': { schema } } },
          responses: { 200: { description: 'Fine' } },
        },
      },
    },
    components: { schemas: components },
  }
  return (await compileText(JSON.stringify(document))).operation('any')
}

const ITEM = (items: object, more: object = {}): object => ({
  type: 'array',
  minItems: 3,
  items,
  ...more,
})

describe('valid messages are made of', () => {
  it.each<[string, unknown]>([
    ['a schema that asks for nothing', {}],
    ['true', true],
    ['a required property of any kind', { type: 'object', required: ['a'], properties: { a: {} } }],
    ['a required property without a schema', { type: 'object', required: ['a'] }],
    [
      'a required property that further properties’ schema describes',
      { type: 'object', required: ['a'], additionalProperties: { type: 'integer' } },
    ],
    [
      'distinct numbers',
      ITEM({ type: 'integer', multipleOf: 5, minimum: 10 }, { uniqueItems: true }),
    ],
    ['distinct texts', ITEM({ type: 'string' }, { uniqueItems: true })],
    ['distinct values of a list', ITEM({ enum: ['a', 'b', 'c'] }, { uniqueItems: true })],
    ['texts with a pattern', { type: 'string', pattern: '^[A-Z]{3}-[0-9]{2,4}$' }],
    ['a duration', { type: 'string', format: 'duration' }],
    [
      'a pattern and an example, where the pattern looks ahead',
      { type: 'string', pattern: '^(?=.*7)[0-9]{4}$', examples: ['0007'] },
    ],
    [
      'parts, of which one requires what another describes',
      {
        allOf: [
          { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } },
          { type: 'object', properties: { kind: { const: 'cat' } } },
        ],
      },
    ],
    [
      'parts, and one of several',
      {
        allOf: [{ type: 'object', required: ['a'], properties: { a: { const: 1 } } }],
        oneOf: [{ type: 'object', required: ['b'], properties: { b: { type: 'boolean' } } }],
      },
    ],
  ])('%s', async (_what, schema) => {
    const operation = await operationOf(schema)
    const messages = createMessages(operation)
    for (const extent of ['minimal', 'full'] as const) {
      expect(operation.validate(messages.message(extent, 2), 'intended')).toEqual([])
    }
  })
})

it.each<[string, unknown, object, RegExp]>([
  [
    'a pattern that nothing matches',
    { type: 'string', pattern: '^(?=7)[a-z]{4}$' },
    {},
    /no value was found/,
  ],
  [
    'a schema that requires itself',
    { $ref: '#/components/schemas/Node' },
    {
      Node: {
        type: 'object',
        required: ['next'],
        properties: { next: { $ref: '#/components/schemas/Node' } },
      },
    },
    /no value was found/,
  ],
])(
  'where none can be made, as of %s, that is said, and where an example would help',
  async (_what, schema, components, found) => {
    const operation = await operationOf(schema, components)
    expect(() => createMessages(operation).message('full')).toThrow(
      expect.objectContaining({
        code: 'CONTRACT_BROKEN',
        details: expect.objectContaining({
          where: expect.stringMatching(/contract\.yaml:1$/) as unknown,
          found: expect.stringMatching(found) as unknown,
          next: expect.stringContaining('example') as unknown,
        }) as unknown,
      }) as Error,
    )
  },
)

describe('a text for a pattern', () => {
  it.each([
    ['^[A-Z]{3}-[0-9]{2,4}$', 'AAA-00'],
    ['^(?:UPS|FedEx)\\s\\w+$', 'UPS a'],
    ['^1Z[^a-z]{2}\\.?$', '1ZAA'],
    ['^\\p{Lu}\\u0041(b+)?$', 'AA'],
    ['^.{2}\\b$', 'aa'],
    ['^(a)([bc])\\2-\\1$', 'abb-a'],
    ['^[(](?<sign>x|y)(?:z)\\k<sign>$', '(xzx'],
    ['^(?!a).$', undefined],
  ])('%s is %j', (pattern, text) => {
    expect(textMatching(pattern)).toBe(text)
  })

  it('matches whenever there is one', () => {
    const pattern = stringMatching(/^(?:[a-c][*+?]?|\[[a-z]-?\]|\((?:x|y\|z)\)\{2,3\}|\\d){1,8}$/)
    assert(
      property(pattern, (source) => {
        expect(textMatching(`^(?:${source})$`)).toMatch(new RegExp(`^(?:${source})$`, 'u'))
      }),
    )
  })
})
