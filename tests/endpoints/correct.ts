import { isRecord, valueAt } from '../../src/core/index.ts'
import { type Behaviour, documented422, json, correctBehaviour } from './endpoint.ts'
import { apiKey, basic, tokens } from './authority.ts'

function itemsOf(body: unknown): readonly Record<string, unknown>[] {
  const items =
    valueAt(body, ['shipment', 'shipment_items']) ?? valueAt(body, ['order', 'order_items'])
  return Array.isArray(items) ? items.filter(isRecord) : []
}

/** Correct endpoints that differ only where the contract leaves them free. */
export const CORRECT: Readonly<Record<string, () => Behaviour>> = {
  'plain node:http, all errors, dotted fields': () => correctBehaviour(),
  'first error only': () => ({
    ...correctBehaviour(),
    reject: (_call, violations) => documented422(violations.slice(0, 1), ({ field }) => field),
  }),
  'JSON Pointer fields': () => ({
    ...correctBehaviour(),
    reject: (_call, violations) => documented422(violations, ({ pointer }) => pointer),
  }),
  'JSONPath fields': () => ({
    ...correctBehaviour(),
    reject: (_call, violations) => documented422(violations, ({ field }) => `$.${field}`),
  }),
  'fields without the wrapper, index after a dot': () => ({
    ...correctBehaviour(),
    reject: (_call, violations) =>
      documented422(violations, ({ pointer }) => {
        const steps = pointer.split('/').slice(1)
        return (steps.length > 1 ? steps.slice(1) : steps).join('.')
      }),
  }),
  'errors without a code': () => ({
    ...correctBehaviour(),
    reject: (_call, violations) =>
      json(422, {
        message: 'Validation failure',
        errors: violations.map(({ field }) => ({ field })),
      }),
  }),
  'names the wrapper whatever is wrong': () => ({
    ...correctBehaviour(),
    reject: (_call, violations) =>
      documented422(violations.slice(0, 1), ({ pointer }) => pointer.split('/')[1] ?? ''),
  }),
  ...Object.fromEntries(
    ['$', 'body'].map((whole) => [
      `names ${whole} whatever is wrong`,
      (): Behaviour => ({
        ...correctBehaviour(),
        reject: (_call, violations) => documented422(violations.slice(0, 1), () => whole),
      }),
    ]),
  ),
  'leaves the field empty where a property is unknown': () => ({
    ...correctBehaviour(),
    reject: (_call, violations) =>
      documented422(violations.slice(0, 1), ({ keyword, field }) =>
        keyword === 'additionalProperties' ? '' : field,
      ),
  }),
  '400 for every invalid message, without a body': () => ({
    ...correctBehaviour(),
    reject: () => ({ status: 400 }),
  }),
  'text responses': () => ({
    ...correctBehaviour(),
    accept: () => ({ status: 200, headers: { 'content-type': 'text/plain' }, body: 'OK' }),
    reject: () => ({ status: 400, headers: { 'content-type': 'text/plain' }, body: 'no' }),
  }),
  'empty responses': () => ({ ...correctBehaviour(), accept: () => ({ status: 200 }) }),
  'responds with 204': () => ({ ...correctBehaviour(), accept: () => ({ status: 204 }) }),
  'the intended reading': () => ({
    ...correctBehaviour(),
    validate: ({ operation }, body) => operation.validate(body, 'intended'),
  }),
  'HTTP Basic': () => correctBehaviour(basic()),
  'an API key': () => correctBehaviour(apiKey()),
  'tokens that live two seconds': () => correctBehaviour(tokens({ expiresInSeconds: 2 })),
  'tokens without expires_in': () =>
    correctBehaviour(
      tokens({
        respond: (response, token) => ({
          ...response,
          body: JSON.stringify({ access_token: token, token_type: 'bearer' }),
        }),
      }),
    ),
  'tolerant of media types': () => ({ ...correctBehaviour(), mediaType: () => undefined }),
  'fields with slashes and no first one': () => ({
    ...correctBehaviour(),
    reject: (_call, violations) => documented422(violations, ({ pointer }) => pointer.slice(1)),
  }),
  'responds with 204 and declares JSON': () => ({
    ...correctBehaviour(),
    accept: () => ({ status: 204, headers: { 'content-type': 'application/json' } }),
  }),
  'says 100 Continue unasked': () => ({
    ...correctBehaviour(),
    intercept: ({ response }) => {
      response.writeContinue()
      return false
    },
  }),
  'parses JSON before it looks at the credentials, as frameworks do': () => {
    const correct = correctBehaviour()
    return {
      ...correct,
      authenticate: () => undefined,
      parse: (call) => {
        const parsed = correct.parse(call)
        return 'status' in parsed ? parsed : (correct.authenticate(call) ?? parsed)
      },
    }
  },
  'asks for a Content-Length': () => {
    const correct = correctBehaviour()
    return {
      ...correct,
      intercept: ({ request, response }) => {
        if (request.headers['content-length'] !== undefined) return false
        response.writeHead(411, { connection: 'close' }).end()
        return true
      },
    }
  },
  'closes connections after rejections without saying so': () => {
    const correct = correctBehaviour()
    return {
      ...correct,
      intercept: ({ request, response }) => {
        response.once('finish', () => {
          if (response.statusCode >= 400) request.socket.end()
        })
        return false
      },
    }
  },
  'closes connections without announcing it': () => {
    const correct = correctBehaviour()
    return {
      ...correct,
      intercept: ({ request, response }) => {
        response.shouldKeepAlive = true
        response.once('finish', () => request.socket.end())
        return false
      },
    }
  },
  'accepts an item once in a message': () => ({
    ...correctBehaviour(),
    invented: (_call, body) => {
      const items = itemsOf(body)
      const identifiers = new Set(items.map((item) => item.client_identifier))
      return identifiers.size === items.length ? undefined : json(400, { message: 'twice' })
    },
  }),
  'cancels no more than was ordered': () => ({
    ...correctBehaviour(),
    invented: (_call, body) =>
      itemsOf(body).some(
        ({ quantity, cancelled_quantity: cancelled }) => Number(cancelled ?? 0) > Number(quantity),
      )
        ? json(400, { message: 'too many' })
        : undefined,
  }),
  'rejects a message id that comes with another body': () => ({
    ...correctBehaviour(),
    invented: ({ request, bytes, memory }) => {
      const key = String(request.headers['webhook-id'])
      if (key === 'undefined') return undefined
      const known = memory.get(key) ?? bytes.toString('utf8')
      memory.set(key, known)
      return known === bytes.toString('utf8') ? undefined : json(400, { message: 'another body' })
    },
  }),
  'closes the connection after each response': () => {
    const correct = correctBehaviour()
    return {
      ...correct,
      accept: () => ({
        ...json(200, {}),
        headers: { 'content-type': 'application/json', connection: 'close' },
      }),
    }
  },
  'rejects bodies of more than 512 KiB': () => {
    const correct = correctBehaviour()
    return {
      ...correct,
      authenticate: (call) =>
        correct.authenticate(call) ??
        (call.bytes.length > 512 * 1024 ? json(413, { message: 'too large' }) : undefined),
    }
  },
}

/** Endpoints that accept everything: certified at `compatible` only. */
export const TOLERANT: Readonly<Record<string, () => Behaviour>> = {
  'validates nothing': () => ({ ...correctBehaviour(), validate: () => [] }),
  'ignores unknown properties and null': () => {
    const correct = correctBehaviour()
    return {
      ...correct,
      validate: (call, body) =>
        correct
          .validate(call, body)
          .filter(
            ({ keyword, message }) =>
              keyword !== 'additionalProperties' && !message.endsWith('is null'),
          ),
    }
  },
}
