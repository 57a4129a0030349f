import { expect, it } from 'vitest'
import { rulesOf, shippedContract } from '../../src/contract/index.ts'
import { createMessages } from '../../src/messages/index.ts'

it('names the rule that each invalid message breaks, and breaks every rule of the contract', () => {
  const { operations } = shippedContract()
  for (const operation of operations) {
    const rules = rulesOf(operation)
    const deviations = createMessages(operation).deviations()
    const byPointer = new Map(rules.map((rule) => [rule.schemaPointer, rule]))
    for (const { id, keyword, schemaPointer } of deviations) {
      expect(byPointer.get(schemaPointer)?.keyword, id).toBe(keyword)
    }
    const broken = new Set(deviations.map(({ schemaPointer }) => schemaPointer))
    expect(rules.filter(({ schemaPointer }) => !broken.has(schemaPointer))).toEqual([])
    expect(rules.every(({ place }) => place !== undefined)).toBe(true)
  }
})
