import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { assert, integer, jsonValue, property } from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompiler } from '../../src/contract/compile.ts'
import type { ValidateFunction } from '../../src/contract/validate-function.ts'
import { validatorsModule } from '../../src/contract/ahead/validators.ts'
import { isSame, multiplesOf, repeatedItem } from '../../src/contract/json-rules.ts'
import { packageRoot } from '../../src/core/index.ts'
import { JSON_RULES } from '../support/json-rules.ts'

describe('a multiple is one in decimal numbers', () => {
  it('whatever the divisor, its size and the factor', () => {
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

  it('for every price up to 2,000 in cents, and for none with half a cent', () => {
    const isCents = multiplesOf(0.01)
    const prices = Array.from({ length: 200_000 }, (_, cents) => Number((cents / 100).toFixed(2)))
    expect(prices.filter((price) => !isCents(price))).toEqual([])
    expect(prices.filter((price) => isCents(Number(`${price.toFixed(2)}5`)))).toEqual([])
  })
})

it('two JSON values are equal when they are for Node, and a list of both repeats itself then', () => {
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

describe('the validators made at start and those made ahead of time agree with JSON Schema', () => {
  let folder: string
  let ahead: Readonly<Record<string, Readonly<Record<string, ValidateFunction>>>>
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dropship-ahead-'))
    const schemas = new Map(
      JSON_RULES.map(([schema], index) => [`rule${index}`, { schema, places: {} }]),
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

  it.each(JSON_RULES.map((rule, index) => [JSON.stringify(rule[0]), index, ...rule] as const))(
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

it('compares items that are nested deeper than functions may call themselves', () => {
  const nested = (): unknown => JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)
  expect(repeatedItem([nested(), 'text', nested()])).toEqual({ i: 2, j: 0 })
})
