import { describe, expect, it } from 'vitest'
import { rulesOf } from '../../src/contract/index.ts'
import { applyEdit, combine, createMessages } from '../../src/messages/index.ts'
import { compileText, contractWith, withPaths, posting } from '../support/contracts.ts'

/** Refers to itself in three ways, and to another that does so too. */
const RECURSIVE = withPaths(
  { '/trees': posting({ $ref: '#/components/schemas/Tree' }) },
  {
    components: {
      schemas: {
        Tree: {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: 'string' },
            right: { anyOf: [{ $ref: '#/components/schemas/Tree' }, { type: 'null' }] },
            branches: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
            byName: {
              type: 'object',
              additionalProperties: { $ref: '#/components/schemas/Tree' },
            },
            fruit: { $ref: '#/components/schemas/Fruit' },
          },
        },
        Fruit: {
          type: 'object',
          properties: {
            on: { $ref: '#/components/schemas/Tree' },
            seeds: { type: 'array', items: { $ref: '#/components/schemas/Fruit' } },
          },
        },
      },
    },
  },
)

const NESTED = contractWith(`type: array
minItems: 40
items:
  type: array
  minItems: 40
  items: { type: string, minLength: 3 }`)

describe.each([
  ['a schema that refers to itself in many ways', RECURSIVE],
  ['lists within lists that must be long', NESTED],
])('messages of %s', (_name, text) => {
  it('are few: at most ten requests for each rule, and a full message is small', async () => {
    const contract = await compileText(text)
    for (const operation of contract.operations) {
      const messages = createMessages(operation)
      const full = JSON.stringify(messages.message('full', 2))
      expect(full.length).toBeLessThan(20_000)
      expect(operation.accepts(JSON.parse(full), 'published')).toBe(true)
      const asked = messages.deviations().filter(({ rank }) => rank === 'first')
      const requests = asked.length + combine(messages.variations()).length
      expect(requests).toBeLessThan(10 * (rulesOf(operation).length + 1))
    }
  })
})

it('a list without duplicates has no more items than there are different ones', async () => {
  const contract = await compileText(
    contractWith('type: array\nuniqueItems: true\nitems: { enum: [a, b, c] }'),
  )
  const [operation] = contract.operations
  expect(operation && createMessages(operation).message('full', 300)).toEqual(['a', 'b', 'c'])
})

it('alternatives without a required property are told apart by what one of them forbids', async () => {
  const [first, second] = ['claws', 'bark'].map((name) => ({
    type: 'object',
    properties: {
      name: { type: 'string' },
      [name]: { type: name === 'bark' ? 'string' : 'integer' },
    },
  }))
  const contract = await compileText(contractWith(JSON.stringify({ oneOf: [first, second] })))
  const [operation] = contract.operations
  const full = operation && createMessages(operation).message('full')
  expect(operation?.accepts(full, 'published')).toBe(true)
})

it.each([
  { operator: 'remove', at: ['price', 'currency'] },
  { operator: 'set', at: ['lines', 1, 'sku'], value: 7 },
  { operator: 'resize', at: ['lines'], length: 3 },
] as const)('$operator where there is no such place edits nothing', (edit) => {
  expect(applyEdit({ other: [] }, edit)).toStrictEqual({ other: [] })
})

it('of a list of twenty thousand values the first 300 are sent, and no value is compared with all others', async () => {
  const listed = Array.from({ length: 20_000 }, (_, at) => `listed-${at}`)
  const { operations } = await compileText(contractWith(`enum: [${listed.join(', ')}]`))
  const [operation] = operations
  if (operation === undefined) throw new Error('there is no operation')
  const messages = createMessages(operation)
  const values = new Set(messages.variations().map(({ edit }) => 'value' in edit && edit.value))
  expect(values.size).toBeGreaterThan(290)
  expect(values.size).toBeLessThanOrEqual(300)
  expect(messages.deviations().map(({ kind }) => kind)).toContain('outside-enum')
})
