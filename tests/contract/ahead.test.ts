import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assert, constantFrom, jsonValue, nat, property, string } from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { generate, type GeneratedFiles } from '../../src/contract/ahead/generate.ts'
import type { InlinedSchema } from '../../src/contract/inlined-schema.ts'
import {
  compileContract,
  type Contract,
  loadContract,
  READINGS,
  SHIPPED_FILE,
  shippedContractPath,
  placeAt,
} from '../../src/contract/index.ts'
import { formatPointer, isRecord, packageRoot, type Segment } from '../../src/core/index.ts'
import { withValue } from '../support/json-edit.ts'

let ahead: Contract
let atStart: Contract

beforeAll(async () => {
  ahead = await loadContract()
  atStart = await compileContract(shippedContractPath(), { shownAs: SHIPPED_FILE })
})

describe('the generated files', () => {
  const folder = join(packageRoot().directory, 'src/contract/generated')
  let current: GeneratedFiles
  beforeAll(async () => {
    current = await generate()
  })

  it('are all that is there', () => {
    expect(readdirSync(folder).toSorted()).toEqual(Object.keys(current).toSorted())
  })

  it('are current: `npm run generate` would change nothing', () => {
    for (const [name, text] of Object.entries(current)) {
      expect(readFileSync(join(folder, name), 'utf8') === text, name).toBe(true)
    }
  })

  it('say that they are generated', () => {
    for (const text of Object.values(current))
      expect(text).toMatch(/^\/\/ Generated from .*Do not edit/)
  })
})

describe('the contract compiled ahead of time', () => {
  it('describes the same as the one compiled at start', () => {
    // Functions are compared by their results, in the tests below.
    const described = (contract: Contract): string =>
      JSON.stringify(
        [
          contract.title,
          contract.version,
          contract.description,
          contract.sha256,
          contract.file,
          contract.operations.map((operation) => [
            { ...operation, aheadOf: undefined },
            READINGS.map((reading) => operation.schema(reading)),
          ]),
        ],
        (key, value: unknown) => (key === 'places' ? undefined : value),
      )
    expect(described(ahead)).toBe(described(atStart))
  })

  it('lists the places that are found at start when they are asked for', () => {
    const schemasOf = (contract: Contract): InlinedSchema[] =>
      contract.operations.flatMap(({ responses }) =>
        responses.flatMap(({ content }) => Object.values(content)),
      )
    const found = schemasOf(atStart)
    for (const [index, { places }] of schemasOf(ahead).entries()) {
      const listed = Object.entries(places)
      expect(listed.length).toBeGreaterThan(5)
      for (const [pointer, place] of listed)
        expect(placeAt(found[index]?.places ?? {}, pointer), pointer).toEqual(place)
    }
  })

  it('judges every change of every example alike: verdict, sentence, field, code and line', () => {
    const bases = atStart.operations.flatMap(({ id, examples }) =>
      examples.flatMap(({ value }) => pointersIn(value).map((pointer) => ({ id, value, pointer }))),
    )
    const change = constantFrom<unknown>(
      undefined,
      null,
      0,
      -1,
      1.5,
      '',
      'x',
      '2026-02-30',
      true,
      [],
      {},
    )
    assert(
      property(
        nat(bases.length - 1),
        nat(bases.length - 1),
        change,
        jsonValue(),
        string(),
        constantFrom(...READINGS),
        (first, second, value, other, name, reading) => {
          const base = bases[first]
          if (base === undefined) return
          const further = bases[second]
          let body = withValue(base.value, base.pointer, value)
          // Removing an item moves those behind it.
          const movesItems = value === undefined && /\/\d+$/.test(base.pointer)
          if (further?.id === base.id && !further.pointer.startsWith(base.pointer) && !movesItems) {
            body = withValue(body, further.pointer, other)
          }
          if (isRecord(body)) body = withValue(body, formatPointer([name]), other)
          const [here, there] = [ahead, atStart].map((contract) => contract.operation(base.id))
          const found = here?.validate(body, reading)
          expect(found).toEqual(there?.validate(body, reading))
          expect(here?.accepts(body, reading)).toBe(found?.length === 0)
          expect(there?.accepts(body, reading)).toBe(found?.length === 0)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('judges any JSON at all without failing', () => {
    assert(
      property(jsonValue(), constantFrom(...READINGS), (body, reading) => {
        for (const operation of ahead.operations) {
          expect(operation.accepts(body, reading)).toBe(
            operation.validate(body, reading).length === 0,
          )
        }
      }),
      { numRuns: 300 },
    )
  })

  it('judges responses like the one compiled at start', () => {
    assert(
      property(constantFrom(200, 400, 422, 500, 418), jsonValue(), (status, body) => {
        const [here, there] = [ahead, atStart].map((contract) =>
          contract.operations.map((each) =>
            each.validateResponse(status, 'application/json', body),
          ),
        )
        expect(here).toEqual(there)
      }),
      { numRuns: 200 },
    )
  })

  it('gives every violation the line that imposes it', () => {
    for (const operation of ahead.operations) {
      const example = operation.examples[0]?.value
      for (const pointer of pointersIn(example)) {
        for (const violation of operation.validate(
          withValue(example, pointer, () => 0),
          'intended',
        )) {
          expect(violation.rule?.file).toBe(SHIPPED_FILE)
          expect(violation.rule?.line).toBeGreaterThan(1)
        }
      }
    }
  })
})

function pointersIn(value: unknown, at: readonly Segment[] = []): string[] {
  const below = Array.isArray(value)
    ? value.flatMap((item, index) => pointersIn(item, [...at, index]))
    : isRecord(value)
      ? Object.entries(value).flatMap(([name, item]) => pointersIn(item, [...at, name]))
      : []
  return [formatPointer(at), ...below]
}
