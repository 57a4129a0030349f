import type { FailureKind, HttpResponse } from '../../../src/core/index.ts'
import type { Draw } from '../world/draw.ts'

/** What a server does with one request. */
export interface Reaction {
  /** How long it takes until the sender hears of it, in milliseconds. */
  readonly ms: number
  /** Absent where no status line comes. */
  readonly status?: number
  readonly headers?: HttpResponse['headers']
  readonly body?: Uint8Array
  readonly truncated?: boolean
  /** What the network does in place of the response, or in the middle of it. */
  readonly failure?: FailureKind
}

const THANKS = Buffer.from('{"message":"thank you"}')
const NOTHING = Buffer.alloc(0)
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
      return { ms, failure: draw.pick(DOWN) }
    case 'failing':
      return { ms, status: draw.pick(SERVER_ERRORS), body: draw.pick(BODIES) }
    case 'overloaded':
      return overloaded(draw, ms, now)
    case 'hanging':
      return draw.chance(0.5) ? { ms: NEVER } : { ms: NEVER, status: 200, body: NOTHING }
    case 'cut off':
      return draw.chance(0.5)
        ? { ms, failure: 'connection-reset' }
        : { ms, status: 200, body: THANKS, failure: draw.pick(CUTS) }
    case 'rejecting':
      return { ms, status: draw.pick(CLIENT_ERRORS), body: draw.pick(BODIES) }
    case 'unauthorized':
      return { ms, status: 401, body: draw.pick(BODIES) }
    case 'redirecting':
      return { ms, status: draw.pick(REDIRECTS), headers: [['location', 'https://other.example']] }
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
  if (!draw.chance(0.2)) return { ms, status: 200, body: NOTHING }
  return { ms, status: draw.pick(SUCCESSES), body: draw.pick(BODIES), truncated: draw.chance(0.1) }
}

function malformed(draw: Draw, ms: number): Reaction {
  if (draw.chance(0.3)) return { ms, status: draw.pick([600, 700, 999]), body: GARBAGE }
  return draw.chance(0.5)
    ? { ms, failure: 'unreadable-answer' }
    : { ms, status: 200, body: GARBAGE, failure: 'unreadable-answer' }
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
  return {
    ms,
    status: draw.pick([429, 503, 500]),
    headers: [['retry-after', value]],
    body: NOTHING,
  }
}
