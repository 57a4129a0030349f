import { describe, expect, it } from 'vitest'
import { lastMinutes, totalOf } from '../../mocks/console/page/components/minutes.ts'
import {
  dayAndTime,
  fullTime,
  localText,
  localTime,
  relativeTime,
} from '../../mocks/console/page/components/times.ts'
import { entry } from '../support/feed-entry.ts'

const AT = Date.UTC(2026, 10, 28, 14, 3, 7, 512)

describe('times of the console’s page', () => {
  it('have their day, and all of it on hover', () => {
    expect(dayAndTime(AT, 'UTC')).toBe('28 Nov 14:03:07')
    expect(dayAndTime(AT, 'Pacific/Auckland')).toBe('29 Nov 03:03:07')
    expect(fullTime(AT, 'UTC')).toMatch(/^Saturday.*28 November 2026.*14:03:07\.512 UTC$/)
  })

  it.each([
    [0, 'now'],
    [999, 'now'],
    [1000, '1 s ago'],
    [59_999, '59 s ago'],
    [60_000, '1 min ago'],
    [3_600_000, '1 h ago'],
    [25 * 3_600_000, '25 h ago'],
    [48 * 3_600_000, '2 days ago'],
    [-25 * 3_600_000, 'in 25 h'],
  ])('%d ms before now is «%s»', (before, text) => {
    expect(relativeTime(AT - before, AT)).toBe(text)
  })

  it('are what a field of the page holds, to the second and back', () => {
    const second = Math.floor(AT / 1000) * 1000
    expect(localTime(localText(AT))).toBe(second)
    expect(localTime('')).toBeUndefined()
    expect(localTime('soon')).toBeUndefined()
  })
})

describe('the bar of the last minutes', () => {
  it('counts deliveries by outcome in the minute they began in, and nothing else', () => {
    const minute = Math.floor(AT / 60_000) * 60_000
    const entries = [
      // A minute too old, and its first millisecond within.
      entry({ startedAt: minute - 2 * 60_000 - 1, status: 200 }),
      entry({ startedAt: minute - 2 * 60_000, status: 204 }),
      entry({ startedAt: minute - 1, status: 422 }),
      entry({ startedAt: minute - 1, status: 302 }),
      entry({ startedAt: minute, status: 503 }),
      entry({ startedAt: AT }),
      entry({ startedAt: AT, status: 200, kind: 'token' }),
      // The clock was set forward meanwhile: from a minute to come.
      entry({ startedAt: AT + 60_000, status: 200 }),
    ]
    const minutes = lastMinutes(entries, AT, 3)
    expect(minutes).toEqual([
      { startedAt: minute - 120_000, delivered: 1, rejected: 0, failed: 0 },
      { startedAt: minute - 60_000, delivered: 0, rejected: 2, failed: 0 },
      { startedAt: minute, delivered: 0, rejected: 0, failed: 2 },
    ])
    expect(totalOf(minutes)).toEqual({ delivered: 1, rejected: 2, failed: 2 })
  })
})
