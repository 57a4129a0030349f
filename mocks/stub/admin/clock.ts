import {
  HarnessError,
  isRecord,
  type MovableClock,
  parseDuration,
} from '../../../src/core/index.ts'

/** The stub's time as the admin API and the console show it. */
export interface ShownTime {
  /** ISO 8601 in UTC. */
  readonly now: string
  /** How far it is ahead of this machine's clock, in milliseconds. */
  readonly aheadMs: number
}

/** Milliseconds that a request waits for a change at the most. */
const LONGEST_WAIT_MS = 20_000
/** Requests that wait at a time; further ones get their response at once. */
const MOST_WAITING = 100

/** Ten years: further, dates lose their meaning for whoever reads them. */
const FURTHEST_MS = 10 * 365 * 24 * 3_600_000

export function shownTime(clock: MovableClock): ShownTime {
  return { now: new Date(clock.now()).toISOString(), aheadMs: clock.aheadMs }
}

/** Tells the time, at once or when it has changed. @param gone aborted when nobody waits for the response any more */
export type ClockWatch = (query: unknown, gone: AbortSignal) => Promise<ShownTime>

/**
 * What `GET /clock` responds: with `?ahead=MS` only when the time is ahead by another amount, or after 20 s, so that whoever
 * follows the clock learns of a change in the moment that it is made.
 * @param closing aborted when the stub closes
 */
export function createClockWatch(clock: MovableClock, closing: AbortSignal): ClockWatch {
  let waiting = 0
  return async (query, gone) => {
    const isNew = knownAhead(query) !== clock.aheadMs
    if (isNew || waiting >= MOST_WAITING) return shownTime(clock)
    waiting += 1
    try {
      await clock.nextMove(LONGEST_WAIT_MS, AbortSignal.any([closing, gone]))
    } catch {
      // The stub closes, or nobody waits: it is over at once.
    } finally {
      waiting -= 1
    }
    return shownTime(clock)
  }
}

/** @throws HarnessError INVALID_OPTION */
function knownAhead(query: unknown): number | undefined {
  const text = isRecord(query) ? query.ahead : undefined
  if (text === undefined) return undefined
  const ms = typeof text === 'string' && text !== '' ? Number(text) : Number.NaN
  if (Number.isFinite(ms)) return ms
  throw new HarnessError('INVALID_OPTION', 'ahead is not a number of milliseconds.', {
    expected: 'aheadMs of the response before: ?ahead=0',
    found: JSON.stringify(text),
  })
}

/**
 * Sets the stub's time forward.
 * @param body `{ "advance": "25h" }`
 * @throws HarnessError INVALID_OPTION, INVALID_DURATION
 */
export function advanceClock(clock: MovableClock, body: unknown): ShownTime {
  const advance = isRecord(body) ? body.advance : undefined
  if (typeof advance !== 'string') {
    throw new HarnessError('INVALID_OPTION', 'How far the time is to be set forward is missing.', {
      expected: '{ "advance": "25h" }',
      found: JSON.stringify(body),
    })
  }
  const ms = parseDuration(advance, 'advance')
  if (clock.aheadMs + ms > FURTHEST_MS) {
    throw new HarnessError('INVALID_OPTION', 'The time cannot be set forward that far.', {
      expected: 'at most ten years in all',
      found: advance,
    })
  }
  clock.advance(ms)
  return shownTime(clock)
}
