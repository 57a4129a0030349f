import { describe, expect, it } from 'vitest'
import { selfTest } from '../../src/certify/index.ts'
import { upperShare } from '../../src/certify/self-test/confidence.ts'
import { mutantsOf } from '../../src/certify/self-test/mutants.ts'
import { loadContract } from '../../src/contract/index.ts'
import { systemClock } from '../../src/core/index.ts'
import { DROPPED_RULES } from '../endpoints/flaws/dropped-rules.ts'
import { compileText, contractWith } from '../support/contracts.ts'

const CONTRACTS: readonly (readonly [string, string])[] = [
  [
    'alternatives with a discriminator',
    `oneOf:
  - { type: object, required: [kind, place], properties: { kind: { const: scanned }, place: { type: string, minLength: 2 } } }
  - { type: object, required: [kind], properties: { kind: { const: lost }, since: { type: string, format: date-time } } }`,
  ],
  [
    'maps, lists and nullable enums',
    `type: object
additionalProperties: false
required: [id]
properties:
  id: { type: integer, minimum: 1 }
  state: { type: [string, 'null'], enum: [open, closed, null] }
  labels: { type: object, additionalProperties: { type: string, maxLength: 20 } }
  lines: { type: array, minItems: 1, items: { type: object, required: [sku], properties: { sku: { type: string, pattern: '^[A-Z]{3}$' } } } }`,
  ],
  [
    'a tuple, and a list that must contain one item of a kind',
    `type: object
required: [call, lines]
properties:
  call: { type: array, prefixItems: [{ enum: [GET, PUT] }, { type: ['null', integer], minimum: 2 }], items: false, minItems: 2 }
  lines:
    type: array
    items: { type: object, required: [kind], properties: { kind: { type: string } } }
    contains: { properties: { kind: { const: main } } }
    maxContains: 1`,
  ],
]

describe('the self-test', () => {
  it.each(CONTRACTS)(
    'finds and names what is wrong with stubs of a contract with %s',
    async (_name, schema) => {
      const contract = await compileText(contractWith(schema))
      const { families, missed, share } = await selfTest({ contract, clock: systemClock })
      expect(missed).toEqual([])
      expect(share).toBe(1)
      const [lacking, adding, breaking] = families
      expect(lacking?.stubs).toBeGreaterThan(8)
      expect(adding?.stubs).toBeGreaterThan(0)
      expect(breaking).toMatchObject({ stubs: 3, found: 3 })
    },
  )

  it('counts apart what no message can tell', async () => {
    const contract = await compileText(
      contractWith('type: object\nproperties: { a: { type: string, maxLength: 200000000 } }'),
    )
    const { missed, alike } = await selfTest({ contract, clock: systemClock })
    // No message of this suite is long enough to break it.
    expect({ missed, alike }).toEqual({ missed: [], alike: 2 })
  })

  it('tries as many stubs as it is told to, of the operations that it is told', async () => {
    const [, schema = ''] = CONTRACTS[0] ?? []
    const contract = await compileText(contractWith(schema))
    const few = await selfTest({ contract, clock: systemClock, most: 5, seed: '7' })
    expect(few.families.reduce((sum, { stubs }) => sum + stubs, 0)).toBe(5)
    expect(few.derived).toBeGreaterThan(15)
    const none = await selfTest({ contract, clock: systemClock, operations: [] })
    expect(none).toMatchObject({ derived: 0, share: 1 })
  })

  it('finds a stub that accepts every second invalid message although there is only one', async () => {
    const contract = await compileText(contractWith('const: 42'))
    const { families, missed } = await selfTest({ contract, clock: systemClock })
    expect(missed).toEqual([])
    expect(families[2]).toMatchObject({ family: 'breaks a behaviour', stubs: 3, found: 3 })
  })

  it('makes no stub that rejects everything', async () => {
    const contract = await compileText(contractWith('type: integer\nminimum: 5\nmaximum: 5'))
    const { families, missed } = await selfTest({ contract, clock: systemClock })
    expect(missed).toEqual([])
    // Stricter bounds would leave no number.
    expect(families[1]).toMatchObject({ family: 'adds a rule', stubs: 0 })
  })

  it('names the operation of which no message can be made, and goes on', async () => {
    const contract = await compileText(contractWith("type: string\npattern: '^(?=7)[a-z]$'"))
    const { skipped, share } = await selfTest({ contract, clock: systemClock })
    expect(skipped).toMatchObject([{ operation: 'send' }])
    expect(share).toBe(1)
  })
})

it.each([
  [0, 100, 3 / 100],
  [0, 30, 3 / 30],
  [1, 100, 0.0466],
  [5, 100, 0.1022],
])('%d of %d missed: at most about %d escape, with 95 %% confidence', (escaped, tried, share) => {
  expect(upperShare(escaped, tried)).toBeCloseTo(share, 2)
})

describe('for Drop Ship it agrees with the score of flawed endpoints', () => {
  it('every rule that an endpoint of the score has dropped is lacking in one stub', async () => {
    const contract = await loadContract()
    const lacking = new Set(
      contract.operations.flatMap((operation) =>
        mutantsOf(operation).flatMap(({ family, pointer, name }) =>
          family === 'lacks a rule' ? `${operation.id} ${keywordOf(name)} ${pointer}` : [],
        ),
      ),
    )
    const dropped = DROPPED_RULES.flatMap(({ name }) => {
      const [, keyword, pointer, operation] =
        /^dropped rule: (\w+) (\S+) of (\w+)$/.exec(name) ?? []
      return keyword === undefined ? [] : `${operation} ${keyword} ${pointer}`
    })
    expect(dropped.length).toBeGreaterThan(60)
    expect(dropped.filter((each) => !lacking.has(each))).toEqual([])
  })

  it('finds and names the stubs, as the score does its endpoints', async () => {
    const contract = await loadContract()
    const { missed, share } = await selfTest({ contract, clock: systemClock, most: 4 })
    expect({ missed, share }).toEqual({ missed: [], share: 1 })
  }, 120_000)
})

/** The keyword of a rule by its name in the schema; those of `required` end with the property. */
function keywordOf(name: string): string {
  const steps = name.split('/')
  return steps.at(-2) === 'required' ? 'required' : (steps.at(-1) ?? '')
}
