import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadContract, shippedContractPath, showRule, showValue } from '../../src/contract/index.ts'
import { readCases } from '../support/cases.ts'
import { compileText, contractWith, SCHEMA_LINE } from '../support/contracts.ts'
import { withValue } from '../support/json-edit.ts'

const contract = await loadContract()
let lines: readonly string[]

beforeAll(async () => {
  lines = readFileSync(shippedContractPath(), 'utf8').split('\n')
})

const SHIPMENT = 'drop_shipment_confirmation'
const PARTIAL = 'drop_shipment_partial_cancellation'

interface ViolationCase {
  readonly operation: string
  readonly pointer: string
  readonly value?: unknown
  readonly field: string
  readonly code: string
  readonly keyword: string
  readonly message: string
  readonly line: string
}

interface KeywordCase {
  readonly schema: string
  readonly body: unknown
  readonly found: readonly { pointer: string; message: string; line: number }[]
}

describe('a violation', () => {
  it.each(readCases<ViolationCase>('violations'))(
    'of $operation at $pointer by $value names field, code, keyword, sentence and line',
    ({ operation: id, pointer, value, field, code, keyword, message, line }) => {
      const operation = contract.operation(id)
      const body = withValue(operation.examples[0]?.value, pointer, value)
      const found = operation.validate(body, 'intended').find((each) => each.keyword === keyword)
      expect(found).toMatchObject({ field, code, message })
      expect(lines[(found?.rule?.line ?? 0) - 1]?.trim()).toBe(line)
      expect(found?.rule?.file).toBe('openapi/drop-ship.yaml')
      expect(found?.pointer).toBe(keyword === 'required' && pointer === '' ? '/shipment' : pointer)
    },
  )

  it('is found for every rule that a body breaks, not only the first', () => {
    const operation = contract.operation(PARTIAL)
    const body = { order: { order_items: [{}, { quantity: '1' }] }, extra: 1 }
    expect(
      operation.validate(body, 'published').map(({ pointer, code }) => [pointer, code]),
    ).toEqual([
      ['/order/order_items/0/client_identifier', 'missing_field'],
      ['/order/order_items/0/status', 'missing_field'],
      ['/order/order_items/0/quantity', 'missing_field'],
      ['/order/order_items/0/cancelled_quantity', 'missing_field'],
      ['/order/order_items/1/client_identifier', 'missing_field'],
      ['/order/order_items/1/status', 'missing_field'],
      ['/order/order_items/1/cancelled_quantity', 'missing_field'],
      ['/order/order_items/1/quantity', 'invalid_type'],
    ])
  })

  it('of a misspelt property names both: what is unknown and what is missing', () => {
    const operation = contract.operation(SHIPMENT)
    const example = operation.examples[0]?.value
    const without = withValue(example, '/shipment/tracking_number', undefined)
    const body = withValue(without, '/shipment/trackingnumber', '1Z')
    expect(operation.validate(body, 'published').map(({ message }) => message)).toEqual([
      'tracking_number is required in shipment, and is missing; is "trackingnumber" meant to be it?',
      'trackingnumber is not a field of shipment; did you mean tracking_number?',
    ])
  })

  it.each([
    ['wrong items', '/shipment/shipment_items', Array.from({ length: 200_000 }, () => 1)],
    [
      'unknown properties',
      '/shipment',
      Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`stray${index}`, 1])),
    ],
  ])('are counted to a bound in a body of 200,000 %s', (_what, pointer, value) => {
    const operation = contract.operation(SHIPMENT)
    const body = withValue(operation.examples[0]?.value, pointer, value)
    expect(operation.accepts(body, 'published')).toBe(false)
    const { length } = operation.validate(body, 'published')
    expect(length).toBeGreaterThanOrEqual(1000)
    expect(length).toBeLessThan(1100)
  })

  it('of a contract compiled at start is the first alone in a body of 200,000 wrong items', async () => {
    const text = contractWith(
      '{ type: array, items: { oneOf: [{ type: string }, { type: boolean }] } }',
    )
    const operation = (await compileText(text)).operation('send')
    const wrong = (count: number) => Array.from({ length: count }, () => 1)
    expect(operation.validate(wrong(1000), 'published').length).toBeGreaterThan(999)
    expect(operation.validate([...wrong(200_000)], 'published')).toMatchObject([{ pointer: '/0' }])
    expect(operation.validate(wrong(200_000).map(String), 'published')).toEqual([])
  })

  it('has a sentence of bounded length, whatever the body holds', () => {
    const operation = contract.operation(SHIPMENT)
    const example = operation.examples[0]?.value
    const huge = '😀"\n'.repeat(500_000)
    for (const [pointer, value] of [
      ['/shipment/shipping_cost_cents', huge],
      [`/shipment/${huge}`, 1],
    ] as const) {
      const [violation] = operation.validate(withValue(example, pointer, value), 'published')
      expect(violation?.message.length).toBeLessThan(300)
      expect(violation?.message).not.toMatch(/\p{Cs}/u)
      expect(violation?.pointer).toBe(pointer)
    }
  })

  it('shows the disputed rule beside the line', () => {
    expect(showRule({ file: 'a.yaml', line: 3 })).toBe('a.yaml:3')
    expect(showRule({ file: 'a.yaml', line: 3, disputed: 'D2' })).toBe('a.yaml:3 (D2)')
  })
})

describe('a keyword', () => {
  it.each(readCases<KeywordCase>('keywords'))('$schema against $body', async (each) => {
    const operation = (await compileText(contractWith(each.schema))).operation('send')
    const found = operation.validate(each.body, 'published').map(({ pointer, message, rule }) => ({
      pointer,
      message,
      line: (rule?.line ?? 0) - SCHEMA_LINE,
    }))
    expect(found).toEqual(each.found)
    expect(operation.accepts(each.body, 'published')).toBe(found.length === 0)
  })

  it.each([
    ['"text"', 'text'],
    ['null', null],
    ['true', true],
    ['the number -0.5', -0.5],
    ['an array of 1 item', [[]]],
    ['an object', { a: 1 }],
    ['absent', undefined],
  ])('shows %s', (shown, value) => {
    expect(showValue(value)).toBe(shown)
  })
})
