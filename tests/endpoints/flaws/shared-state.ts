import { setTimeout as delay } from 'node:timers/promises'
import { valueAt } from '../../../src/core/index.ts'
import {
  type Behaviour,
  documented422,
  json,
  correctBehaviour,
  send,
  unauthorized,
} from '../endpoint.ts'
import type { Flaw } from '../flaw.ts'

const correct = correctBehaviour

function resilient(name: string, names: string, make: () => Behaviour): Flaw {
  return { name, level: 'resilient', names, make }
}

const orderOf = (body: unknown): string =>
  String(
    valueAt(body, ['order', 'client_identifier']) ??
      valueAt(body, ['shipment', 'client_identifier']),
  )

/** The verdict on a body is kept where the next request overwrites it. */
function sharedVerdict(): Behaviour {
  const base = correct()
  return {
    ...base,
    validate: (call, body) => {
      call.memory.set('violations', base.validate(call, body))
      return []
    },
    accept: async ({ memory }) => {
      await delay(25)
      const violations = memory.get('violations') as ReturnType<Behaviour['validate']>
      return violations.length === 0 ? json(200, {}) : documented422(violations, (own) => own.field)
    },
  }
}

/** Who sent a request is remembered for all of them. */
function sharedSender(): Behaviour {
  const base = correct()
  return {
    ...base,
    intercept: async (call) => {
      call.memory.set('sender', base.authenticate(call) === undefined)
      await delay(25)
      if (call.memory.get('sender') === true) return false
      send(call.response, unauthorized(base.authority))
      return true
    },
    authenticate: () => undefined,
  }
}

/** Accepts the first message of a kind about an order, and rejects others. */
function firstOf(kindOf: (operation: string) => string | undefined): Behaviour {
  return {
    ...correct(),
    accept: ({ operation, bytes, memory }, body) => {
      const kind = kindOf(operation.id)
      if (kind === undefined) return json(200, {})
      const key = `${kind} ${orderOf(body)}`
      const known = memory.get(key) ?? `${operation.id} ${bytes.toString('utf8')}`
      memory.set(key, known)
      return known === `${operation.id} ${bytes.toString('utf8')}`
        ? json(200, {})
        : json(409, { message: 'known already' })
    },
  }
}

/** Leaves no more time between its look and its note than one turn of the event loop. */
function meeting(): Behaviour {
  let inside = 0
  return {
    ...correct(),
    accept: async () => {
      inside++
      await new Promise(setImmediate)
      const met = inside > 1
      inside--
      return met ? json(500, { message: 'Internal error' }) : json(200, {})
    },
  }
}

/** Endpoints in which requests, or orders, share state. */
export const SHARED_STATE: readonly Flaw[] = [
  resilient('mixes up verdicts', 'parallel', sharedVerdict),
  resilient('fails when two requests are inside at the same time', 'parallel', meeting),
  resilient('mixes up senders', 'parallel-mixed', sharedSender),
  resilient('accepts one shipment of an order', 'then', () =>
    firstOf((operation) => (operation === 'drop_shipment_confirmation' ? operation : undefined)),
  ),
  resilient('accepts one partial cancellation of an order', 'then', () =>
    firstOf((operation) =>
      operation === 'drop_shipment_partial_cancellation' ? operation : undefined,
    ),
  ),
  resilient('accepts either a cancellation or a partial one', 'then', () =>
    firstOf((operation) => (operation.endsWith('cancellation') ? 'cancellation' : undefined)),
  ),
  ...[
    ['names an exception', "TypeError: Cannot read properties of undefined (reading 'id')"],
    ['names a class of its framework', 'com.fasterxml.jackson.core.JsonParseException'],
    ['shows a query', 'SELECT id FROM orders WHERE id = 5'],
    ['shows an address inside', 'connect ECONNREFUSED 10.0.0.12:5432'],
  ].map(([name = '', message = '']) =>
    resilient(name, 'internals', () => ({
      ...correct(),
      parse: (call) => {
        const parsed = correct().parse(call)
        return 'status' in parsed ? json(400, { message }) : parsed
      },
    })),
  ),
  {
    name: 'responses to invalid messages never end',
    level: 'compatible',
    names: 'survive',
    make: () => ({
      ...correct(),
      reject: ({ response }) => {
        response.writeHead(422, { 'content-type': 'application/json' })
        response.write('{"message":')
        return { status: 422, isEndless: true }
      },
    }),
  },
]
