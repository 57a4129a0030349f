import type { FailureKind, HttpResponse } from '../../../src/core/index.ts'
import type { Draw } from '../world/draw.ts'

/** What a server does with one request. */
export interface Reaction {
  /** How long it takes until the sender hears of it, in milliseconds. */
  readonly ms: number
  /** Absent where no status line comes. */
  readonly response: HttpResponse | undefined
  /** What the network does in place of the response, or in the middle of it. */
  readonly failure: FailureKind | undefined
}

const NOTHING = Buffer.alloc(0)
const NO_HEADERS: HttpResponse['headers'] = []
const THANKS = Buffer.from('{"message":"thank you"}')
/** What nearly all requests are responded with: one for all of them. */
const ORDINARY: HttpResponse = Object.freeze({
  status: 200,
  headers: NO_HEADERS,
  body: NOTHING,
  truncated: false,
})

/** A response, and what the network does in the middle of it. */
export function responds(
  ms: number,
  status: number,
  { headers = NO_HEADERS, body = NOTHING, truncated = false }: Partial<HttpResponse> = {},
  failure?: FailureKind,
): Reaction {
  return { ms, response: { status, headers, body, truncated }, failure }
}

/** No response; none at all, or a failure. */
export function fails(ms: number, failure: FailureKind | undefined): Reaction {
  return { ms, response: undefined, failure }
}
const GARBAGE = Buffer.from('<html>\u0000 502 caf\u00e9 … Bearer token-1', 'latin1')
const NEVER = Number.POSITIVE_INFINITY

/** How an endpoint treats whatever comes, for a while. */
export const MOODS = [
  'well',
  'slow',
  'down',
  'failing',
  'overloaded',
  'hanging',
  'cut off',
  'rejecting',
  'unauthorized',
  'redirecting',
  'malformed',
] as const

export type Mood = (typeof MOODS)[number]

export function react(mood: Mood, draw: Draw, now: number, steadyMs?: number): Reaction {
  const ms = steadyMs ?? draw.between(1, 40)
  switch (mood) {
    case 'well':
      return accept(draw, ms)
    case 'slow':
      return accept(draw, draw.between(500, 8000))
    case 'down':
      return fails(ms, draw.pick(DOWN))
    case 'failing':
      return responds(ms, draw.pick(SERVER_ERRORS), { body: draw.pick(BODIES) })
    case 'overloaded':
      return overloaded(draw, ms, now)
    case 'hanging':
      return draw.chance(0.5) ? fails(NEVER, undefined) : responds(NEVER, 200)
    case 'cut off':
      return draw.chance(0.5)
        ? fails(ms, 'connection-reset')
        : responds(ms, 200, { body: THANKS }, draw.pick(CUTS))
    case 'rejecting':
      return responds(ms, draw.pick(CLIENT_ERRORS), { body: draw.pick(BODIES) })
    case 'unauthorized':
      return responds(ms, 401, { body: draw.pick(BODIES) })
    case 'redirecting':
      return responds(ms, draw.pick(REDIRECTS), {
        headers: [['location', 'https://other.example']],
      })
    case 'malformed':
      return malformed(draw, ms)
  }
}

const SERVER_ERRORS = [500, 502, 503, 504, 599]
const CLIENT_ERRORS = [400, 403, 404, 409, 410, 422, 429]
const REDIRECTS = [301, 302, 303, 304, 307, 308]
const SUCCESSES = [200, 200, 200, 201, 202, 204, 299]
const BODIES = [NOTHING, THANKS, GARBAGE]
const CUTS: readonly FailureKind[] = ['connection-reset', 'body-timeout', 'unreadable-answer']
const DOWN: readonly FailureKind[] = [
  'name-resolution',
  'connection-refused',
  'connection-reset',
  'connect-timeout',
  'tls',
  'headers-timeout',
  'network',
]

function accept(draw: Draw, ms: number): Reaction {
  if (!draw.chance(0.2)) return { ms, response: ORDINARY, failure: undefined }
  const [status, body] = [draw.pick(SUCCESSES), draw.pick(BODIES)]
  return responds(ms, status, { body, truncated: draw.chance(0.1) })
}

function malformed(draw: Draw, ms: number): Reaction {
  if (draw.chance(0.3)) return responds(ms, draw.pick([600, 700, 999]), { body: GARBAGE })
  return draw.chance(0.5)
    ? fails(ms, 'unreadable-answer')
    : responds(ms, 200, { body: GARBAGE }, 'unreadable-answer')
}

/** `Retry-After` in all its forms, and in some that are none. */
function overloaded(draw: Draw, ms: number, now: number): Reaction {
  const seconds = draw.chance(0.02) ? draw.integer(100, 1e9) : draw.integer(0, 40)
  const value = draw.pick([
    String(seconds),
    String(seconds),
    new Date(now + seconds * 1000).toUTCString(),
    `${seconds}.5`,
    `-${seconds}`,
    'soon',
  ])
  return responds(ms, draw.pick([429, 503, 500]), { headers: [['retry-after', value]] })
}
