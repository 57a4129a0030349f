import { assert, constantFrom, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadContract } from '../../src/contract/index.ts'
import { isRecord, valueAt } from '../../src/core/index.ts'
import {
  applyEdit,
  applyEdits,
  breaksOnlyItsRule,
  combine,
  createMessages,
  describeDeviation,
} from '../../src/messages/index.ts'

const contract = await loadContract()

const OPERATIONS = [
  'drop_shipment_confirmation',
  'drop_shipment_cancellation',
  'drop_shipment_partial_cancellation',
] as const

describe('messages', () => {
  it('are valid under the intended reading whatever the extent, the number of items and the seed', () => {
    assert(
      property(
        record({
          id: constantFrom(...OPERATIONS),
          extent: constantFrom('minimal', 'full'),
          items: integer({ min: 1, max: 30 }),
          seed: integer(),
        }),
        ({ id, extent, items, seed }) => {
          const operation = contract.operation(id)
          const body = createMessages(operation, { seed }).message(extent, items)
          expect(operation.validate(body, 'intended')).toEqual([])
        },
      ),
      { numRuns: 150 },
    )
  })

  it('are the same for the same seed and differ for another', () => {
    const operation = contract.operation('drop_shipment_cancellation')
    const make = (seed: number): unknown => createMessages(operation, { seed }).message('full', 2)
    expect(make(3)).toEqual(make(3))
    expect(make(3)).not.toEqual(make(4))
  })

  it('carry identifiers from the given source, orders and items apart', () => {
    const operation = contract.operation('drop_shipment_partial_cancellation')
    let count = 0
    const body = createMessages(operation, { identifier: (kind) => `${kind}-${++count}` }).message(
      'full',
      2,
    )
    expect(body).toMatchObject({
      order: {
        client_identifier: 'order-1',
        order_items: [{ client_identifier: 'item-2' }, { client_identifier: 'item-3' }],
      },
    })
  })

  it('leave out everything optional when minimal, and nothing when full', () => {
    const messages = createMessages(contract.operation('drop_shipment_confirmation'))
    const properties = (body: unknown): string[] =>
      isRecord(body) && isRecord(body.shipment) ? Object.keys(body.shipment) : []
    const schema = contract.operation('drop_shipment_confirmation').schema('intended')
    const shipment = valueAt(schema, ['properties', 'shipment']) as {
      readonly required: readonly string[]
      readonly properties: object
    }
    expect(properties(messages.message('minimal')).toSorted()).toEqual(shipment.required.toSorted())
    expect(properties(messages.message('full')).toSorted()).toEqual(
      Object.keys(shipment.properties).toSorted(),
    )
  })

  it.each(OPERATIONS)('start from a documented example of %s that is valid', (id) => {
    const operation = contract.operation(id)
    expect(operation.validate(createMessages(operation).example(), 'intended')).toEqual([])
  })
})

describe('variations', () => {
  it.each(OPERATIONS)('of %s are valid alone and combined', (id) => {
    const operation = contract.operation(id)
    const messages = createMessages(operation, { seed: 5 })
    const full = messages.message('full', 2)
    for (const group of combine(messages.variations())) {
      expect(
        operation.validate(
          applyEdits(
            full,
            group.map(({ edit }) => edit),
          ),
          'intended',
        ),
      ).toEqual([])
    }
    for (const variation of messages.variations()) {
      const varied = applyEdit(full, variation.edit)
      expect(operation.validate(varied, 'intended'), variation.id).toEqual([])
      if (variation.edit.operator !== 'set') expect(varied, variation.id).not.toEqual(full)
    }
  })

  it('cover what the sender may send', () => {
    const variations = createMessages(contract.operation('drop_shipment_cancellation')).variations()
    const ids = variations.map(({ id }) => id)
    expect(ids).toEqual(
      expect.arrayContaining([
        'absent:/order/billing_address/street2',
        'enum-value:/order/shipping_method=PICK-UP',
        'zero:/order/price_cents=0',
        'large-number:/order/id=4294967296',
        'long:/order/comments=300 characters',
        'no-uuid:/order/client_identifier',
        'long:/order/client_identifier',
        'further-value:/order/billing_address/country=CA',
        'item-count:/order/order_items=100',
        'boolean:/order/signature_required=true',
        'fractional-seconds:/order/shipping_address/created_at=2026-01-05T09:12:44.5Z',
      ]),
    )
    expect(ids.filter((id) => id.startsWith('non-ascii:')).length).toBeGreaterThan(15)
    expect(ids).not.toContain('absent:/order/brand')
  })

  it('are combined into few messages', () => {
    const variations = createMessages(contract.operation('drop_shipment_cancellation')).variations()
    expect(combine(variations).length).toBeLessThan(variations.length / 10)
  })
})

describe('deviations', () => {
  it.each(OPERATIONS)(
    'of %s break exactly the rule they name under the published reading',
    (id) => {
      const operation = contract.operation(id)
      const messages = createMessages(operation, { seed: 11 })
      const full = messages.message('full', 2)
      expect(messages.deviations().length).toBeGreaterThan(100)
      for (const deviation of messages.deviations()) {
        expect(breaksOnlyItsRule(operation, full, deviation), deviation.id).toBe(true)
        expect(operation.accepts(applyEdit(full, deviation.edit), 'intended'), deviation.id).toBe(
          false,
        )
      }
    },
  )

  it('include one for every rule of the published reading, in first and in later items', () => {
    const ids = createMessages(contract.operation('drop_shipment_cancellation'))
      .deviations()
      .map(({ id }) => id)
    expect(ids).toEqual(
      expect.arrayContaining([
        'required:/order/billing_address',
        'required:/order/order_items/1/sku',
        'type:/order/price_cents=4999',
        'type:/order/signature_required=false',
        'type:/order/comments=null',
        'type:/order/order_items/1/quantity=null',
        'enum:/order/shipping_method=standard',
        'format:/order/expected_delivery_date=2026-02-30',
        'format:/order/billing_address/created_at=2026-01-05',
        'format:/order/created_at=yesterday',
        'additionalProperties:/order/unexpected_member',
        'additionalProperties:/order/shipping_address/unexpected_member',
        'additionalProperties:/order/order_items/1/unexpected_member',
      ]),
    )
  })

  it('break formats in later items, too', () => {
    const ids = createMessages(contract.operation('drop_shipment_confirmation'))
      .deviations()
      .map(({ id }) => id)
    expect(ids).toContain('format:/shipment/shipment_items/1/updated_at=2026-01-05T09:12:44')
  })

  it('stay clear of every disputed rule', () => {
    const ids = OPERATIONS.flatMap((id) => createMessages(contract.operation(id)).deviations())
      .map(({ operation, id }) => `${operation} ${id}`)
      .filter(
        (id) =>
          /required:\/(shipment|order)$/.test(id) ||
          (/packing_slip_identifier=null/.test(id) &&
            id.startsWith('drop_shipment_confirmation')) ||
          /required:\/shipment\/shipment_items\/\d/.test(id) ||
          /partial_cancellation required:\/order\/(client_identifier|status|order_items)$/.test(
            id,
          ) ||
          /minItems/.test(id),
      )
    expect(ids).toEqual([])
  })

  it('put every slip of a format or an enumeration first somewhere, and null first in each object', () => {
    const firsts = createMessages(contract.operation('drop_shipment_cancellation'))
      .deviations()
      .filter(({ rank }) => rank === 'first')
    const values = firsts.filter(({ keyword }) => keyword === 'format').map(({ after }) => after)
    expect(new Set(values).size).toBeGreaterThanOrEqual(13)
    expect(firsts.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'enum:/order/shipping_method=',
        'enum:/order/shipping_method=STANDARD ',
        'type:/order/shipping_address=null',
        'type:/order/billing_address/id=null',
        'type:/order/created_at=null',
      ]),
    )
    const slips = (before: string, after: string): number =>
      firsts.filter((own) => typeof own.before === before && typeof own.after === after).length
    expect(slips('string', 'boolean')).toBeGreaterThan(0)
    expect(slips('number', 'boolean')).toBeGreaterThan(0)
    expect(slips('string', 'object')).toBeGreaterThan(0)
  })

  it('have unique ids and are described by their own data', () => {
    for (const id of OPERATIONS) {
      const deviations = createMessages(contract.operation(id)).deviations()
      expect(new Set(deviations.map((deviation) => deviation.id)).size).toBe(deviations.length)
    }
    const first = createMessages(contract.operation('drop_shipment_confirmation'))
      .deviations()
      .find(({ id }) => id === 'type:/shipment/shipping_cost_cents=1295')
    expect(first).toMatchObject({
      kind: 'coercible-type',
      keyword: 'type',
      before: 1295,
      after: '1295',
      rank: 'first',
    })
    expect(first && describeDeviation(first)).toBe(
      '/shipment/shipping_cost_cents is "1295" where an integer is expected',
    )
  })
})
