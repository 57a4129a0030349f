import { describe, expect, it } from 'vitest'
import { excessOf, parseRequestJson } from '../../src/core/index.ts'

/** What a body may hold besides bytes. */

const object = (names: readonly string[]): string =>
  `{${names.map((name) => `${JSON.stringify(name)} : 1`).join(',')}}`
const names = (count: number, prefix = ''): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`)
const list = (count: number, item: string): string =>
  `[${Array.from({ length: count }, () => item).join(',')}]`

describe('a body is not parsed that holds', () => {
  it.each([
    ['20,001 names', object(names(20_001)), 'more than 20,000 different names of properties'],
    [
      'as many in as many objects',
      `[${names(20_001)
        .map((name) => `{"${name}":1}`)
        .join(',')}]`,
      'more than 20,000 different names of properties',
    ],
    ['250,001 values', list(250_000, '10'), 'more than 250,000 values'],
    [
      'lists within lists',
      `${'['.repeat(250_000)}${']'.repeat(250_000)}`,
      'more than 250,000 values',
    ],
  ])('%s', (_, text, excess) => {
    expect(excessOf(Buffer.from(text))).toBe(excess)
    expect(parseRequestJson(Buffer.from(text))).toEqual({
      ok: false,
      reason: `The body holds ${excess}`,
      isTooLarge: true,
    })
  })
})

describe('a body is parsed that holds', () => {
  it.each([
    ['20,000 names', object(names(20_000, 'a longer name '))],
    ['the same names again and again', list(60_000, '{"a":1,"b":2}')],
    ['249,999 values', list(249_999, '10')],
    ['signs within texts', JSON.stringify([`{",:[\\`.repeat(100_000)])],
    ['names within texts', JSON.stringify(object(names(30_000)))],
    ['few bytes', object(names(9000))],
  ])('%s', (_, text) => {
    expect(excessOf(Buffer.from(text))).toBeUndefined()
    expect(parseRequestJson(Buffer.from(text))).toEqual({ ok: true, value: JSON.parse(text) })
  })
})
