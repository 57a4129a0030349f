import { describe, expect, it } from 'vitest'
import {
  compileFiles,
  compileText,
  contractWith,
  posting,
  withPaths,
} from '../support/contracts.ts'

/** Whether each body is valid for the first operation. */
async function verdicts(text: string, bodies: readonly unknown[]): Promise<boolean[]> {
  const [operation] = (await compileText(text)).operations
  return bodies.map((body) => operation?.accepts(body, 'published') ?? false)
}

describe('a legal document is read, whatever its author meant:', () => {
  it.each<[string, unknown, unknown, unknown]>([
    ['required on an array', { type: 'array', required: ['a'] }, [], {}],
    ['maxLength on an object', { type: 'object', maxLength: 1 }, { a: 1, b: 2 }, 'text'],
    ['an enum value outside the type', { type: 'string', enum: ['a', 1] }, 'a', 1],
    [
      'a pattern that is read without the u flag',
      { type: 'string', pattern: '^\\d\\-\\d$' },
      '1-2',
      '12',
    ],
    ['a class that is read without it', { type: 'string', pattern: '^[\\w-.]+$' }, 'a-b.c', 'a b'],
    ['a surrogate pair as one character', { type: 'string', pattern: '^.$' }, '😀', 'ab'],
  ])('%s', async (_what, schema, valid, invalid) => {
    const text = withPaths({ '/a': posting(schema) })
    expect(await verdicts(text, [valid, invalid])).toEqual([true, false])
  })

  it.each<[string, unknown]>([
    ['a media type without a schema', {}],
    ['a schema that accepts anything', { schema: true }],
  ])('%s', async (_what, media) => {
    const paths = { '/a': { post: { requestBody: { content: { 'application/json': media } } } } }
    expect(await verdicts(withPaths(paths), [1, {}])).toEqual([true, true])
  })

  it('a pattern that no JavaScript engine reads is named with its line, and the rest of its schema is checked', async () => {
    const { operations } = await compileText(
      contractWith(`type: object
properties:
  code: { type: string, pattern: '(?i)^[a-z]+$', maxLength: 3 }
patternProperties:
  '^(?<!x': { type: integer }
additionalProperties: false`),
    )
    const [operation] = operations
    expect(operation?.accepts({ code: 'ABC', other: 1 }, 'published')).toBe(true)
    expect(operation?.accepts({ code: 'ABCD' }, 'published')).toBe(false)
    expect(operation?.untested('published')).toEqual([
      {
        keyword: 'patternProperties',
        pointer: '/patternProperties',
        place: { file: 'contract.yaml', line: 16 },
        reason: 'no JavaScript engine reads the pattern "^(?<!x"',
      },
      {
        keyword: 'additionalProperties',
        pointer: '/additionalProperties',
        place: { file: 'contract.yaml', line: 18 },
        reason: 'which properties it concerns depends on the pattern "^(?<!x"',
      },
      {
        keyword: 'pattern',
        pointer: '/properties/code/pattern',
        place: { file: 'contract.yaml', line: 15 },
        reason: 'no JavaScript engine reads the pattern "(?i)^[a-z]+$"',
      },
    ])
  })
})

describe('references', () => {
  const tree = {
    $id: 'https://shop.example/tree',
    $dynamicAnchor: 'node',
    type: 'object',
    properties: { children: { type: 'array', items: { $dynamicRef: '#node' } } },
  }
  const strict = {
    $id: 'https://shop.example/strict',
    $dynamicAnchor: 'node',
    $ref: 'tree',
    unevaluatedProperties: false,
  }

  it.each<[string, object, unknown, unknown]>([
    ['by $anchor', { $ref: '#item', $defs: { a: { $anchor: 'item', type: 'string' } } }, 'a', 1],
    [
      'by $id, wherever it is said to lie',
      {
        $ref: 'https://elsewhere.example/item',
        $defs: { a: { $id: 'https://elsewhere.example/item', type: 'string' } },
      },
      'a',
      1,
    ],
    [
      'relative to the $id around them',
      {
        $id: 'https://elsewhere.example/root/',
        $ref: 'item#here',
        $defs: { a: { $id: 'item', $defs: { b: { $anchor: 'here', type: 'string' } } } },
      },
      'a',
      1,
    ],
    [
      'by $dynamicRef, to the outermost schema that was entered',
      { $ref: 'strict', $defs: { tree, strict }, $id: 'https://shop.example/root' },
      { children: [{ children: [] }] },
      { children: [{ daat: 1 }] },
    ],
    [
      'by $dynamicRef, to the schema itself where nothing is around it',
      { $ref: 'tree', $defs: { tree, strict }, $id: 'https://shop.example/root' },
      { children: [{ daat: 1 }] },
      { children: [1] },
    ],
    [
      'by $dynamicRef to a plain anchor, which is not dynamic',
      { items: { $dynamicRef: '#item' }, $defs: { a: { $anchor: 'item', type: 'string' } } },
      ['a'],
      [1],
    ],
  ])('are followed %s', async (_way, schema, valid, invalid) => {
    const files = {
      'contract.yaml': withPaths({ '/a': posting({ $ref: 'schema.json' }) }),
      'schema.json': JSON.stringify(schema),
    }
    const [operation] = (await compileFiles(files)).operations
    expect(operation?.accepts(valid, 'published')).toBe(true)
    expect(operation?.accepts(invalid, 'published')).toBe(false)
  })

  it('into components are followed from a schema with an $id, as many documents mean them', async () => {
    const schemas = {
      A: {
        $id: 'https://elsewhere.example/a',
        properties: { b: { $ref: '#/components/schemas/B' } },
      },
      B: { type: 'string' },
    }
    const text = withPaths(
      { '/a': posting({ $ref: '#/components/schemas/A' }) },
      { components: { schemas } },
    )
    expect(await verdicts(text, [{ b: 'x' }, { b: 1 }])).toEqual([true, false])
  })

  it('beside a schema whose $id lies elsewhere mean the files beside it', async () => {
    const files = {
      'contract.yaml': withPaths({ '/a': posting({ $ref: 'schemas/order.json#/' }) }),
      'schemas/order.json': JSON.stringify({
        $id: 'https://elsewhere.example/order.json',
        properties: { item: { $ref: 'item.json' } },
      }),
      'schemas/item.json': JSON.stringify({ type: 'string' }),
    }
    const [operation] = (await compileFiles(files)).operations
    expect(operation?.accepts({ item: 1 }, 'published')).toBe(false)
  })
})
