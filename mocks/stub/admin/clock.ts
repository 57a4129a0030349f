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

/** Ten years: further, dates lose their meaning for whoever reads them. */
const FURTHEST_MS = 10 * 365 * 24 * 3_600_000

export function shownTime(clock: MovableClock): ShownTime {
  return { now: new Date(clock.now()).toISOString(), aheadMs: clock.aheadMs }
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
