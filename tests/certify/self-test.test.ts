import { describe, expect, it } from 'vitest'
import { selfTest } from '../../src/certify/index.ts'
import { upperShare } from '../../src/certify/self-test/confidence.ts'
import { systemClock } from '../../src/core/index.ts'
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
