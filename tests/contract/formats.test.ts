import { assert, constantFrom, date, integer, property, string, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyCharacter } from '../support/characters.ts'
import { isDate, isDateTime, isTime } from '../../src/contract/formats.ts'

describe('a date', () => {
  it.each([
    '2026-01-05',
    '2024-02-29',
    '2000-02-29',
    '0000-01-01',
    '9999-12-31',
    '2026-04-30',
    '1963-06-19',
  ])('%s is one', (text) => {
    expect(isDate(text)).toBe(true)
  })

  it.each([
    ['a day that February has not', '2026-02-30'],
    ['29 February of a common year', '2026-02-29'],
    ['29 February of a century', '1900-02-29'],
    ['day 31 of April', '2026-04-31'],
    ['month 13', '2026-13-01'],
    ['month 0', '2026-00-10'],
    ['day 0', '2026-01-00'],
    ['day 32', '2026-01-32'],
    ['no leading zeros', '2026-1-5'],
    ['two digits for the year', '26-01-05'],
    ['five digits for the year', '12026-01-05'],
    ['a sign', '+2026-01-05'],
    ['slashes', '2026/01/05'],
    ['no separators', '20260105'],
    ['the European order', '05.01.2026'],
    ['an ordinal date', '2026-005'],
    ['a week date', '2026-W01-1'],
    ['a time after it', '2026-01-05T00:00:00Z'],
    ['a blank before it', ' 2026-01-05'],
    ['a blank after it', '2026-01-05 '],
    ['a line break after it', '2026-01-05\n'],
    ['Bengali digits', '২০২৬-০১-০৫'],
    ['full-width digits', '２０２６-01-05'],
    ['another dash', '2026−01−05'],
    ['letters', 'not-a-date'],
    ['nothing', ''],
  ])('%s is none: %j', (_what, text) => {
    expect(isDate(text)).toBe(false)
  })

  it('is what the calendar knows, and nothing else', () => {
    assert(
      property(
        integer({ min: 0, max: 9999 }),
        integer({ min: 0, max: 14 }),
        integer({ min: 0, max: 33 }),
        (year, month, day) => {
          const made = new Date(0)
          made.setUTCFullYear(year, month - 1, day)
          const exists = month >= 1 && month <= 12 && day >= 1 && made.getUTCMonth() === month - 1
          const text = [digits(year, 4), digits(month, 2), digits(day, 2)].join('-')
          expect(isDate(text)).toBe(exists && made.getUTCDate() === day)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('a date-time', () => {
  it.each([
    '2026-01-05T09:12:44Z',
    '2026-01-05T09:12:44.1Z',
    '2026-01-05T09:12:44.123456789Z',
    '2026-01-05T09:12:44+00:00',
    '2026-01-05T09:12:44-00:00',
    '2026-01-05T09:12:44+05:30',
    '2026-01-05T09:12:44-23:59',
    '2026-01-05t09:12:44z',
    '1998-12-31T23:59:60Z',
    '1998-12-31T15:59:60.123-08:00',
    '1990-12-31T15:59:59-08:00',
    '0001-01-01T00:00:00Z',
    '2026-01-05T00:00:00Z',
    '2026-01-05T23:59:59Z',
  ])('%s is one', (text) => {
    expect(isDateTime(text)).toBe(true)
  })

  it.each([
    ['no zone', '2026-01-05T09:12:44'],
    ['a date alone', '2026-01-05'],
    ['a time alone', '09:12:44Z'],
    ['a blank for the T', '2026-01-05 09:12:44Z'],
    ['an underscore for the T', '2026-01-05_09:12:44Z'],
    ['an offset without a colon', '2026-01-05T09:12:44+0200'],
    ['an offset of hours only', '2026-01-05T09:12:44+02'],
    ['an offset of 24 hours', '2026-01-05T09:12:44+24:00'],
    ['an offset with 60 minutes', '2026-01-05T09:12:44+01:60'],
    ['the name of a zone', '2026-01-05T09:12:44 UTC'],
    ['two zones', '2026-01-05T09:12:44Z+00:00'],
    ['hour 24', '2026-01-05T24:00:00Z'],
    ['minute 60', '2026-01-05T09:60:00Z'],
    ['second 61', '2026-01-05T09:12:61Z'],
    ['a leap second at noon', '2026-01-05T12:00:60Z'],
    ['a leap second in the wrong minute', '1998-12-31T23:58:60Z'],
    ['a leap second in the wrong hour of its zone', '1998-12-31T23:59:60-08:00'],
    ['30 February', '2026-02-30T09:12:44Z'],
    ['no seconds', '2026-01-05T09:12Z'],
    ['a point without a fraction', '2026-01-05T09:12:44.Z'],
    ['a comma for the point', '2026-01-05T09:12:44,5Z'],
    ['basic notation', '20260105T091244Z'],
    ['a negative year', '-0001-01-05T09:12:44Z'],
    ['one digit for the hour', '2026-01-05T9:12:44Z'],
    ['a line break after it', '2026-01-05T09:12:44Z\n'],
    ['non-ASCII digits', '2026-01-05T09:12:4৪Z'],
    ['the notation of HTTP', 'Mon, 05 Jan 2026 09:12:44 GMT'],
    ['seconds since 1970', '1767604364'],
    ['nothing', ''],
  ])('%s is none: %j', (_what, text) => {
    expect(isDateTime(text)).toBe(false)
  })

  it('is every moment that Date writes, and with one character changed to a letter none', () => {
    assert(
      property(
        date({
          min: new Date('0000-01-01T00:00:00Z'),
          max: new Date('9999-12-31T23:59:59Z'),
          noInvalidDate: true,
        }),
        integer({ min: 0, max: 22 }),
        constantFrom('x', '/', ' ', ':', '٠'),
        (moment, index, char) => {
          const text = moment.toISOString()
          expect(isDateTime(text)).toBe(true)
          const changed = text.slice(0, index) + char + text.slice(index + 1)
          if (changed !== text) expect(isDateTime(changed)).toBe(false)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('is a date and a time with a T between', () => {
    assert(
      property(tuple(string({ unit: anyCharacter }), string()), ([left, right]) => {
        expect(isDateTime(`${left}T${right}`)).toBe(isDate(left) && isTime(right))
      }),
    )
  })
})

describe('a time', () => {
  it.each(['09:12:44Z', '23:59:60Z', '00:00:00.5+01:00'])('%s is one', (text) => {
    expect(isTime(text)).toBe(true)
  })

  it.each([
    '09:12:44',
    '24:00:00Z',
    '9:12:44Z',
    '09:12Z',
    '09:12:44 Z',
    '',
    '2026-01-05T09:12:44Z',
  ])('%j is none', (text) => {
    expect(isTime(text)).toBe(false)
  })
})

function digits(value: number, count: number): string {
  return String(value).padStart(count, '0')
}
