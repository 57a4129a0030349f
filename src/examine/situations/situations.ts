import type { ScenarioDefinition } from '../../../mocks/stub/index.ts'
import type { SenderSituation } from './situation.ts'

type Steps = Extract<ScenarioDefinition, { readonly steps: unknown }>['steps']

function always(step: Steps[number]): ScenarioDefinition {
  return { per: 'message', steps: [step], after: 'last' }
}

function first(...steps: Steps): ScenarioDefinition {
  return { per: 'message', steps }
}

function atTokenService(...steps: Steps): ScenarioDefinition {
  return { on: 'token', steps }
}

const HTML = { 'Content-Type': 'text/html; charset=utf-8' }

/** Every delivery fails in one way, for ever: five retries, and not more. */
export const FAILING = [
  failing('bad-request', 'every delivery gets a 400', { status: 400 }),
  failing('not-found', 'every delivery gets a 404', { status: 404 }),
  failing('invalid', 'every delivery gets a 422', { status: 422 }),
  failing('too-many-requests', 'every delivery gets a 429', { status: 429 }),
  failing('server-error', 'every delivery gets a 500', { status: 500 }),
  failing('bad-gateway', 'every delivery gets a 502 with the HTML page of a proxy', {
    status: 502,
    body: '<html><h1>Bad gateway</h1></html>',
    headers: HTML,
  }),
  failing('unavailable', 'every delivery gets a 503', { status: 503 }),
] as const

/** Nothing that is a response comes, for ever. */
export const UNRESPONSIVE = [
  failing('reset', 'every connection is reset', { do: 'reset' }),
  failing('hang', 'no delivery ever gets a response', { do: 'hang' }),
  failing('garbage', 'every response is not HTTP', { do: 'garbage' }),
] as const

function failing(name: string, sentence: string, step: Steps[number]): SenderSituation {
  return { name, sentence, scenario: always(step) }
}

/** Every delivery succeeds, each in its own way. */
export const SUCCEEDING = [
  { name: 'accepted', sentence: 'every delivery gets a 200' },
  {
    name: 'accepted-202',
    sentence: 'every delivery gets a 202 with no body',
    scenario: always({ status: 202, body: '' }),
  },
  {
    name: 'accepted-204',
    sentence: 'every delivery gets a 204',
    scenario: always({ status: 204 }),
  },
  {
    name: 'accepted-odd-body',
    sentence: 'every delivery gets a 200 with a body that says "error" and is not JSON',
    scenario: always({ status: 200, body: '<html>error: failed</html>', headers: HTML }),
  },
] as const satisfies readonly SenderSituation[]

const UNAUTHORIZED = [
  {
    name: 'unauthorized-once',
    sentence: 'each message gets a 401 once',
    needsTokens: true,
    scenario: first({ status: 401 }),
  },
  {
    name: 'token-revoked',
    sentence: 'the access token is revoked before the second delivery',
    needsTokens: true,
    scenario: { per: 'run', steps: [{ times: 1 }, { tokens: 'revoke' }] },
  },
  {
    name: 'unauthorized-always',
    sentence: 'every delivery gets a 401, with a new token too',
    scenario: always({ status: 401 }),
  },
] as const satisfies readonly SenderSituation[]

const TOKEN_SERVICE = [
  {
    name: 'token-service-fails',
    sentence: 'the token service responds with 503 twice, then works',
    needsTokens: true,
    scenario: atTokenService({ status: 503, times: 2 }),
  },
  {
    name: 'token-service-down',
    sentence: 'the token service responds with 503 to every request',
    needsTokens: true,
    scenario: atTokenService({ status: 503, times: 'forever' }),
  },
  {
    name: 'token-service-hangs',
    sentence: 'the token service does not respond to its first request',
    needsTokens: true,
    scenario: atTokenService({ do: 'hang' }),
  },
  {
    name: 'token-service-html',
    sentence: 'the token service responds to its first request with 200 and a login page',
    needsTokens: true,
    scenario: atTokenService({ status: 200, body: '<html>Sign in</html>', headers: HTML }),
  },
  {
    name: 'token-service-slow',
    sentence: 'the token service takes a moment',
    needsTokens: true,
    scenario: atTokenService({ delay: '80ms', times: 'forever' }),
  },
  {
    name: 'token-expires-at-once',
    sentence: 'tokens expire as soon as they are issued, as their responses say',
    needsTokens: true,
    tokenLifetimeMs: 0,
    scenario: always({ status: 200 }),
  },
] as const satisfies readonly SenderSituation[]

const RECOVERING = [
  {
    name: 'outage',
    sentence: 'each message gets a 503 three times, then accepted',
    scenario: first({ status: 503, times: 3 }),
  },
  {
    name: 'shared-outage',
    sentence: 'all deliveries get a 503 until eight have failed',
    scenario: { steps: [{ status: 503, times: 8 }] },
  },
  {
    name: 'retry-after-seconds',
    sentence: 'each message gets a 503 with Retry-After: 2 once',
    scenario: first({ status: 503, retryAfter: '2s' }),
  },
  {
    name: 'retry-after-date',
    sentence: 'each message gets a 429 once, with the time of the next attempt in Retry-After',
    scenario: first({ status: 429, retryAfter: 'date 3s' }),
  },
  {
    name: 'redirect',
    sentence: 'each message is redirected to another host once',
    scenario: first({ redirect: 'REDIRECT-TARGET' }),
  },
  {
    name: 'endless-body',
    sentence: 'the first response to each message has a body without end',
    flood: true,
  },
  {
    name: 'slow-endpoint',
    sentence: 'the first delivery to arrive gets no response',
    scenario: { steps: ['hang'] },
  },
] as const satisfies readonly SenderSituation[]

const OPERATED = [
  {
    name: 'restart',
    sentence: 'the sender is stopped when every message has failed once, and started again',
    scenario: always({ status: 503 }),
    restart: true,
  },
  {
    name: 'manual-retry',
    sentence: 'every delivery gets a 500 until the messages are retried by hand',
    scenario: always({ status: 500 }),
    manualRetry: true,
  },
  {
    name: 'untrusted-certificate',
    sentence: 'the endpoints have a certificate that nobody trusts',
    https: true,
  },
] as const satisfies readonly SenderSituation[]

/** Every situation of an examination, in the order in which reports list them. */
export const SITUATIONS: readonly SenderSituation[] = [
  ...SUCCEEDING,
  ...UNAUTHORIZED,
  ...FAILING,
  ...UNRESPONSIVE,
  ...RECOVERING,
  ...TOKEN_SERVICE,
  ...OPERATED,
]
