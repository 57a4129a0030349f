import { type Behaviour, documented422, json, rightBehaviour } from './endpoint.ts'
import { apiKey, basic, tokens } from './authority.ts'

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
