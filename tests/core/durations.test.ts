import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDuration, HarnessError, parseDuration } from '../../src/core/index.ts'

describe('parseDuration', () => {
  it.each([
    ['100ms', 100],
    ['1s', 1000],
    ['1.5s', 1500],
    ['2m', 120_000],
    ['1h', 3_600_000],
    ['0ms', 0],
    [' 3s ', 3000],
    ['596h', 2_145_600_000],
  ])('reads %s as %i milliseconds', (text, ms) => {
    expect(parseDuration(text, '--timeout')).toBe(ms)
  })

  it.each(['', '5', '-1s', '1 s', '1d', '1e3s', '.5s', '1s2', 's', 'NaNs', '1,5s'])(
    'rejects %j and says how to write it',
    (text) => {
      expect(() => parseDuration(text, '--timeout')).toThrow(
        expect.objectContaining({
          code: 'INVALID_DURATION',
          details: expect.objectContaining({ where: '--timeout', found: JSON.stringify(text) }),
        }),
      )
    },
  )

  it.each(['597h', '99999999999999999999s', `${'9'.repeat(400)}h`])(
    'rejects %s, which a timer would take for no time at all',
    (text) => {
      expect(() => parseDuration(text, '--timeout')).toThrow(HarnessError)
    },
  )
})

describe('formatDuration', () => {
  it.each([
    [0, '<1 ms'],
    [0.4, '<1 ms'],
    [87.4, '87 ms'],
    [999.4, '999 ms'],
    [999.6, '1.0 s'],
    [1400, '1.4 s'],
    [9949, '9.9 s'],
    [9960, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 min'],
    [119_700, '2 min'],
    [125_000, '2 min 5 s'],
    [3_600_000, '1 h'],
    [90_000_000, '25 h'],
    [5_430_000, '1 h 31 min'],
  ])('shows %d milliseconds as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })

  it('never shows 60 seconds or 1000 milliseconds', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e8, noNaN: true }), (ms) => {
        expect(formatDuration(ms)).not.toMatch(/\b(60 s|60\.0 s|60 min|1000 ms)/)
      }),
    )
  })
})
