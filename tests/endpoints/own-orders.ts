import { isRecord, valueAt } from '../../src/core/index.ts'
import { type Behaviour, correctBehaviour, json } from './endpoint.ts'

const KNOWN = new Set(['ORD-1', 'ORD-2'])

function identifierOf(body: unknown): unknown {
  return (
    valueAt(body, ['shipment', 'client_identifier']) ??
    valueAt(body, ['order', 'client_identifier'])
  )
}

/** An endpoint that looks orders up and responds so for those it does not know. */
export function lookingUp(
  respond: (identifier: string) => ReturnType<typeof json>,
  first = false,
): Behaviour {
  const correct = correctBehaviour()
  const unknown = (body: unknown) => {
    const identifier = identifierOf(body)
    return KNOWN.has(String(identifier)) ? undefined : respond(String(identifier))
  }
  if (!first) return { ...correct, invented: (_call, body) => unknown(body) }
  // Looks up before it validates.
  return {
    ...correct,
    reject: (call, violations) =>
      isRecord(call.memory.get('body'))
        ? correct.reject(call, violations)
        : json(404, { message: 'order not found' }),
    invented: (_call, body) => unknown(body),
  }
}

/** Endpoints that reject an ordinary message only because they do not know its order. */
export const KNOW_THEIR_ORDERS: readonly (readonly [title: string, Behaviour])[] = [
  ['404 with a sentence', lookingUp(() => json(404, { message: 'order not found' }))],
  [
    '404 for an unknown order before anything is validated',
    lookingUp(() => json(404, { message: 'order not found' }), true),
  ],
  [
    '404 that repeats the identifier',
    lookingUp((identifier) => json(404, { message: `${identifier} is nothing we have` })),
  ],
  ['404 without a body', lookingUp(() => ({ status: 404 }))],
  [
    '422 that names the identifier',
    lookingUp(() =>
      json(422, {
        message: 'Validation failure',
        errors: [{ field: 'order.client_identifier', code: 'invalid' }],
      }),
    ),
  ],
  ['422 with a sentence only', lookingUp(() => json(422, { message: 'Unknown order' }))],
  [
    '400 with a sentence only',
    lookingUp((identifier) => json(400, { message: `Order ${identifier} does not exist` })),
  ],
]

/** Endpoints that reject an ordinary message for a reason which is not, or not only, its order. */
export const REJECT_FOR_MORE: readonly (readonly [title: string, Behaviour])[] = [
  [
    '422 that names another field',
    lookingUp(() =>
      json(422, { message: 'no', errors: [{ field: 'shipment.carrier', code: 'invalid' }] }),
    ),
  ],
  [
    '422 that names the identifier and another field',
    lookingUp(() =>
      json(422, {
        message: 'no',
        errors: [
          { field: 'order.client_identifier', code: 'invalid' },
          { field: 'order.status', code: 'invalid' },
        ],
      }),
    ),
  ],
  ['400 without a reason', lookingUp(() => json(400, { message: 'Bad Request' }))],
  ['500', lookingUp(() => json(500, { message: 'order not found' }))],
]
