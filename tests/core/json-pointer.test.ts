import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatPointer,
  parsePointer,
  type Segment,
  toField,
  toRulePointer,
  typedSegments,
  valueAt,
} from '../../src/core/index.ts'
import { anyCharacter } from '../support/characters.ts'

const BODY = {
  'a/b': 1,
  'm~n': 2,
  '': 3,
  '0': 'a property named like a number',
  items: ['first', { deep: null }],
}

describe('a JSON Pointer', () => {
  it('survives being written and read, whatever the names hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: anyCharacter })), (names) => {
        expect(parsePointer(formatPointer(names))).toEqual(names)
      }),
    )
  })

  it('reads the fragment of a reference, percent-encoded', () => {
    expect(parsePointer('#/components/schemas/A%20b~1c')).toEqual([
      'components',
      'schemas',
      'A b/c',
    ])
  })

  it.each<[string, unknown]>([
    ['', BODY],
    ['/a~1b', 1],
    ['/m~0n', 2],
    ['/', 3],
    ['/0', 'a property named like a number'],
    ['/items/0', 'first'],
    ['/items/1/deep', null],
    ['/items/', undefined],
    ['/items/01', undefined],
    ['/items/-1', undefined],
    ['/items/1e0', undefined],
    ['/items/2', undefined],
    ['/items/length', undefined],
    ['/items/0/length', undefined],
    ['/toString', undefined],
    ['/__proto__', undefined],
    ['/constructor/prototype', undefined],
  ])('%j leads to its value, and to nothing that is inherited', (pointer, expected) => {
    expect(valueAt(BODY, parsePointer(pointer))).toBe(expected)
  })

  it('leads to every value of any JSON document, by typed segments as well', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (root) => {
        for (const [segments, value] of places(root)) {
          expect(valueAt(root, segments)).toBe(value)
          expect(typedSegments(root, formatPointer(segments))).toEqual(segments)
        }
      }),
    )
  })
})

function places(value: unknown, at: readonly Segment[] = []): [readonly Segment[], unknown][] {
  const below = Array.isArray(value)
    ? value.flatMap((item, index) => places(item, [...at, index]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, item]) => places(item, [...at, name]))
      : []
  return [[at, value], ...below]
}

describe('the dotted form', () => {
  it.each<[Segment[], string, string]>([
    [[], '', ''],
    [['shipment', 'carrier'], 'shipment.carrier', '/shipment/carrier'],
    [['order', 'order_items', 1, 'sku'], 'order.order_items[1].sku', '/order/order_items/*/sku'],
    [[0, 'a'], '[0].a', '/*/a'],
    [['order', '0'], 'order.0', '/order/0'],
  ])('of %j is %s, its rule %s', (segments, field, rule) => {
    expect(toField(segments)).toBe(field)
    expect(toRulePointer(segments)).toBe(rule)
  })
})
