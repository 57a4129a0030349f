import { isRecord } from '../../../src/core/index.ts'
import type { Violation } from '../../../src/contract/index.ts'
import { type Behaviour, type Call, documented422, rightBehaviour } from '../endpoint.ts'
import { type Flaw, overlooking } from '../flaw.ts'

function strict(name: string, names: string, make: () => Behaviour): Flaw {
  return { name, level: 'strict', names, make }
}

/** What is no JSON is repaired before it is read. */
function repairing(repair: (text: string) => string): () => Behaviour {
  return () => {
    const right = rightBehaviour()
    return {
      ...right,
      parse: (call) => {
        const parsed = right.parse(call)
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

/** Members are known by other names, too. */
function renaming(rename: (name: string) => string): () => Behaviour {
  const renamed = (value: unknown, depth = 0): unknown => {
    if (depth > DEEPEST) return value
    if (Array.isArray(value)) return value.map((item) => renamed(item, depth + 1))
    if (!isRecord(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [rename(name), renamed(member, depth + 1)]),
    )
  }
  return () => {
    const right = rightBehaviour()
    return { ...right, validate: (call, body) => right.validate(call, renamed(body)) }
  }
}

const firstOnly = (behaviour: Behaviour): Behaviour => ({
  ...behaviour,
  refuse: (_call, violations) => documented422(violations.slice(0, 1), ({ field }) => field),
})

/** One kind of slip is overlooked by an endpoint that names the first error only. */
function slip(
  name: string,
  names: string,
  isOverlooked: (violation: Violation, call: Call) => boolean,
): Flaw {
  return strict(name, names, () => firstOnly(overlooking(rightBehaviour(), isOverlooked)))
}

const itemOf = ({ pointer }: Violation): number => Number(/_items\/(\d+)/.exec(pointer)?.[1] ?? -1)

const isType =
  (found: RegExp): ((violation: Violation) => boolean) =>
  ({ keyword, message }) =>
    keyword === 'type' && found.test(message)

/** Violations count by what else is in the message. */
function unlessSent(isLet: (call: Call) => boolean): Behaviour {
  return overlooking(rightBehaviour(), (_violation, call) => isLet(call))
}

const itemsIn = ({ bytes }: Call): number =>
  bytes.toString('utf8').split('"cancelled_quantity"').length - 1

/** Endpoints that read what is not there, or not all that is. */
/** Validates only what is written as most senders write it. */
function bypassed(isBypassed: (call: Call) => boolean): () => Behaviour {
  return () => {
    const right = rightBehaviour()
    return {
      ...right,
      validate: (call, body) => (isBypassed(call) ? [] : right.validate(call, body)),
    }
  }
}

export const LENIENT_READING: readonly Flaw[] = [
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
    'knows members without regard to case',
    'upper-case-name',
    renaming((name) => name.toLowerCase()),
  ),
  strict(
    'knows members in camel case',
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
    'takes null in one member of a second item',
    '/order/order_items/*/tax_cents',
    ({ pointer, message }) => pointer === '/order/order_items/1/tax_cents' && /null/.test(message),
  ),
  slip(
    'takes a text for one amount of a second item',
    '/order/order_items/*/shipping_cost_cents',
    ({ pointer, keyword }) =>
      pointer === '/order/order_items/1/shipping_cost_cents' && keyword === 'type',
  ),
  slip(
    'takes true for one amount',
    '/shipment/shipping_cost_cents',
    ({ pointer, message }) => pointer === '/shipment/shipping_cost_cents' && /true/.test(message),
  ),
  slip('takes true for a number', 'type:', isType(/number|integer.*true/)),
  slip('takes a list for a number', 'type:', isType(/(?:number|integer).*(?:array|\[|list)/)),
  slip('takes an object for a text', 'type:', isType(/string.*(?:object|\{)/)),
  slip(
    'takes an empty text for a timestamp',
    '_at',
    ({ keyword, message }) => keyword === 'format' && message.includes('""'),
  ),
  slip(
    'takes a day for a timestamp',
    '_at',
    ({ keyword, message }) => keyword === 'format' && /"\d{4}-\d\d-\d\d"/.test(message),
  ),
  slip(
    'cuts blanks off an enumerated value',
    '/order/shipping_method',
    ({ keyword, message }) => keyword === 'enum' && message.includes(' "'),
  ),
  slip(
    'takes an empty text for an enumerated value',
    '/order/shipping_method',
    ({ keyword, message }) => keyword === 'enum' && message.includes('is ""'),
  ),
]
