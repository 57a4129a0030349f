/** Texts that are not a date-time by RFC 3339 nor by ISO 8601 with a zone; the first two are the usual slips. */
const BAD_DATE_TIMES = [
  '2026-02-30T09:12:44Z',
  '2026-01-05T09:12:44',
  '2026-01-05',
  '2026-01-05T25:12:44Z',
  '2026-13-05T09:12:44Z',
  'yesterday',
  '05/01/2026 09:12',
  '',
]

const BAD_DATES = ['2026-02-30', '2026-01-05T09:12:44Z', '05.01.2026', '2026-13-05', 'soon', '']

/** For each format texts that are not in it, the usual slips first. */
export const BAD_FORMATS: Readonly<Record<string, readonly string[]>> = {
  'date-time': BAD_DATE_TIMES,
  date: BAD_DATES,
  time: ['25:00:00Z', 'noon'],
  email: ['nobody', ''],
  uuid: ['no-uuid', ''],
  uri: ['not a uri', ''],
  ipv4: ['999.0.0.1'],
  ipv6: ['12345::', '1.2.3.4'],
  hostname: ['-a-', 'a b'],
  url: ['not a url', 'client.example'],
  'uri-reference': ['\\\\a', 'a b'],
  'uri-template': ['{', 'a b{'],
  'json-pointer': ['a/b', '/~2'],
  'json-pointer-uri-fragment': ['a/b'],
  'relative-json-pointer': ['/a', '-1'],
  regex: ['[', '(a'],
  duration: ['1 day', 'P'],
  byte: ['*', 'a'],
  'iso-time': ['25:00:00Z'],
  'iso-date-time': ['2026-02-30T09:12:44Z'],
}
