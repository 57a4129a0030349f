import { parsePointer, valueAt } from '../../../src/core/index.ts'
import { correctBehaviour } from '../endpoint.ts'
import { type Flaw, overlooking } from '../flaw.ts'

const CONFIRMATION = 'drop_shipment_confirmation'
const CANCELLATION = 'drop_shipment_cancellation'
const PARTIAL = 'drop_shipment_partial_cancellation'

/** Rules that an endpoint may have forgotten: operation, keyword and pointer of the rule. */
const RULES: readonly (readonly [string, string, string])[] = [
  ...[
    'client_identifier',
    'channel',
    'carrier',
    'shipping_method',
    'tracking_number',
    'billed_weight',
    'shipping_cost_cents',
    'shipment_items',
  ].map((name) => [CONFIRMATION, 'required', `/shipment/${name}`] as const),
  ...[
    'client_identifier',
    'billing_address',
    'shipping_address',
    'brand',
    'shipping_method',
    'status',
    'price_cents',
    'shipping_tax_cents',
    'order_items',
  ].map((name) => [CANCELLATION, 'required', `/order/${name}`] as const),
  ...['client_identifier', 'sku', 'condition', 'quantity', 'shipping_cost_cents', 'status'].map(
    (name) => [CANCELLATION, 'required', `/order/order_items/*/${name}`] as const,
  ),
  ...['client_identifier', 'status', 'quantity', 'cancelled_quantity'].map(
    (name) => [PARTIAL, 'required', `/order/order_items/*/${name}`] as const,
  ),
  ...['id', 'carrier', 'billed_weight', 'shipping_cost_cents', 'packing_slip_identifier'].map(
    (name) => [CONFIRMATION, 'type', `/shipment/${name}`] as const,
  ),
  ...['quantity', 'client_identifier', 'id'].map(
    (name) => [CONFIRMATION, 'type', `/shipment/shipment_items/*/${name}`] as const,
  ),
  ...[
    'signature_required',
    'price_cents',
    'comments',
    'brand',
    'processing_fee_cents',
    'reject_reason',
  ].map((name) => [CANCELLATION, 'type', `/order/${name}`] as const),
  ...['zip_code', 'telephone_number', 'id', 'street2'].map(
    (name) => [CANCELLATION, 'type', `/order/billing_address/${name}`] as const,
  ),
  ...['city', 'country', 'company'].map(
    (name) => [CANCELLATION, 'type', `/order/shipping_address/${name}`] as const,
  ),
  ...['quantity', 'price_cents', 'comments'].map(
    (name) => [CANCELLATION, 'type', `/order/order_items/*/${name}`] as const,
  ),
  ...['quantity', 'cancelled_quantity', 'status'].map(
    (name) => [PARTIAL, 'type', `/order/order_items/*/${name}`] as const,
  ),
  [PARTIAL, 'type', '/order/status'],
  [PARTIAL, 'type', '/order/order_items'],
  [CANCELLATION, 'type', '/order/billing_address'],
  [CANCELLATION, 'enum', '/order/shipping_method'],
  [CANCELLATION, 'format', '/order/expected_delivery_date'],
  [CANCELLATION, 'format', '/order/billing_address/created_at'],
  [CANCELLATION, 'format', '/order/updated_at'],
  [CONFIRMATION, 'format', '/shipment/created_at'],
  [CONFIRMATION, 'format', '/shipment/shipment_items/*/created_at'],
  [CONFIRMATION, 'minimum', '/shipment/shipment_items/*/quantity'],
  [CONFIRMATION, 'minimum', '/shipment/shipment_items/*/id'],
]

/** Closed objects that an endpoint may have left open. */
const CLOSED: readonly (readonly [string, string])[] = [
  [CONFIRMATION, '/shipment'],
  [CANCELLATION, '/order'],
  [CANCELLATION, '/order/billing_address'],
  [CANCELLATION, '/order/shipping_address'],
  [CANCELLATION, '/order/order_items/*'],
  [PARTIAL, '/order/order_items/*'],
]

export const DROPPED_RULES: readonly Flaw[] = [
  ...RULES.map(([operation, keyword, pointer]): Flaw => ({
    name: `dropped rule: ${keyword} ${pointer} of ${operation}`,
    level: 'strict',
    names: pointer,
    make: () =>
      overlooking(
        correctBehaviour(),
        (violation, call) =>
          call.operation.id === operation &&
          violation.keyword === keyword &&
          violation.rulePointer === pointer,
      ),
  })),
  ...CLOSED.map(([operation, pointer]): Flaw => ({
    name: `dropped rule: unknown properties of ${pointer} of ${operation}`,
    level: 'strict',
    names: `${pointer}/unexpected_member`,
    make: () =>
      overlooking(
        correctBehaviour(),
        (violation, call) =>
          call.operation.id === operation &&
          violation.keyword === 'additionalProperties' &&
          violation.rulePointer.slice(0, violation.rulePointer.lastIndexOf('/')) === pointer,
      ),
  })),
  ...[CONFIRMATION, CANCELLATION, PARTIAL].map((operation): Flaw => ({
    name: `only the first item is validated, of ${operation}`,
    level: 'strict',
    names: '_items/*',
    make: () =>
      overlooking(
        correctBehaviour(),
        (violation, call) =>
          call.operation.id === operation && /_items\/[1-9]/.test(violation.pointer),
      ),
  })),
  {
    name: 'null is accepted wherever a text is expected',
    level: 'strict',
    names: '/order/comments',
    make: () =>
      overlooking(
        correctBehaviour(),
        ({ message, keyword }) =>
          keyword === 'type' && message.endsWith('is null') && message.includes('a string'),
      ),
  },
  {
    name: 'null is accepted for one optional text',
    level: 'strict',
    names: '/order/reject_reason',
    make: () =>
      overlooking(
        correctBehaviour(),
        ({ message, pointer }) => pointer === '/order/reject_reason' && message.endsWith('is null'),
      ),
  },
  {
    name: 'numbers in quotes are coerced',
    level: 'strict',
    names: '/order/price_cents',
    make: () =>
      overlooking(
        correctBehaviour(),
        ({ message, keyword }) =>
          keyword === 'type' &&
          /must be an? (integer|number)/.test(message) &&
          /is "-?[\d.]+"$/.test(message),
      ),
  },
  {
    name: 'numbers are coerced to texts',
    level: 'strict',
    names: '/shipment/carrier',
    make: () =>
      overlooking(
        correctBehaviour(),
        ({ message, keyword }) =>
          keyword === 'type' && message.includes('a string') && message.includes('is the number'),
      ),
  },
  {
    name: 'booleans in quotes are coerced',
    level: 'strict',
    names: '/order/signature_required',
    make: () =>
      overlooking(
        correctBehaviour(),
        ({ pointer, message }) =>
          pointer === '/order/signature_required' && /is "(true|false)"$/.test(message),
      ),
  },
  {
    name: 'fractions are accepted as integers',
    level: 'strict',
    names: '/order/price_cents',
    make: () =>
      overlooking(correctBehaviour(), ({ message }) =>
        /an integer, and is the number -?\d+\.\d+$/.test(message),
      ),
  },
  {
    name: 'documented values are compared without regard to case',
    level: 'strict',
    names: '/order/shipping_method',
    make: () =>
      overlooking(
        correctBehaviour(),
        ({ keyword, message }) => keyword === 'enum' && /is "(standard|express)"/.test(message),
      ),
  },
  ...(
    [
      ['an empty list is an object', '/order/billing_address', '[]'],
      ['an empty object is a list', '/shipment/shipment_items', '{}'],
    ] as const
  ).map(([name, names, empty]): Flaw => ({
    name: `${name}, as in PHP`,
    level: 'strict',
    names,
    make: () =>
      overlooking(
        correctBehaviour(),
        ({ keyword, pointer }, { bytes }) =>
          keyword === 'type' &&
          JSON.stringify(valueAt(JSON.parse(bytes.toString('utf8')), parsePointer(pointer))) ===
            empty,
      ),
  })),
  {
    name: 'timestamps on the items of a cancellation are accepted, as the flattened page reads',
    level: 'strict',
    names: '/order/order_items/*/created_at',
    make: () =>
      overlooking(
        correctBehaviour(),
        ({ keyword, pointer }) =>
          keyword === 'additionalProperties' && /(?:created|updated)_at$/.test(pointer),
      ),
  },
  {
    name: 'impossible days are accepted',
    level: 'strict',
    names: 'created_at',
    make: () =>
      overlooking(
        correctBehaviour(),
        ({ keyword, message }) => keyword === 'format' && message.includes('-02-30'),
      ),
  },
  {
    name: 'timestamps without a zone are accepted',
    level: 'strict',
    names: 'created_at',
    make: () =>
      overlooking(
        correctBehaviour(),
        ({ keyword, message }) => keyword === 'format' && /T\d\d:\d\d:\d\d"$/.test(message),
      ),
  },
  {
    name: 'a quantity below zero is rejected, zero is not',
    level: 'strict',
    names: '/shipment/shipment_items/*/quantity',
    make: () =>
      overlooking(
        correctBehaviour(),
        ({ keyword, message }) => keyword === 'minimum' && message.endsWith('the number 0'),
      ),
  },
  {
    name: 'nothing is validated',
    level: 'strict',
    names: '/order/price_cents',
    make: () => overlooking(correctBehaviour(), () => true),
  },
  ...[CONFIRMATION, CANCELLATION, PARTIAL].map((operation): Flaw => ({
    name: `nothing is validated on ${operation}`,
    level: 'strict',
    names: operation,
    make: () =>
      overlooking(correctBehaviour(), (_violation, call) => call.operation.id === operation),
  })),
]
