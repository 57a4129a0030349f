import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { isRecord, valueAt } from '../../../src/core/index.ts'
import { type Behaviour, type Call, json, correctBehaviour, send } from '../endpoint.ts'
import type { Flaw } from '../flaw.ts'

const correct = correctBehaviour

function compatible(name: string, names: string, make: () => Behaviour): Flaw {
  return { name, level: 'compatible', names, make }
}

function strict(name: string, names: string, make: () => Behaviour): Flaw {
  return { name, level: 'strict', names, make }
}

function resilient(name: string, names: string, make: () => Behaviour): Flaw {
  return { name, level: 'resilient', names, make }
}

/** Responds with 500 where a condition is met. */
function failing(isHit: (call: Call) => boolean, status = 500): Behaviour {
  return {
    ...correct(),
    intercept: (call) => {
      if (!isHit(call)) return false
      send(call.response, json(status, { message: 'Internal error' }))
      return true
    },
  }
}

const text = ({ bytes }: Call): string => bytes.toString('utf8')

const isJson = (call: Call): boolean => {
  try {
    JSON.parse(text(call))
    return true
  } catch {
    return false
  }
}

const isBroken = (call: Call): boolean => !isJson(call)

/** Accepts only when nobody else was accepted with the same key. */
function onceOnly(
  keyOf: (call: Call, body: unknown) => string,
  status = 409,
  times = 1,
): Behaviour {
  return {
    ...correct(),
    accept: (call, body) => {
      const key = keyOf(call, body)
      const seen = Number(call.memory.get(key) ?? 0) + 1
      call.memory.set(key, seen)
      return seen > times ? json(status, { message: 'seen already' }) : json(200, {})
    },
  }
}

const orderOf = (body: unknown): string =>
  String(
    valueAt(body, ['order', 'client_identifier']) ??
      valueAt(body, ['shipment', 'client_identifier']),
  )

/** Remembers something after one kind of request, and fails the next valid message for it. */
function stumbling(isStone: (call: Call) => boolean): Behaviour {
  const base = correct()
  return {
    ...base,
    intercept: (call) => {
      if (isStone(call)) call.memory.set('stumble', true)
      return false
    },
    accept: ({ memory }) => (memory.delete('stumble') ? json(500, {}) : json(200, {})),
  }
}

export const BEHAVIOUR: readonly Flaw[] = [
  compatible('500 on broken JSON', 'survive', () => failing(isBroken)),
  compatible('500 on an empty body', 'empty-body', () =>
    failing(({ bytes }) => bytes.length === 0),
  ),
  compatible('500 on a body that is not an object', 'survive', () =>
    failing((call) => isJson(call) && !isRecord(JSON.parse(text(call)))),
  ),
  compatible('500 on __proto__', 'proto', () =>
    failing((call) => text(call).includes('__proto__')),
  ),
  compatible('500 on constructor', 'constructor', () =>
    failing((call) => text(call).includes('"constructor"')),
  ),
  strict('500 on deep nesting', 'deep', () => failing((call) => text(call).startsWith('[[[['))),
  strict('500 on letters as escapes', 'ascii-escapes', () =>
    failing((call) => /\\u00[45]/.test(text(call))),
  ),
  compatible('500 on a byte order mark', 'byte-order-mark', () =>
    failing(({ bytes }) => bytes[0] === 0xef),
  ),
  compatible('500 on bytes that are not UTF-8', 'latin-1', () =>
    failing(
      ({ bytes }) =>
        bytes.includes(0xff) ||
        (bytes.includes(0xe9 + 0) &&
          !text({ bytes } as Call).includes('é') &&
          text({ bytes } as Call).includes('\uFFFD')),
    ),
  ),
  compatible('500 on an unknown charset', 'odd-charset', () =>
    failing(({ request }) => (request.headers['content-type'] ?? '').includes('x-unknown')),
  ),
  compatible('500 on an unknown Content-Encoding', 'odd-encoding', () =>
    failing(({ request }) => request.headers['content-encoding'] !== undefined),
  ),
  compatible('500 without a Content-Type', 'no-content-type', () =>
    failing(({ request }) => request.headers['content-type'] === undefined),
  ),
  compatible('500 on a missing property', 'survives', () =>
    failing(
      (call) =>
        isJson(call) && text(call).includes('"shipment"') && !text(call).includes('"carrier"'),
    ),
  ),
  compatible('500 on null', 'survives', () =>
    failing((call) => text(call).includes('"carrier":null')),
  ),
  compatible('502 on a megabyte', 'large', () =>
    failing(({ bytes }) => bytes.length > 900_000, 502),
  ),
  compatible('500 on every 7th message', 'survive', () =>
    failing(({ number }) => number % 7 === 0),
  ),
  compatible('503 on every 40th message', 'survive', () =>
    failing(({ number }) => number % 40 === 0, 503),
  ),
  compatible('500 from the 200th message on', 'survive', () =>
    failing(({ number }) => number >= 200),
  ),
  compatible('422 for a valid message now and then', 'every-time', () => ({
    ...correct(),
    invented: ({ number }) =>
      number % 11 === 0
        ? json(422, {
            message: 'Validation failure',
            errors: [{ field: 'shipment', code: 'invalid' }],
          })
        : undefined,
  })),
  compatible('redirects valid messages', 'accept', () => ({
    ...correct(),
    accept: () => ({ status: 307, headers: { location: '/elsewhere' } }),
  })),
  compatible('redirects one operation', 'drop_shipment_cancellation', () =>
    failing(({ operation }) => operation.id === 'drop_shipment_cancellation', 308),
  ),
  compatible('one operation is not hosted', 'drop_shipment_partial_cancellation', () =>
    failing(({ operation }) => operation.id === 'drop_shipment_partial_cancellation', 404),
  ),
  compatible('closes the connection on broken JSON', 'survive', () => ({
    ...correct(),
    intercept: (call) => {
      if (isBroken(call)) call.response.destroy()
      return isBroken(call)
    },
  })),
  compatible('cuts its responses', 'accept', () => ({
    ...correct(),
    accept: ({ response }) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '200' })
      response.write('{"message":')
      response.destroy()
      return { status: 200 }
    },
  })),
  compatible('never responds to broken JSON', 'survive', () => ({
    ...correct(),
    intercept: isBroken,
  })),
  compatible('rejects a second delivery', 'duplicate', () =>
    onceOnly((call) => createHash('sha256').update(call.bytes).digest('hex')),
  ),
  compatible('responds with 500 to a second delivery', 'duplicate', () =>
    onceOnly((call) => createHash('sha256').update(call.bytes).digest('hex'), 500),
  ),
  compatible('rejects the sixth delivery', 'six-times', () =>
    onceOnly((call) => createHash('sha256').update(call.bytes).digest('hex'), 429, 5),
  ),
  compatible('rejects a repetition after an invalid message', 'after-invalid', () => {
    const base = correct()
    return {
      ...base,
      reject: (call, violations) => {
        call.memory.set('invalid', true)
        return base.reject(call, violations)
      },
      accept: (call, body) => {
        const key = orderOf(body)
        const isRepeated =
          call.memory.has(key) &&
          call.memory.get('invalid') === true &&
          call.memory.get('last') === key
        if (!isRepeated) {
          call.memory.set(key, true)
          call.memory.set('last', key)
          call.memory.set('invalid', false)
        }
        return isRepeated ? json(409, {}) : json(200, {})
      },
    }
  }),
  compatible('stumbles after an invalid message', 'after-invalid-message', () => {
    const base = stumbling(() => false)
    return {
      ...base,
      reject: (call, violations) => {
        call.memory.set('stumble', true)
        return base.reject(call, violations)
      },
    }
  }),
  compatible('stumbles after broken JSON', 'after-unreadable-bodies', () =>
    stumbling((call) => text(call) === '{"'),
  ),
  compatible('stumbles after an empty body', 'after-unreadable-bodies', () =>
    stumbling(({ bytes }) => bytes.length === 0),
  ),
  compatible('stumbles after rejected credentials', 'after-refused-credentials', () =>
    stumbling(({ request }) => request.headers.authorization === 'Bearer not-a-token'),
  ),
  compatible('a charset is not understood', 'charset', () =>
    failing(({ request }) => (request.headers['content-type'] ?? '').includes('utf-8'), 415),
  ),
  compatible('a chunked body is not understood', 'chunked', () =>
    failing(({ request }) => request.headers['transfer-encoding'] !== undefined, 400),
  ),
  compatible('JSON is searched with an expression', 'written/json', () =>
    failing((call) => isJson(call) && text(call).startsWith('{\n'), 400),
  ),
  resilient('one message at a time', 'parallel', () => busy(() => 'any')),
  resilient('one message of an order at a time', 'parallel-same', () =>
    busy((body) => orderOf(body)),
  ),
  resilient('a cancellation needs its confirmation first', 'then', () => ({
    ...correct(),
    accept: (call, body) => {
      const order = orderOf(body)
      if (call.operation.id === 'drop_shipment_confirmation') {
        const isLate = call.memory.has(`cancelled ${order}`)
        return isLate ? json(409, {}) : json(200, {})
      }
      call.memory.set(`cancelled ${order}`, true)
      return json(200, {})
    },
  })),
  resilient('a shipped order cannot be cancelled', 'then', () => ({
    ...correct(),
    accept: (call, body) => {
      const order = orderOf(body)
      if (call.operation.id === 'drop_shipment_confirmation') call.memory.set(order, true)
      return call.operation.id !== 'drop_shipment_confirmation' && call.memory.has(order)
        ? json(409, {})
        : json(200, {})
    },
  })),
  resilient('shows a stack trace', 'internals', () => ({
    ...correct(),
    parse: (call) => {
      const parsed = correct().parse(call)
      return 'body' in parsed && !('status' in parsed)
        ? parsed
        : json(400, {
            message:
              'SyntaxError: Unexpected token\n    at JSON.parse (<anonymous>)\n    at parse (/srv/app/index.js:10:5)',
          })
    },
  })),
  resilient('shows a database error', 'internals', () => ({
    ...correct(),
    reject: (_call, violations) =>
      json(422, {
        message: 'SQLSTATE[23502]: not null violation',
        errors: violations.map(({ field, code }) => ({ field, code })),
      }),
  })),
]

/** Rejects what arrives while another message with the same key is being handled. */
function busy(keyOf: (body: unknown) => string): Behaviour {
  return {
    ...correct(),
    accept: async ({ memory }, body) => {
      const key = `busy ${keyOf(body)}`
      if (memory.get(key) === true) return json(409, { message: 'busy' })
      memory.set(key, true)
      await delay(3)
      memory.delete(key)
      return json(200, {})
    },
  }
}
