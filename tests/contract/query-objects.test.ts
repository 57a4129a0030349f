import { describe, expect, it } from 'vitest'
import { parameterViolations } from '../../src/contract/index.ts'
import { fillRequest } from '../../src/messages/index.ts'
import { compileText, posting, withPaths } from '../support/contracts.ts'

const FILTER = {
  type: 'object',
  required: ['floor'],
  properties: {
    floor: { type: 'integer', minimum: 1 },
    marks: { type: 'array', minItems: 2, items: { type: 'boolean' } },
  },
}

async function operationWith(style: object, schema: object = FILTER) {
  const parameter = { in: 'query', name: 'filter', required: true, schema, ...style }
  const text = withPaths({ '/shelves': posting(true, { parameters: [parameter] }) })
  const [operation] = (await compileText(text)).operations
  if (operation === undefined) throw new Error('there is no operation')
  return operation
}

describe.each([
  ['in brackets', { style: 'deepObject', explode: true }, (name: string) => `filter[${name}]`],
  ['property by property', {}, (name: string) => name],
])('an object in a query, %s', (_way, style, named) => {
  it.each([
    ['with what it requires', [['floor', '3']], undefined],
    [
      'with a list',
      [
        ['floor', '3'],
        ['marks', 'true'],
        ['marks', 'false'],
      ],
      undefined,
    ],
    ['without anything', [], true],
    [
      'without what it requires',
      [
        ['marks', 'true'],
        ['marks', 'false'],
      ],
      false,
    ],
    ['with a value that is not valid', [['floor', '0']], false],
    ['with a text that is not a number', [['floor', 'first']], false],
    [
      'with too short a list',
      [
        ['floor', '3'],
        ['marks', 'true'],
      ],
      false,
    ],
  ] as const)('%s, is judged as its schema says', async (_case, pairs, isMissing) => {
    const { parameters, path } = await operationWith(style)
    const query = new URLSearchParams(
      pairs.map(([name, text]): [string, string] => [named(name), text]),
    )
    const found = parameterViolations(parameters, path, {
      target: `/shelves?${query.toString()}`,
      headers: {},
    })
    expect(found.map((each) => each.isMissing)).toEqual(isMissing === undefined ? [] : [isMissing])
  })

  it('is sent with every property under a name of its own', async () => {
    const operation = await operationWith(style)
    const { url } = fillRequest(operation, 'http://localhost/shelves')
    const names = [...new URL(url).searchParams.keys()]
    expect(names[0]).toBe(named('floor'))
    expect(
      parameterViolations(operation.parameters, operation.path, {
        target: url.slice('http://localhost'.length),
        headers: {},
      }),
    ).toEqual([])
  })

  it('is not asked for where an empty one is valid', async () => {
    const { parameters, path } = await operationWith(style, { ...FILTER, required: [] })
    expect(parameterViolations(parameters, path, { target: '/shelves', headers: {} })).toEqual([])
  })
})

it.each<[string, object, boolean]>([
  ['a number', { type: 'integer' }, true],
  ['a list', { type: 'array', items: { type: 'integer' } }, false],
  ['a list or a number', { type: ['array', 'integer'], items: { type: 'integer' } }, false],
  ['anything', {}, false],
])(
  '%s that is given twice in a query is judged as its type allows',
  async (_what, schema, isError) => {
    const { parameters, path } = await operationWith({}, schema)
    const source = { target: `${path}?filter=1&filter=2`, headers: {} }
    const found = parameterViolations(parameters, path, source).map(({ sentence }) => sentence)
    expect(found).toEqual(
      isError ? ['the query parameter "filter" must be given once, and is given 2 times'] : [],
    )
  },
)
