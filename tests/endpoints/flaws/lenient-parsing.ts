import { isRecord } from '../../../src/core/index.ts'
import type { Violation } from '../../../src/contract/index.ts'
import { type Behaviour, type Call, documented422, correctBehaviour } from '../endpoint.ts'
import { type Flaw, overlooking } from '../flaw.ts'

function strict(name: string, names: string, make: () => Behaviour): Flaw {
  return { name, level: 'strict', names, make }
}

/** Invalid JSON is repaired before it is parsed. */
function repairing(repair: (text: string) => string): () => Behaviour {
  return () => {
    const correct = correctBehaviour()
    return {
      ...correct,
      parse: (call) => {
        const parsed = correct.parse(call)
        if (!('status' in parsed)) return parsed
        try {
          return { body: JSON.parse(repair(call.bytes.toString('utf8'))) as unknown }
        } catch {
          return parsed
        }
      },
    }
  }
}

/** No message is nested deeper. */
const DEEPEST = 8

/** Properties are accepted under other names, too. */
function renaming(rename: (name: string) => string): () => Behaviour {
  const renamed = (value: unknown, depth = 0): unknown => {
    if (depth > DEEPEST) return value
    if (Array.isArray(value)) return value.map((item) => renamed(item, depth + 1))
    if (!isRecord(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, property]) => [rename(name), renamed(property, depth + 1)]),
    )
  }
  return () => {
    const correct = correctBehaviour()
    return { ...correct, validate: (call, body) => correct.validate(call, renamed(body)) }
  }
}

const firstOnly = (behaviour: Behaviour): Behaviour => ({
  ...behaviour,
  reject: (_call, violations) => documented422(violations.slice(0, 1), ({ field }) => field),
})

/** One kind of violation is overlooked by an endpoint that names the first error only. */
function slip(
  name: string,
  names: string,
  isOverlooked: (violation: Violation, call: Call) => boolean,
): Flaw {
  return strict(name, names, () => firstOnly(overlooking(correctBehaviour(), isOverlooked)))
}

const itemOf = ({ pointer }: Violation): number => Number(/_items\/(\d+)/.exec(pointer)?.[1] ?? -1)

const isType =
  (found: RegExp): ((violation: Violation) => boolean) =>
  ({ keyword, message }) =>
    keyword === 'type' && found.test(message)

/** Violations count by what else is in the message. */
function unlessSent(isLet: (call: Call) => boolean): Behaviour {
  return overlooking(correctBehaviour(), (_violation, call) => isLet(call))
}

const itemsIn = ({ bytes }: Call): number =>
  bytes.toString('utf8').split('"cancelled_quantity"').length - 1

/** Endpoints that read more than the message says, or less. */
/** Validates only what is written as most senders write it. */
function bypassed(isBypassed: (call: Call) => boolean): () => Behaviour {
  return () => {
    const correct = correctBehaviour()
    return {
      ...correct,
      validate: (call, body) => (isBypassed(call) ? [] : correct.validate(call, body)),
    }
  }
}

export const LENIENT_PARSING: readonly Flaw[] = [
  strict(
    'validates bodies whose length is announced',
    'elsewhere/written-chunked',
    bypassed(({ request }) => request.headers['content-length'] === undefined),
  ),
  strict(
    'validates what is application/json to the letter',
    'elsewhere/written-charset',
    bypassed(({ request }) => request.headers['content-type'] !== 'application/json'),
  ),
  strict(
    'reads JSON with comments and commas too many',
    'lenient',
    repairing((text) => text.replaceAll(/\/\*.*?\*\//g, '').replaceAll(/,(?=[}\]])/g, '')),
  ),
  strict(
    'reads JSON in single quotes',
    'single-quotes',
    repairing((text) => text.replaceAll("'", '"')),
  ),
  strict(
    'reads NaN',
    'not-a-number',
    repairing((text) => text.replaceAll(':NaN', ':1')),
  ),
  strict(
    'stops reading after the body',
    'trailing',
    repairing((text) => text.slice(0, text.lastIndexOf('}') + 1)),
  ),
  strict(
    'compares property names without regard to case',
    'upper-case-name',
    renaming((name) => name.toLowerCase()),
  ),
  strict(
    'accepts property names in camel case',
    'camel-case-name',
    renaming((name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
  ),
  slip('validates ten items at most', 'last-of-many', (violation) => itemOf(violation) > 9),
  slip('validates two items', 'last-of-many', (violation) => itemOf(violation) > 1),
  strict('does not validate a single item', '/order/order_items', () =>
    unlessSent((call) => itemsIn(call) === 1),
  ),
  strict('does not validate minimal messages', 'minimal', () =>
    unlessSent(
      ({ bytes, operation }) =>
        operation.id === 'drop_shipment_confirmation' && !bytes.includes('"updated_at"'),
    ),
  ),
  slip(
    'accepts null in one property of a second item',
    '/order/order_items/*/tax_cents',
    ({ pointer, message }) => pointer === '/order/order_items/1/tax_cents' && /null/.test(message),
  ),
  slip(
    'accepts a text as one amount of a second item',
    '/order/order_items/*/shipping_cost_cents',
    ({ pointer, keyword }) =>
      pointer === '/order/order_items/1/shipping_cost_cents' && keyword === 'type',
  ),
  slip(
    'accepts true as one amount',
    '/shipment/shipping_cost_cents',
    ({ pointer, message }) => pointer === '/shipment/shipping_cost_cents' && /true/.test(message),
  ),
  slip('accepts true as a number', 'type:', isType(/number|integer.*true/)),
  slip('accepts a list as a number', 'type:', isType(/(?:number|integer).*(?:array|\[|list)/)),
  slip('accepts an object as a text', 'type:', isType(/string.*(?:object|\{)/)),
  slip(
    'accepts an empty text as a timestamp',
    '_at',
    ({ keyword, message }) => keyword === 'format' && message.includes('""'),
  ),
  slip(
    'accepts a day as a timestamp',
    '_at',
    ({ keyword, message }) => keyword === 'format' && /"\d{4}-\d\d-\d\d"/.test(message),
  ),
  slip(
    'cuts blanks off an enumerated value',
    '/order/shipping_method',
    ({ keyword, message }) => keyword === 'enum' && message.includes(' "'),
  ),
  slip(
    'accepts an empty text as an enumerated value',
    '/order/shipping_method',
    ({ keyword, message }) => keyword === 'enum' && message.includes('is ""'),
  ),
]
