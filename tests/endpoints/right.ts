import { isRecord, valueAt } from '../../src/core/index.ts'
import { type Behaviour, documented422, json, rightBehaviour } from './endpoint.ts'
import { apiKey, basic, tokens } from './authority.ts'

function itemsOf(body: unknown): readonly Record<string, unknown>[] {
  const items =
    valueAt(body, ['shipment', 'shipment_items']) ?? valueAt(body, ['order', 'order_items'])
  return Array.isArray(items) ? items.filter(isRecord) : []
}

/** Correct endpoints that differ only where the contract leaves them free. */
export const RIGHT: Readonly<Record<string, () => Behaviour>> = {
  'plain node:http, all errors, dotted fields': () => rightBehaviour(),
  'first error only': () => ({
    ...rightBehaviour(),
    refuse: (_call, violations) => documented422(violations.slice(0, 1), ({ field }) => field),
  }),
  'JSON Pointer fields': () => ({
    ...rightBehaviour(),
    refuse: (_call, violations) => documented422(violations, ({ pointer }) => pointer),
  }),
  'JSONPath fields': () => ({
    ...rightBehaviour(),
    refuse: (_call, violations) => documented422(violations, ({ field }) => `$.${field}`),
  }),
  'fields without the wrapper, index after a dot': () => ({
    ...rightBehaviour(),
    refuse: (_call, violations) =>
      documented422(violations, ({ pointer }) => {
        const steps = pointer.split('/').slice(1)
        return (steps.length > 1 ? steps.slice(1) : steps).join('.')
      }),
  }),
  'errors without a code': () => ({
    ...rightBehaviour(),
    refuse: (_call, violations) =>
      json(422, {
        message: 'Validation failure',
        errors: violations.map(({ field }) => ({ field })),
      }),
  }),
  'names the wrapper whatever is wrong': () => ({
    ...rightBehaviour(),
    refuse: (_call, violations) =>
      documented422(violations.slice(0, 1), ({ pointer }) => pointer.split('/')[1] ?? ''),
  }),
  '400 for every invalid message, without a body': () => ({
    ...rightBehaviour(),
    refuse: () => ({ status: 400 }),
  }),
  'text answers': () => ({
    ...rightBehaviour(),
    accept: () => ({ status: 200, headers: { 'content-type': 'text/plain' }, body: 'OK' }),
    refuse: () => ({ status: 400, headers: { 'content-type': 'text/plain' }, body: 'no' }),
  }),
  'empty answers': () => ({ ...rightBehaviour(), accept: () => ({ status: 200 }) }),
  'answers 204': () => ({ ...rightBehaviour(), accept: () => ({ status: 204 }) }),
  'the intended reading': () => ({
    ...rightBehaviour(),
    validate: ({ operation }, body) => operation.validate(body, 'intended'),
  }),
  'HTTP Basic': () => rightBehaviour(basic()),
  'an API key': () => rightBehaviour(apiKey()),
  'tokens that live two seconds': () => rightBehaviour(tokens({ expiresInSeconds: 2 })),
  'tokens without expires_in': () =>
    rightBehaviour(
      tokens({
        answer: (answer, token) => ({
          ...answer,
          body: JSON.stringify({ access_token: token, token_type: 'bearer' }),
        }),
      }),
    ),
  'tolerant of media types': () => ({ ...rightBehaviour(), mediaType: () => undefined }),
  'fields with slashes and no first one': () => ({
    ...rightBehaviour(),
    refuse: (_call, violations) => documented422(violations, ({ pointer }) => pointer.slice(1)),
  }),
  'answers 204 and says JSON': () => ({
    ...rightBehaviour(),
    accept: () => ({ status: 204, headers: { 'content-type': 'application/json' } }),
  }),
  'says 100 Continue unasked': () => ({
    ...rightBehaviour(),
    intercept: ({ response }) => {
      response.writeContinue()
      return false
    },
  }),
  'parses JSON before it looks at the credentials, as frameworks do': () => {
    const right = rightBehaviour()
    return {
      ...right,
      authenticate: () => undefined,
      parse: (call) => {
        const parsed = right.parse(call)
        return 'status' in parsed ? parsed : (right.authenticate(call) ?? parsed)
      },
    }
  },
  'asks for a Content-Length': () => {
    const right = rightBehaviour()
    return {
      ...right,
      intercept: ({ request, response }) => {
        if (request.headers['content-length'] !== undefined) return false
        response.writeHead(411, { connection: 'close' }).end()
        return true
      },
    }
  },
  'closes connections after rejections without saying so': () => {
    const right = rightBehaviour()
    return {
      ...right,
      intercept: ({ request, response }) => {
        response.once('finish', () => {
          if (response.statusCode >= 400) request.socket.end()
        })
        return false
      },
    }
  },
  'closes connections without saying so': () => {
    const right = rightBehaviour()
    return {
      ...right,
      intercept: ({ request, response }) => {
        response.shouldKeepAlive = true
        response.once('finish', () => request.socket.end())
        return false
      },
    }
  },
  'takes an item once in a message': () => ({
    ...rightBehaviour(),
    invented: (_call, body) => {
      const items = itemsOf(body)
      const identifiers = new Set(items.map((item) => item.client_identifier))
      return identifiers.size === items.length ? undefined : json(400, { message: 'twice' })
    },
  }),
  'cancels no more than was ordered': () => ({
    ...rightBehaviour(),
    invented: (_call, body) =>
      itemsOf(body).some(
        ({ quantity, cancelled_quantity: cancelled }) => Number(cancelled ?? 0) > Number(quantity),
      )
        ? json(400, { message: 'too many' })
        : undefined,
  }),
  'refuses a message id that comes with another body': () => ({
    ...rightBehaviour(),
    invented: ({ request, bytes, memory }) => {
      const key = String(request.headers['webhook-id'])
      if (key === 'undefined') return undefined
      const known = memory.get(key) ?? bytes.toString('utf8')
      memory.set(key, known)
      return known === bytes.toString('utf8') ? undefined : json(400, { message: 'another body' })
    },
  }),
  'closes the connection after each answer': () => {
    const right = rightBehaviour()
    return {
      ...right,
      accept: () => ({
        ...json(200, {}),
        headers: { 'content-type': 'application/json', connection: 'close' },
      }),
    }
  },
  'refuses bodies of more than 512 KiB': () => {
    const right = rightBehaviour()
    return {
      ...right,
      authenticate: (call) =>
        right.authenticate(call) ??
        (call.bytes.length > 512 * 1024 ? json(413, { message: 'too large' }) : undefined),
    }
  },
}

/** Endpoints that are right as far as they go: they take everything, and certify at `compatible` only. */
export const TOLERANT: Readonly<Record<string, () => Behaviour>> = {
  'validates nothing': () => ({ ...rightBehaviour(), validate: () => [] }),
  'ignores unknown members and null': () => {
    const right = rightBehaviour()
    return {
      ...right,
      validate: (call, body) =>
        right
          .validate(call, body)
          .filter(
            ({ keyword, message }) =>
              keyword !== 'additionalProperties' && !message.endsWith('is null'),
          ),
    }
  },
}
