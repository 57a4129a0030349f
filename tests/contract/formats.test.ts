import { describe, expect, test } from 'vitest'
import { isDate, isDateTime, isTime } from '../../src/contract/formats.ts'

describe('a date-time', () => {
  test.each([
    '2026-01-05T09:12:44Z',
    '2026-01-05T09:12:44.120Z',
    '2026-01-05t09:12:44z',
    '2026-01-05T09:12:44+05:30',
    '2024-02-29T00:00:00Z',
    '2000-02-29T00:00:00Z',
    '2016-12-31T23:59:60Z',
    '2016-12-31T15:59:60.25-08:00',
    '0000-01-01T00:00:00-00:00',
  ])('may be %s', (text) => {
    expect(isDateTime(text)).toBe(true)
  })

  test.each([
    ['a date alone', '2026-01-05'],
    ['no zone', '2026-01-05T09:12:44'],
    ['a blank for the T', '2026-01-05 09:12:44Z'],
    ['a zone without a colon', '2026-01-05T09:12:44+0200'],
    ['a zone of hours alone', '2026-01-05T09:12:44+02'],
    ['two zones', '2026-01-05T09:12:44+02:00Z'],
    ['a zone of a whole day', '2026-01-05T09:12:44+24:00'],
    ['a zone of sixty minutes', '2026-01-05T09:12:44+00:60'],
    ['30 February', '2026-02-30T09:12:44Z'],
    ['29 February in a common year', '2026-02-29T09:12:44Z'],
    ['29 February in 1900', '1900-02-29T09:12:44Z'],
    ['31 April', '2026-04-31T09:12:44Z'],
    ['month 0', '2026-00-10T09:12:44Z'],
    ['month 13', '2026-13-10T09:12:44Z'],
    ['day 0', '2026-01-00T09:12:44Z'],
    ['24 o’clock', '2026-01-05T24:00:00Z'],
    ['minute 60', '2026-01-05T09:60:44Z'],
    ['second 61', '2016-12-31T23:59:61Z'],
    ['a leap second at noon', '2016-12-31T12:00:60Z'],
    ['a leap second that is none in UTC', '2016-12-31T23:59:60+01:00'],
    ['a fraction without digits', '2026-01-05T09:12:44.Z'],
    ['a comma for the point', '2026-01-05T09:12:44,5Z'],
    ['digits of another script', '2026-01-0٥T09:12:44Z'],
    ['a sign before the year', '+2026-01-05T09:12:44Z'],
    ['a newline after it', '2026-01-05T09:12:44Z\n'],
    ['a blank before it', ' 2026-01-05T09:12:44Z'],
    ['nothing', ''],
  ])('may not have or be %s', (_what, text) => {
    expect(isDateTime(text)).toBe(false)
  })
})

test('a date is a full date and nothing more', () => {
  expect(['2026-01-31', '2024-02-29', '0400-02-29'].filter((text) => !isDate(text))).toEqual([])
  const wrong = ['2026-1-31', '20260131', '2026-W05', '2026-01-31Z', '2026-01-32', '2100-02-29', '']
  expect(wrong.filter((text) => isDate(text))).toEqual([])
})

test('a time has a zone', () => {
  expect(['09:12:44Z', '23:29:60+23:30'].filter((text) => !isTime(text))).toEqual([])
  expect(['09:12:44', '9:12:44Z', '24:00:00Z', '22:59:60Z'].filter((text) => isTime(text))).toEqual(
    [],
  )
})
