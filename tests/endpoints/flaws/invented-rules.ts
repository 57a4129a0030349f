import { valueAt, parsePointer } from '../../../src/core/index.ts'
import { type Behaviour, json, correctBehaviour } from '../endpoint.ts'
import type { Flaw } from '../flaw.ts'

/** Rejects messages for a rule that the contract does not have. */
function inventing(
  isRejected: (body: unknown, operation: string) => boolean,
  field = 'shipment',
): Behaviour {
  return {
    ...correctBehaviour(),
    invented: ({ operation }, body) =>
      isRejected(body, operation.id)
        ? json(422, { message: 'Validation failure', errors: [{ field, code: 'invalid' }] })
        : undefined,
  }
}

const at = (body: unknown, pointer: string): unknown => valueAt(body, parsePointer(pointer))

/** A rule on one value, which only messages that have it can break. */
function value(
  name: string,
  pointer: string,
  isWrong: (found: unknown) => boolean,
  names = pointer,
): Flaw {
  return {
    name: `invented rule: ${name}`,
    level: 'compatible',
    names,
    make: () => inventing((body) => isWrong(at(body, pointer))),
  }
}

const isText = (found: unknown): found is string => typeof found === 'string'

const hasNonAscii = (found: unknown): boolean => isText(found) && /[^\u0020-\u007E\s]/.test(found)

const requiredToo = (operation: string, wrapper: string, property: string): Flaw => ({
  name: `invented rule: ${property} is required on ${operation}`,
  level: 'compatible',
  names: `${wrapper}/${property}`,
  make: () =>
    inventing(
      (body, id) =>
        id === operation &&
        at(body, wrapper) !== undefined &&
        at(body, `${wrapper}/${property}`) === undefined,
    ),
})

const forbidden = (operation: string, wrapper: string, property: string): Flaw => ({
  name: `invented rule: ${property} is unknown on ${operation}`,
  level: 'compatible',
  names: `${wrapper}/${property}`,
  make: () =>
    inventing((body, id) => id === operation && at(body, `${wrapper}/${property}`) !== undefined),
})

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

export const INVENTED_RULES: readonly Flaw[] = [
  ...['id', 'packing_slip_identifier', 'created_at', 'updated_at'].map((property) =>
    requiredToo('drop_shipment_confirmation', '/shipment', property),
  ),
  ...[
    'id',
    'comments',
    'reject_reason',
    'signature_required',
    'expected_delivery_date',
    'processing_fee_cents',
  ].map((property) => requiredToo('drop_shipment_cancellation', '/order', property)),
  ...['street2', 'company', 'telephone_number', 'state'].map((property) =>
    requiredToo('drop_shipment_cancellation', '/order/billing_address', property),
  ),
  requiredToo('drop_shipment_cancellation', '/order/shipping_address', 'name'),
  requiredToo('drop_shipment_partial_cancellation', '/order', 'id'),
  forbidden('drop_shipment_confirmation', '/shipment', 'packing_slip_identifier'),
  // Built from the page's flattened text, which seems to give an order's timestamps to its items.
  forbidden('drop_shipment_cancellation', '/order', 'created_at'),
  forbidden('drop_shipment_cancellation', '/order', 'updated_at'),
  forbidden('drop_shipment_cancellation', '/order', 'processing_fee_cents'),
  forbidden('drop_shipment_cancellation', '/order/billing_address', 'company'),
  forbidden('drop_shipment_partial_cancellation', '/order', 'id'),
  ...['STANDARD', 'EXPRESS', 'OVERNIGHT', 'FREIGHT', 'PICK-UP']
    .slice(1)
    .map((method) =>
      value(`${method} is unknown`, '/order/shipping_method', (found) => found === method),
    ),
  value(
    'a carrier is UPS or FedEx',
    '/shipment/carrier',
    (found) => isText(found) && !['UPS', 'FedEx'].includes(found),
  ),
  value(
    'a status is cancelled or shipped',
    '/order/status',
    (found) => isText(found) && !['cancelled', 'shipped'].includes(found),
  ),
  value(
    'a country has two letters',
    '/order/shipping_address/country',
    (found) => isText(found) && found.length !== 2,
  ),
  value(
    'a postal code has five digits',
    '/order/billing_address/zip_code',
    (found) => isText(found) && !/^\d{5}$/.test(found),
  ),
  value(
    'a state has two letters',
    '/order/billing_address/state',
    (found) => isText(found) && !/^[A-Z]{2}$/.test(found),
  ),
  value(
    'a telephone number is American',
    '/order/billing_address/telephone_number',
    (found) => isText(found) && !found.startsWith('+1'),
  ),
  value(
    'an order identifier is a UUID',
    '/order/client_identifier',
    (found) => isText(found) && !UUID.test(found),
  ),
  value(
    'a shipment identifier is a UUID',
    '/shipment/client_identifier',
    (found) => isText(found) && !UUID.test(found),
  ),
  value(
    'an item identifier is a UUID',
    '/shipment/shipment_items/0/client_identifier',
    (found) => isText(found) && !UUID.test(found),
    '/shipment/shipment_items/*/client_identifier',
  ),
  value(
    'an identifier has 36 characters at most',
    '/order/client_identifier',
    (found) => isText(found) && found.length > 36,
  ),
  value(
    'a tracking number begins with 1Z',
    '/shipment/tracking_number',
    (found) => isText(found) && !found.startsWith('1Z'),
  ),
  value(
    'a tracking number has 34 characters at most',
    '/shipment/tracking_number',
    (found) => isText(found) && found.length > 34,
  ),
  value(
    'a comment has 255 characters at most',
    '/order/comments',
    (found) => isText(found) && found.length > 255,
  ),
  value(
    'a reason has 255 characters at most',
    '/order/reject_reason',
    (found) => isText(found) && found.length > 255,
  ),
  value('a comment is not empty', '/order/comments', (found) => found === ''),
  value(
    'an item comment is ASCII',
    '/order/order_items/0/comments',
    hasNonAscii,
    '/order/order_items/*/comments',
  ),
  ...['name', 'street', 'city', 'company'].map((property) =>
    value(`${property} is ASCII`, `/order/billing_address/${property}`, hasNonAscii),
  ),
  value('a brand is ASCII', '/order/brand', hasNonAscii),
  value(
    'a comment has no emoji',
    '/order/comments',
    (found) => isText(found) && /\p{Extended_Pictographic}/u.test(found),
  ),
  value(
    'a name has no apostrophe',
    '/order/shipping_address/name',
    (found) => isText(found) && found.includes("'"),
  ),
  value(
    'a comment has one line',
    '/order/comments',
    (found) => isText(found) && found.includes('\n'),
  ),
  ...[
    'price_cents',
    'tax_cents',
    'shipping_cost_cents',
    'shipping_tax_cents',
    'processing_fee_cents',
  ].map((property) =>
    value(`${property} is not zero`, `/order/${property}`, (found) => found === 0),
  ),
  value('shipping cost is not zero', '/shipment/shipping_cost_cents', (found) => found === 0),
  value(
    'a weight is whole',
    '/shipment/billed_weight',
    (found) => typeof found === 'number' && !Number.isInteger(found),
  ),
  value('an id has 32 bits', '/order/id', (found) => typeof found === 'number' && found > 2 ** 31),
  value(
    'an id has 32 bits in the shipment',
    '/shipment/id',
    (found) => typeof found === 'number' && found > 2 ** 31,
  ),
  value(
    'a timestamp has no fraction',
    '/shipment/created_at',
    (found) => isText(found) && found.includes('.'),
  ),
  value(
    'an address timestamp has no fraction',
    '/order/billing_address/updated_at',
    (found) => isText(found) && found.includes('.'),
  ),
  value(
    'a shipment has one item',
    '/shipment/shipment_items',
    (found) => Array.isArray(found) && found.length > 1,
    'full',
  ),
  value(
    'an order has 50 items at most',
    '/order/order_items',
    (found) => Array.isArray(found) && found.length > 50,
  ),
  value('a signature is never required', '/order/signature_required', (found) => found === true),
  value(
    'cancelled quantity is above zero',
    '/order/order_items/0/cancelled_quantity',
    (found) => found === 0,
    '/order/order_items/*/cancelled_quantity',
  ),
  value(
    'a tracking number is upper-case',
    '/shipment/tracking_number',
    (found) => isText(found) && /[a-z]/.test(found),
  ),
  value(
    'a label is not a number',
    '/shipment/carrier',
    (found) => isText(found) && /^\d+$/.test(found),
  ),
  value(
    'a telephone number is not empty',
    '/order/billing_address/telephone_number',
    (found) => found === '',
  ),
  value('a postal code is ASCII', '/order/shipping_address/zip_code', hasNonAscii),
  value(
    'an identifier has no number sign',
    '/shipment/client_identifier',
    (found) => isText(found) && found.startsWith('#'),
  ),
  value(
    'an identifier is not a number',
    '/order/client_identifier',
    (found) => isText(found) && /^\d+$/.test(found),
  ),
  value(
    'an order costs less than ten thousand',
    '/order/price_cents',
    (found) => typeof found === 'number' && found > 999_999,
  ),
  value(
    'an item has no timestamp',
    '/shipment/shipment_items/0/created_at',
    (found) => found !== undefined,
    '/shipment/shipment_items/*/created_at',
  ),
  ...(
    [
      ['a charset is lower-case', 'content-type', /^application\/json(?:; charset=utf-8)?$/],
      ['Accept is application/json', 'accept', /^application\/json$/],
      ['nobody says who sends', 'user-agent', /^$/],
    ] as const
  ).map(([name, header, expected]): Flaw => ({
    name: `invented rule: ${name}`,
    level: 'compatible',
    names: 'written',
    make: () => ({
      ...correctBehaviour(),
      invented: ({ request }) =>
        expected.test(request.headers[header] ?? '') ? undefined : { status: 400 },
    }),
  })),
]
