import { isRecord, parsePointer, valueAt } from '../../../src/core/index.ts'
import { type Behaviour, correctBehaviour, json } from '../endpoint.ts'
import { type Flaw, overlooking } from '../flaw.ts'

const at = (body: unknown, pointer: string): unknown => valueAt(body, parsePointer(pointer))

/** Fails for valid messages of one make. */
function failing(
  name: string,
  names: string,
  isHit: (body: unknown, operation: string) => boolean,
  status = 500,
): Flaw {
  return {
    name,
    level: 'compatible',
    names,
    make: (): Behaviour => ({
      ...correctBehaviour(),
      invented: ({ operation }, body) =>
        isHit(body, operation.id) ? json(status, { message: 'no' }) : undefined,
    }),
  }
}

const isText = (found: unknown): found is string => typeof found === 'string'

/** Whether every value that a message names itself counts as nothing. */
const EMPTY: Readonly<Record<string, (value: unknown) => boolean>> = {
  null: (value) => value === null,
  'an empty text': (value) => value === '',
  false: (value) => value === false,
  0: (value) => value === 0,
  'an empty list': (value) => Array.isArray(value) && value.length === 0,
  'an empty object': (value) => isRecord(value) && Object.keys(value).length === 0,
}

/** What goes wrong for two values together, for a value that nobody thought of, and for properties that hold nothing. */
export const COMBINATIONS: readonly Flaw[] = [
  failing(
    '500 where an address has no company and the order ships overnight',
    'pairs',
    (body) =>
      at(body, '/order/billing_address') !== undefined &&
      at(body, '/order/billing_address/company') === undefined &&
      at(body, '/order/shipping_method') === 'OVERNIGHT',
  ),
  failing(
    '500 where an order is to be signed for and a reason is given without comments',
    'pairs',
    (body) =>
      at(body, '/order/signature_required') === true &&
      at(body, '/order/comments') === undefined &&
      at(body, '/order/reject_reason') !== undefined,
  ),
  failing(
    '422 where what is picked up is to be signed for',
    'pairs',
    (body) =>
      at(body, '/order/signature_required') === true &&
      at(body, '/order/shipping_method') === 'PICK-UP',
    422,
  ),
  failing('500 for a delivery before the year 2000', 'random', (body) => {
    const date = at(body, '/order/expected_delivery_date')
    return isText(date) && date < '2000'
  }),
  failing('500 for three, four or five items', 'random', (body) => {
    const items = at(body, '/order/order_items') ?? at(body, '/shipment/shipment_items')
    return Array.isArray(items) && items.length > 2 && items.length < 6
  }),
  failing('500 for a price of thousands of cents', 'random', (body) => {
    const price = Number(at(body, '/order/price_cents'))
    return price > 10_000 && price < 100_000
  }),
  ...Object.entries(EMPTY).map(([name, isEmpty]): Flaw => ({
    name: `an unknown property is overlooked where it is ${name}`,
    level: 'strict',
    names: 'unexpected_',
    make: () =>
      overlooking(
        correctBehaviour(),
        ({ keyword, pointer }, { bytes }) =>
          keyword === 'additionalProperties' &&
          isEmpty(at(JSON.parse(bytes.toString('utf8')), pointer)),
      ),
  })),
]
