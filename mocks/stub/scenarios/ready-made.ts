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

const HTML = { 'Content-Type': 'text/html; charset=utf-8' }

/** The scenarios that come with the stub, under names that say what they are. */
export const READY_MADE: readonly ReadyMade[] = [
  {
    name: 'expired-token',
    description: 'the access token expires before the first delivery; a new one is good',
    per: 'run',
    steps: [{ tokens: 'expire' }],
  },
  {
    name: 'revoked-token',
    description: 'the access token is revoked before the first delivery; a new one is good',
    steps: [{ tokens: 'revoke' }],
  },
  {
    name: 'short-lived-tokens',
    description: 'tokens expire with every fifth delivery, whatever expires_in said',
    steps: [{ times: 4 }, { tokens: 'expire' }],
    after: 'repeat',
  },
  {
    name: 'token-service-down',
    description: 'the token service answers 503 to every request',
    on: 'token',
    steps: [{ status: 503, times: 'forever' }],
  },
  {
    name: 'token-service-recovers',
    description: 'the token service answers 503 twice, then works',
    on: 'token',
    steps: [{ status: 503, times: 2 }],
  },
  {
    name: 'token-service-hangs',
    description: 'the token service never answers',
    on: 'token',
    steps: [{ do: 'hang', times: 'forever' }],
  },
  {
    name: 'token-service-talks-html',
    description: 'the token service answers 200 with a login page',
    on: 'token',
    steps: [{ status: 200, body: '<html>Sign in</html>', headers: HTML, times: 'forever' }],
  },
  always(400, 'every delivery is answered 400'),
  always(401, 'every delivery is answered 401, fresh token or not'),
  always(422, 'every delivery is answered 422'),
  always(500, 'every delivery is answered 500'),
  always(502, 'every delivery is answered 502'),
  always(503, 'every delivery is answered 503'),
  {
    name: 'unauthorized-once',
    description: 'each message is answered 401 once, then judged',
    per: 'message',
    steps: [{ status: 401 }],
  },
  {
    name: 'outage-then-recovery',
    description: 'each message is answered 503 three times, then judged',
    per: 'message',
    steps: [{ status: 503, times: 3 }],
  },
  {
    name: 'fails-until-the-last-attempt',
    description: 'each message is answered 500 five times: the sixth and last attempt is judged',
    per: 'message',
    steps: [{ status: 500, times: 5 }],
  },
  {
    name: 'flaky',
    description: 'three deliveries in ten are answered 503',
    steps: [{ status: 503, chance: '30%', times: 'forever' }],
  },
  {
    name: 'flaky-connections',
    description: 'two connections in ten are reset',
    steps: [{ do: 'reset', chance: '20%', times: 'forever' }],
  },
  {
    name: 'rate-limited',
    description: 'each message is answered 429 with Retry-After: 1 twice, then judged',
    per: 'message',
    steps: [{ status: 429, headers: { 'Retry-After': '1' }, times: 2 }],
  },
  {
    name: 'slow',
    description: 'every answer takes 2 s, give or take 1 s',
    steps: [{ delay: '2s', jitter: '1s', times: 'forever' }],
  },
  {
    name: 'tarpit',
    description: 'every answer drips out, a byte at a time, over a minute',
    steps: [{ do: 'drip', over: '1m', times: 'forever' }],
  },
  {
    name: 'hangs',
    description: 'no delivery is ever answered',
    steps: [{ do: 'hang', times: 'forever' }],
  },
  {
    name: 'resets-connections',
    description: 'every connection is reset instead of an answer',
    steps: [{ do: 'reset', times: 'forever' }],
  },
  {
    name: 'closes-connections',
    description: 'every connection is closed instead of an answer',
    steps: [{ do: 'close', times: 'forever' }],
  },
  {
    name: 'cut-body',
    description: 'every answer breaks off in the middle of its body',
    steps: [{ do: 'cut', times: 'forever' }],
  },
  {
    name: 'malformed-json',
    description: 'every answer says it is JSON, and is not',
    steps: [{ do: 'malformed', times: 'forever' }],
  },
  {
    name: 'garbage',
    description: 'every answer is no HTTP',
    steps: [{ do: 'garbage', times: 'forever' }],
  },
  {
    name: 'wrong-status',
    description: 'every message is taken, with 202 in place of 200',
    steps: [{ status: 202, times: 'forever' }],
  },
  {
    name: 'redirects',
    description: 'every delivery is redirected to another path',
    steps: [{ redirect: '/moved', times: 'forever' }],
  },
  {
    name: 'html-error-page',
    description: 'every delivery is answered 502 with the HTML page of a proxy',
    steps: [
      { status: 502, body: '<html><h1>Bad gateway</h1></html>', headers: HTML, times: 'forever' },
    ],
  },
]
