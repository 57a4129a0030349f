import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { assert, integer, jsonValue, property } from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCompiler, type ValidateFunction } from '../../src/contract/compile.ts'
import { validatorsModule } from '../../src/contract/ahead/validators.ts'
import type { SchemaObject } from '../../src/contract/schema.ts'
import { isSame, multiplesOf, repeatedItem } from '../../src/contract/json-rules.ts'
import { packageRoot } from '../../src/core/index.ts'

describe('a multiple is one in decimal numbers', () => {
  test('whatever the divisor, its size and the factor', () => {
    assert(
      property(
        integer({ min: 2, max: 999 }),
        integer({ min: -300, max: 290 }),
        integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        integer({ min: 1, max: 998 }),
        (digits, power, factor, rest) => {
          const isMultiple = multiplesOf(Number(`${digits}e${power}`))
          expect(isMultiple(Number(`${digits * factor}e${power}`))).toBe(true)
          expect(isMultiple(Number(`${digits * factor + (rest % digits)}e${power}`))).toBe(
            rest % digits === 0,
          )
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('for every price up to 2,000 in cents, and for none with half a cent', () => {
    const isCents = multiplesOf(0.01)
    const prices = Array.from({ length: 200_000 }, (_, cents) => Number((cents / 100).toFixed(2)))
    expect(prices.filter((price) => !isCents(price))).toEqual([])
    expect(prices.filter((price) => isCents(Number(`${price.toFixed(2)}5`)))).toEqual([])
  })
})

test('two JSON values are equal when they are for Node, and a list of both repeats itself then', () => {
  const written = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
  const values = jsonValue({ maxDepth: 2 }).map(written)
  assert(
    property(values, values, (one, other) => {
      const areEqual = isDeepStrictEqual(one, other)
      expect(isSame(one, written(one))).toBe(true)
      expect(isSame(one, other)).toBe(areEqual)
      expect(repeatedItem([one, other, written(one)])).toEqual(
        areEqual ? { i: 1, j: 0 } : { i: 2, j: 0 },
      )
    }),
    { numRuns: 1000 },
  )
})

/** A schema, JSON texts that are valid, and others that are not. */
const RULES: readonly [
  schema: SchemaObject,
  valid: readonly string[],
  invalid: readonly string[],
][] = [
  [
    { multipleOf: 0.01 },
    ['19.99', '0.07', '4.35', '8.69', '1.11', '143.48', '-0.07', '0', '1e308', '1e2', '"text"'],
    ['19.995', '1e-7', '0.30000000000000004', '1e-320'],
  ],
  [{ multipleOf: 1e-7 }, ['1e-7', '3e-7', '0.0000012', '5'], ['1e-8', '1.5e-7']],
  [
    { multipleOf: 10 },
    ['12345678901234567890', '1e308', '9007199254740990', '1295.0e1'],
    ['5', '9007199254740991', '1e-1'],
  ],
  [{ multipleOf: 0.123456789 }, ['0.246913578'], ['1e308']],
  [{ type: 'integer', multipleOf: 0.5 }, ['1e308', '3'], ['1.5']],
  [{ enum: ['packed', 'sent'] }, ['"sent"'], ['{}', '[]', '["sent"]', '0', 'null', '"Sent"']],
  [
    { enum: [1, true, null, { a: 1, b: [2] }, [3]] },
    ['1.0', 'true', 'null', '{"b":[2],"a":1}', '[3]'],
    ['"1"', '2', 'false', '{}', '{"a":1}', '{"a":1,"b":[2],"c":3}', '[]', '[3,3]', '{"0":3}'],
  ],
  [{ enum: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 2] }, ['"i"', '2'], ['"j"', '"2"', '[]']],
  [{ const: 'x' }, ['"x"'], ['{}', '[]', '"y"', '["x"]']],
  [{ const: null }, ['null'], ['{}', '[]', '0', 'false', '""']],
  [{ type: ['object', 'array'], const: { a: 1 } }, ['{"a":1}'], ['{"a":2}', '{}', '[]', '[1]']],
  [{ const: { a: 1 } }, ['{"a":1.0}'], ['{"valueOf":1}', '{"toString":1}', '{"constructor":1}']],
  [{ const: { constructor: {} } }, ['{"constructor":{}}'], ['{}', '{"constructor":1}']],
  [
    { uniqueItems: true },
    ['[1,"1",true,[1],{"a":1}]', '[{"valueOf":1},{"valueOf":2}]', '[[1],["1"],"[1]"]'],
    ['[1,1.0]', '[{"a":1,"b":2},{"b":2,"a":1}]', '[{"valueOf":1},{"valueOf":1}]', '[0,-0]'],
  ],
  [{ uniqueItems: false }, ['[1,1]'], []],
  [
    { properties: { ['__proto__']: { type: 'string' }, a: {} }, additionalProperties: false },
    ['{"__proto__":"text","a":1}', '{}'],
    ['{"__proto__":1}', '{"b":1}', '{"__proto":1}'],
  ],
  [{ patternProperties: { ['__proto__']: false } }, ['{"proto":1}'], ['{"a__proto__b":1}']],
  [
    { additionalProperties: false, properties: { a: {} } },
    ['{"a":1}'],
    ['{"__proto__":1}', '{"constructor":1}', '{"toString":1}'],
  ],
  [
    { required: ['constructor', '__proto__'] },
    ['{"constructor":1,"__proto__":2}', '[]'],
    ['{}', '{"constructor":1}', '{"__proto__":1}'],
  ],
  [
    { properties: { toString: { type: 'string' }, valueOf: { minimum: 3 } } },
    ['{}', '{"toString":"text"}', '{"valueOf":3}'],
    ['{"toString":1}', '{"valueOf":2}'],
  ],
  [{ dependentRequired: { valueOf: ['a'] } }, ['{}', '{"valueOf":1,"a":2}'], ['{"valueOf":1}']],
  [{ type: 'number' }, ['1e400', '-1e400', '9007199254740993'], ['"1"']],
  [{ type: 'integer', minimum: 1 }, ['1295.0', '1e400'], ['-1e400', '0.5']],
]

describe('the validators made at start and those made ahead of time agree with JSON Schema', () => {
  let folder: string
  let ahead: Readonly<Record<string, Readonly<Record<string, ValidateFunction>>>>
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dropship-ahead-'))
    const schemas = new Map(
      RULES.map(([schema], index) => [`rule${index}`, { schema, places: {} }]),
    )
    const load = async (name: string, allErrors: boolean) => {
      const file = join(folder, `${name}.js`)
      const source = pathToFileURL(join(packageRoot().directory, 'src/contract')).href
      const code = validatorsModule(schemas, allErrors)
      writeFileSync(file, code.replaceAll("from '..", `from '${source}`))
      return (await import(pathToFileURL(file).href)) as Record<string, ValidateFunction>
    }
    ahead = { failFast: await load('first', false), allErrors: await load('all', true) }
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each(RULES.map((rule, index) => [JSON.stringify(rule[0]), index, ...rule] as const))(
    '%s',
    (_title, index, schema, valid, invalid) => {
      const made = createCompiler()({ schema, places: {} })
      for (const [verdict, text] of [
        ...valid.map((each) => [true, each] as const),
        ...invalid.map((each) => [false, each] as const),
      ]) {
        const body: unknown = JSON.parse(text)
        expect(
          [
            made.failFast(body),
            made.allErrors(body),
            ahead.failFast?.[`rule${index}`]?.(body),
            ahead.allErrors?.[`rule${index}`]?.(body),
          ],
          text,
        ).toEqual([verdict, verdict, verdict, verdict])
      }
    },
  )
})
