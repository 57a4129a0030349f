import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadContract, READINGS, shippedContractPath } from '../../src/contract/index.ts'
import { isRecord } from '../../src/core/index.ts'
import { withValue } from '../support/json-edit.ts'

const contract = await loadContract()

const SHIPMENT = 'drop_shipment_confirmation'
const ORDER = 'drop_shipment_cancellation'
const PARTIAL = 'drop_shipment_partial_cancellation'

/** The documented example of an operation, changed at one pointer. */
function changed(id: string, pointer: string, value: unknown): unknown {
  return withValue(contract.operation(id).examples[0]?.value, pointer, value)
}

/** The value at the pointer instead of the example's; `undefined`: none. */
type Row = [rule: string, what: string, operation: string, pointer: string, value?: unknown]

const ABSENT = undefined

const DISPUTED: readonly Row[] = [
  ['D1', 'no shipment', SHIPMENT, '/shipment', ABSENT],
  ['D1', 'no order', ORDER, '/order', ABSENT],
  ['D1', 'no order', PARTIAL, '/order', ABSENT],
  ['D2', 'no identifier', SHIPMENT, '/shipment/shipment_items/1/client_identifier', ABSENT],
  ['D2', 'no quantity', SHIPMENT, '/shipment/shipment_items/0/quantity', ABSENT],
  ['D3', 'no identifier', PARTIAL, '/order/client_identifier', ABSENT],
  ['D3', 'no status', PARTIAL, '/order/status', ABSENT],
  ['D3', 'no items', PARTIAL, '/order/order_items', ABSENT],
  ['D4', 'an unknown property', SHIPMENT, '/extra', 1],
  ['D4', 'an unknown property', ORDER, '/extra', 1],
  ['D4', 'an unknown property', PARTIAL, '/extra', 1],
  ['D4', 'an unknown property of an item', SHIPMENT, '/shipment/shipment_items/0/extra', 1],
  ['D4', 'an unknown property of the order', PARTIAL, '/order/extra', 1],
  ['D5', 'null', SHIPMENT, '/shipment/packing_slip_identifier', null],
  ['D6', 'an offset', SHIPMENT, '/shipment/created_at', '2026-01-05T10:12:44+01:00'],
  [
    'D6',
    'no offset, not as Z',
    ORDER,
    '/order/billing_address/created_at',
    '2026-01-05T10:12:44+00:00',
  ],
  ['D7', 'an empty list', SHIPMENT, '/shipment/shipment_items', []],
  ['D7', 'an empty list', ORDER, '/order/order_items', []],
  ['D7', 'an empty list', PARTIAL, '/order/order_items', []],
]

describe('a disputed rule', () => {
  it.each(DISPUTED)(
    '%s: %s in %s at %s is allowed as published, not as intended',
    (rule, _what, id, pointer, value) => {
      const operation = contract.operation(id)
      const body = changed(id, pointer, value)
      expect(operation.validate(body, 'published')).toEqual([])
      expect(operation.accepts(body, 'published')).toBe(true)
      expect(operation.accepts(body, 'intended')).toBe(false)
      const violations = operation.validate(body, 'intended')
      expect(violations.map((violation) => [violation.pointer, violation.rule?.disputed])).toEqual([
        [pointer, rule],
      ])
    },
  )

  it.each(DISPUTED)(
    '%s: %s in %s at %s is blamed on the line that disputes it',
    (rule, _what, id, pointer, value) => {
      const [violation] = contract.operation(id).validate(changed(id, pointer, value), 'intended')
      const lines = readFileSync(shippedContractPath(), 'utf8').split('\n')
      expect(lines[(violation?.rule?.line ?? 0) - 1]).toContain(`rule: ${rule},`)
    },
  )

  it('is in the table above, every one that concerns messages', () => {
    const text = readFileSync(shippedContractPath(), 'utf8')
    const named = new Set([...text.matchAll(/rule: (D\d+)/g)].map(([, rule]) => rule))
    // D8 is about the body of a 422: see the tests of responses.
    expect(new Set([...DISPUTED.map(([rule]) => rule), 'D8'])).toEqual(named)
  })
})

const UNDISPUTED: readonly Row[] = [
  ['required', 'a missing property', SHIPMENT, '/shipment/carrier', ABSENT],
  ['additionalProperties', 'an unknown property', SHIPMENT, '/shipment/extra', 1],
  ['additionalProperties', 'an unknown property', ORDER, '/order/extra', 1],
  ['additionalProperties', 'an unknown property', ORDER, '/order/shipping_address/extra', 1],
  ['additionalProperties', 'an unknown property', PARTIAL, '/order/order_items/0/extra', 1],
  ['type', 'null', ORDER, '/order/packing_slip_identifier', null],
  ['type', 'an object for the list', PARTIAL, '/order/order_items', {}],
  ['format', 'no zone', SHIPMENT, '/shipment/created_at', '2026-01-05T10:12:44'],
  ['enum', 'another case', ORDER, '/order/shipping_method', 'standard'],
  ['minimum', 'less', SHIPMENT, '/shipment/shipment_items/1/quantity', 0],
]

describe('a rule that is not disputed', () => {
  it.each(UNDISPUTED)(
    '%s: %s in %s at %s is broken under both readings',
    (keyword, _what, id, pointer, value) => {
      for (const reading of READINGS) {
        const violations = contract.operation(id).validate(changed(id, pointer, value), reading)
        expect(new Set(violations.map((violation) => violation.pointer))).toEqual(
          new Set([pointer]),
        )
        expect(violations.map((violation) => violation.keyword)).toContain(keyword)
      }
    },
  )
})

describe('the documented examples', () => {
  it.each([SHIPMENT, ORDER, PARTIAL])('of %s satisfy both readings', (id) => {
    const operation = contract.operation(id)
    expect(operation.examples.length).toBeGreaterThan(0)
    for (const { value } of operation.examples) {
      for (const reading of READINGS) expect(operation.validate(value, reading)).toEqual([])
    }
  })

  it('are where the document has them', () => {
    const lines = readFileSync(shippedContractPath(), 'utf8').split('\n')
    for (const operation of contract.operations) {
      expect(lines[operation.place.line - 1]?.trim()).toBe('post:')
      for (const { line, value } of operation.examples) {
        expect(isRecord(value)).toBe(true)
        expect(lines[line - 1]?.trim()).toBe('value:')
      }
    }
  })
})
