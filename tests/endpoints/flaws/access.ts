import type { IncomingMessage } from 'node:http'
import { apiKey, type TestAuthority, basic, tokens } from '../authority.ts'
import { type Behaviour, json, correctBehaviour, unauthorized } from '../endpoint.ts'
import type { Flaw } from '../flaw.ts'

const OPERATIONS = [
  'drop_shipment_confirmation',
  'drop_shipment_cancellation',
  'drop_shipment_partial_cancellation',
]

function compatible(name: string, names: string, make: () => Behaviour): Flaw {
  return { name, level: 'compatible', names, make }
}

/** An authority that accepts more than it should. */
function lax(authority: TestAuthority, accepts: TestAuthority['accepts']): Behaviour {
  return correctBehaviour({
    ...authority,
    accepts: (request, bytes) => authority.accepts(request, bytes) || accepts(request, bytes),
  })
}

const authorization =
  (pattern: RegExp): TestAuthority['accepts'] =>
  (request) =>
    pattern.test(request.headers.authorization ?? '')

/** The body is validated first. */
function late(): Behaviour {
  const correct = correctBehaviour()
  return {
    ...correct,
    authenticate: () => undefined,
    invented: (call) => correct.authenticate(call),
  }
}

/** Workers with a token store each, which connections or requests meet in turn. */
function onWorkers(each: 'connection' | 'request', count = 2): TestAuthority {
  const [first = tokens(), ...others] = Array.from({ length: count }, () => tokens())
  const workers = [first, ...others]
  const met = new WeakMap<object, TestAuthority>()
  let next = 0
  const workerOf = (request: IncomingMessage): TestAuthority => {
    const key = each === 'connection' ? request.socket : request
    const worker = met.get(key) ?? workers[next++ % count] ?? first
    met.set(key, worker)
    return worker
  }
  return {
    ...first,
    accepts: (request, bytes) => workerOf(request).accepts(request, bytes),
    token: (request, path, bytes) => workerOf(request).token?.(request, path, bytes),
  }
}

export const ACCESS: readonly Flaw[] = [
  ...OPERATIONS.map((operation) =>
    compatible(`no authentication on ${operation}`, `authenticate/${operation}`, () => {
      const correct = correctBehaviour()
      return {
        ...correct,
        authenticate: (call) =>
          call.operation.id === operation ? undefined : correct.authenticate(call),
      }
    }),
  ),
  ...OPERATIONS.map((operation) =>
    compatible(`any token is good on ${operation}`, `authenticate/${operation}`, () => {
      const correct = correctBehaviour()
      return {
        ...correct,
        authenticate: (call) =>
          call.operation.id === operation &&
          /^bearer .+/i.test(call.request.headers.authorization ?? '')
            ? undefined
            : correct.authenticate(call),
      }
    }),
  ),
  ...[403, 400, 404, 422, 500].map((status) =>
    compatible(`responds with ${status} instead of 401`, 'authenticate/', () => {
      const correct = correctBehaviour()
      return {
        ...correct,
        authenticate: (call) =>
          correct.authenticate(call) === undefined
            ? undefined
            : json(status, { message: 'no', errors: [] }),
      }
    }),
  ),
  compatible('responds with 200 to requests without credentials, and does nothing', '/none', () => {
    const correct = correctBehaviour()
    return {
      ...correct,
      authenticate: (call) =>
        call.request.headers.authorization === undefined
          ? json(200, {})
          : correct.authenticate(call),
    }
  }),
  compatible('redirects to a login page', 'authenticate/', () => {
    const correct = correctBehaviour()
    return {
      ...correct,
      authenticate: (call) =>
        correct.authenticate(call) === undefined
          ? undefined
          : { status: 302, headers: { location: '/login' } },
    }
  }),
  compatible('accepts an empty token', 'empty-token', () =>
    lax(tokens(), authorization(/^Bearer\s*$/)),
  ),
  compatible('accepts the token under any scheme', 'other-scheme', () => {
    const own = tokens()
    return correctBehaviour({
      ...own,
      accepts: (request, bytes) => {
        const value = request.headers.authorization ?? ''
        return own.accepts(
          Object.assign(Object.create(request) as typeof request, {
            headers: { authorization: value.replace(/^\w+ /, 'Bearer ') },
          }),
          bytes,
        )
      },
    })
  }),
  compatible('compares the first sixteen characters of a token', 'authenticate/', () => {
    let known: string[] = []
    return correctBehaviour(
      tokens({
        isValid: (token, issued) => {
          known = [...issued.keys()]
          return known.some((good) => good.startsWith(token.slice(0, 16)) && token.length >= 16)
        },
      }),
    )
  }),
  compatible('ignores the end of a token', 'token-altered-at-its-end', () =>
    correctBehaviour(
      tokens({
        isValid: (token, issued) =>
          [...issued.keys()].some((good) => good.slice(0, -1) === token.slice(0, -1)),
      }),
    ),
  ),
  compatible('accepts a token with more behind it', 'longer-token', () =>
    correctBehaviour(
      tokens({
        isValid: (token, issued) => [...issued.keys()].some((good) => token.startsWith(good)),
      }),
    ),
  ),
  compatible('tokens never expire', 'expired-token', () =>
    correctBehaviour(
      tokens({ expiresInSeconds: 1, isValid: (token, issued) => issued.has(token) }),
    ),
  ),
  compatible('judges the body before the credentials', 'before-schema', late),
  compatible('gives a token for any secret', 'wrong-secret', () =>
    correctBehaviour(tokens({ checksSecret: false })),
  ),
  compatible('gives a token to any client', 'unknown-client', () =>
    correctBehaviour(tokens({ checksClient: false })),
  ),
  compatible('calls the token mac', 'token/response', () =>
    correctBehaviour(
      tokens({
        respond: (response, token) => ({
          ...response,
          body: JSON.stringify({ access_token: token, token_type: 'mac', expires_in: 60 }),
        }),
      }),
    ),
  ),
  compatible('responds to token requests with 500', 'token/response', () =>
    correctBehaviour(tokens({ respond: () => json(500, {}) })),
  ),
  compatible('names the token accessToken', 'token/response', () =>
    correctBehaviour(
      tokens({
        respond: (_response, token) =>
          json(200, { accessToken: token, token_type: 'Bearer', expires_in: 60 }),
      }),
    ),
  ),
  compatible('issues tokens as plain text', 'token/response', () =>
    correctBehaviour(tokens({ respond: (_response, token) => ({ status: 200, body: token }) })),
  ),
  compatible('Basic: any password will do', 'wrong-password', () =>
    lax(basic(), authorization(/^Basic b3B0b3Jv/)),
  ),
  compatible('Basic: an empty password will do', 'empty-password', () =>
    lax(basic(), authorization(/^Basic b3B0b3JvOg==$/)),
  ),
  compatible('Basic: the pair is split at every colon', 'longer-password', () =>
    lax(basic(), (request) => {
      const pair = Buffer.from((request.headers.authorization ?? '').slice(6), 'base64')
      const [user, password] = pair.toString().split(':')
      return user === 'optoro' && password === 'correct horse battery'
    }),
  ),
  compatible('Basic: any user will do', 'wrong-user', () =>
    lax(basic(), (request) =>
      Buffer.from((request.headers.authorization ?? '').slice(6), 'base64')
        .toString()
        .endsWith(':correct horse battery'),
    ),
  ),
  compatible('API key: any key will do', 'unknown-key', () =>
    lax(apiKey(), (request) => (request.headers['x-client-key'] ?? '') !== ''),
  ),
  compatible('API key: its beginning will do', 'truncated-key', () =>
    lax(
      apiKey(),
      (request) =>
        String(request.headers['x-client-key'] ?? '').length > 8 &&
        'key-0123456789abcdef'.startsWith(String(request.headers['x-client-key'])),
    ),
  ),
  compatible('API key: more behind it will do', 'longer-key', () =>
    lax(apiKey(), (request) =>
      String(request.headers['x-client-key'] ?? '').startsWith('key-0123456789abcdef'),
    ),
  ),
  ...(['connection', 'request'] as const).map((each) =>
    compatible(
      `each of two workers, met in turn by ${each}, knows its own tokens`,
      'token-on-new-connections',
      () => correctBehaviour(onWorkers(each)),
    ),
  ),
  compatible('each of four workers knows its own tokens', 'token-on-new-connections', () =>
    correctBehaviour(onWorkers('connection', 4)),
  ),
  compatible('a token belongs to the operation that it is used on first', 'token-of-all', () => {
    const correct = correctBehaviour()
    return {
      ...correct,
      authenticate: (call) => {
        const token = `token ${call.request.headers.authorization ?? ''}`
        const early = correct.authenticate(call)
        if (early !== undefined) return early
        const owner = call.memory.get(token) ?? call.operation.id
        call.memory.set(token, owner)
        return owner === call.operation.id ? undefined : unauthorized(correct.authority)
      },
    }
  }),
  {
    name: 'a token is valid for ten requests',
    level: 'resilient',
    names: 'token-reuse',
    make: () => {
      const uses = new Map<string, number>()
      return correctBehaviour(
        tokens({
          isValid: (token, issued) => {
            uses.set(token, (uses.get(token) ?? 0) + 1)
            return issued.has(token) && (uses.get(token) ?? 0) <= 10
          },
        }),
      )
    },
  },
  {
    name: 'the scheme is read with regard to case',
    level: 'resilient',
    names: 'scheme-case',
    make: () => {
      const correct = correctBehaviour()
      return {
        ...correct,
        authenticate: (call) =>
          call.request.headers.authorization?.startsWith('Bearer ') === true
            ? correct.authenticate(call)
            : unauthorized(correct.authority),
      }
    },
  },
]
