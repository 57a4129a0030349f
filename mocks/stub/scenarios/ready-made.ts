import { type Fault, FAULT_NAMES, faultNamed } from './faults.ts'
import type { ScenarioDefinition } from './scenario.ts'

/** A scenario that comes with the stub. */
export type ReadyMade = ScenarioDefinition & {
  readonly name: string
  readonly description: string
}

const always = (status: number, description: string): ReadyMade => ({
  name: `always-${status}`,
  description,
  steps: [{ status, times: 'forever' }],
})

/** Every delivery has the fault. */
function faulty(fault: Fault): ReadyMade {
  return { ...faultNamed(fault).scenario, steps: [{ do: fault, times: 'forever' }] }
}

const HTML = { 'Content-Type': 'text/html; charset=utf-8' }

/** The scenarios that come with the stub, by descriptive names. */
export const READY_MADE: readonly ReadyMade[] = [
  {
    name: 'expired-token',
    description: 'the access token expires before the first delivery; a new one is valid',
    per: 'run',
    steps: [{ tokens: 'expire' }],
  },
  {
    name: 'revoked-token',
    description: 'the access token is revoked before the first delivery; a new one is valid',
    steps: [{ tokens: 'revoke' }],
  },
  {
    name: 'short-lived-tokens',
    description: 'tokens expire with every fifth delivery, earlier than expires_in says',
    steps: [{ times: 4 }, { tokens: 'expire' }],
    after: 'repeat',
  },
  {
    name: 'token-service-down',
    description: 'the token service responds 503 to every request',
    on: 'token',
    steps: [{ status: 503, times: 'forever' }],
  },
  {
    name: 'token-service-recovers',
    description: 'the token service responds 503 twice, then works',
    on: 'token',
    steps: [{ status: 503, times: 2 }],
  },
  {
    name: 'token-service-hangs',
    description: 'the token service never responds',
    on: 'token',
    steps: [{ do: 'hang', times: 'forever' }],
  },
  {
    name: 'token-service-talks-html',
    description: 'the token service responds 200 with a login page',
    on: 'token',
    steps: [{ status: 200, body: '<html>Sign in</html>', headers: HTML, times: 'forever' }],
  },
  always(400, 'every delivery gets 400'),
  always(401, 'every delivery gets 401, fresh token or not'),
  always(422, 'every delivery gets 422'),
  always(500, 'every delivery gets 500'),
  always(502, 'every delivery gets 502'),
  always(503, 'every delivery gets 503'),
  {
    name: 'unauthorized-once',
    description: 'each message gets 401 once, then the normal response',
    per: 'message',
    steps: [{ status: 401 }],
  },
  {
    name: 'outage-then-recovery',
    description: 'each message gets 503 three times, then the normal response',
    per: 'message',
    steps: [{ status: 503, times: 3 }],
  },
  {
    name: 'hour-long-outage',
    description:
      'every delivery gets 503 for an hour of the stub’s time from the first on, then the normal response',
    steps: [{ status: 503, for: '1h' }],
  },
  {
    name: 'maintenance',
    description:
      'every delivery gets 503 for half an hour of the stub’s time, with the end of it in Retry-After, then the normal response',
    steps: [{ status: 503, for: '30m', retryAfter: 'date left' }],
  },
  {
    name: 'fails-until-the-last-attempt',
    description:
      'each message gets 500 five times; the sixth and last attempt gets the normal response',
    per: 'message',
    steps: [{ status: 500, times: 5 }],
  },
  {
    name: 'flaky',
    description: 'three deliveries in ten get 503',
    steps: [{ status: 503, chance: '30%', times: 'forever' }],
  },
  {
    name: 'flaky-connections',
    description: 'two connections in ten are reset',
    steps: [{ do: 'reset', chance: '20%', times: 'forever' }],
  },
  {
    name: 'rate-limited',
    description: 'each message gets 429 with Retry-After: 1 twice, then the normal response',
    per: 'message',
    steps: [{ status: 429, headers: { 'Retry-After': '1' }, times: 2 }],
  },
  {
    name: 'slow',
    description: 'every response takes 2 s, plus or minus 1 s',
    steps: [{ delay: '2s', jitter: '1s', times: 'forever' }],
  },
  {
    name: 'tarpit',
    description: 'every response arrives byte by byte, over a minute',
    steps: [{ do: 'drip', over: '1m', times: 'forever' }],
  },
  ...FAULT_NAMES.map(faulty),
  {
    name: 'wrong-status',
    description: 'every request gets 202 instead of 200: invalid and unauthenticated ones, too',
    steps: [{ status: 202, times: 'forever' }],
  },
  {
    name: 'redirects',
    description: 'every delivery is redirected to another path',
    steps: [{ redirect: '/moved', times: 'forever' }],
  },
  {
    name: 'html-error-page',
    description: 'every delivery gets 502 with the HTML page of a proxy',
    steps: [
      { status: 502, body: '<html><h1>Bad gateway</h1></html>', headers: HTML, times: 'forever' },
    ],
  },
]
