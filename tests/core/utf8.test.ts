import { expect, it } from 'vitest'
import { decodeUtf8 } from '../../src/core/index.ts'

const LONG = 100_000

it.each([
  ['ASCII', Buffer.from('a'.repeat(LONG))],
  ['Latin', Buffer.from('é'.repeat(LONG))],
  ['Cyrillic', Buffer.from('ж'.repeat(LONG))],
  ['beyond the first plane', Buffer.from('😀a'.repeat(LONG))],
  ['a byte order mark', Buffer.from(`\uFEFF${'ж'.repeat(LONG)}`)],
  ['what is not UTF-8', Buffer.from(`${'ж'.repeat(LONG)}é`, 'latin1')],
  ['half a character', Buffer.from('ж'.repeat(LONG)).subarray(0, -1)],
  ['little', Buffer.from('ж')],
  ['nothing', Buffer.alloc(0)],
  ['a part of something', Buffer.from('xж'.repeat(LONG)).subarray(1)],
])('%s is decoded as usual', (_, bytes) => {
  expect(decodeUtf8(bytes) === bytes.toString('utf8')).toBe(true)
})
