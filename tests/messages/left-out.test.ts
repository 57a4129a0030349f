import { beforeAll, expect, it } from 'vitest'
import { type Operation, rulesOf } from '../../src/contract/index.ts'
import { MOST_BROKEN, unbrokenRules } from '../../src/messages/index.ts'
import { Findings } from '../../src/messages/findings.ts'
import { placesOf } from '../../src/messages/places.ts'
import { compileText, contractWith } from '../support/contracts.ts'

const NAMES = Array.from({ length: MOST_BROKEN + 10 }, (_, index) => `p${index}`)
const FULL = Object.fromEntries(NAMES.map((name) => [name, 1]))
let operation: Operation
beforeAll(async () => {
  operation = (
    await compileText(contractWith(JSON.stringify({ type: 'object', required: NAMES })))
  ).operation('send')
})

it('names the rules of an operation that are more than one run tests', () => {
  const rules = rulesOf(operation)
  const reasons = unbrokenRules(operation, []).map(({ reason }) => reason)
  expect(reasons).toHaveLength(rules.length)
  expect(reasons.slice(MOST_BROKEN)).toEqual(
    rules
      .slice(MOST_BROKEN)
      .map(() => 'the operation has more than 2,000 rules, of which one run tests the first'),
  )
  expect(reasons[MOST_BROKEN - 1]).not.toContain('more than')
})

it('breaks the first of them alone', () => {
  const found = new Findings(operation)
  const [place] = placesOf(operation, 'published', FULL)
  if (place === undefined) throw new Error('the body has no place')
  const draftOf = (name: string) => ({
    kind: 'missing' as const,
    keyword: 'required',
    pointer: `/${name}`,
    rulePointer: `/${name}`,
    schemaPointer: `/required/${name}`,
    edit: { operator: 'remove' as const, at: [name] },
  })
  const source = { place, body: FULL }
  for (const name of ['p0', 'p2508']) found.add(draftOf(name), { ...source, rank: 'first' })
  found.addMissing([[draftOf('p1')], [draftOf('p2509')]], source)
  expect(found.deviations.map(({ pointer }) => pointer)).toEqual(['/p0', '/p1'])
})
