import { describe, expect, it } from 'vitest'
import { loadContract, rulesOf } from '../../src/contract/index.ts'
import { applyEdit, createMessages } from '../../src/messages/index.ts'
import { compileText, contractWith } from '../support/contracts.ts'

const SCHEMA = `type: object
required: [kind]
dependentRequired: { a: [b] }
properties:
  kind: { enum: [x, y] }
  never: false
  list: { type: [array, 'null'], items: { type: string, format: uuid }, contains: { const: a }, maxContains: 2 }
additionalProperties: false
oneOf:
  - { required: [a] }
  - { not: { required: [a] } }
if: { required: [list] }
then: { minProperties: 2 }`

describe('the rules that a body breaks', () => {
  it('are named as the rules of the schema are, below alternatives, too', async () => {
    const operation = (await compileText(contractWith(SCHEMA))).operation('send')
    const body = { kind: 'z', list: [1], a: 1, other: 1, never: 1 }
    const names = new Set(rulesOf(operation).map(({ schemaPointer }) => schemaPointer))
    const broken = operation.brokenRules(body, 'published').map(({ rule }) => rule)
    // What only decides whether something is contained is not a rule.
    expect(broken.filter((rule) => !names.has(rule))).toEqual(['/properties/list/contains/const'])
    const expected = ['/dependentRequired/a', '/properties/never', '/properties/list/items/type']
    expect(broken).toEqual(expect.arrayContaining(expected))
  })

  it('are named of a part alone as of the whole', async () => {
    const operation = (await compileText(contractWith(SCHEMA))).operation('send')
    const part = operation.part('published', '/properties/list/items')
    const rule = '/properties/list/items/format'
    expect(part?.accepts('a')).toBe(false)
    expect(part?.brokenRules('a')).toEqual([{ pointer: '', keyword: 'format', rule }])
    expect(operation.part('published', '/properties/never')?.accepts(1)).toBe(false)
    expect(operation.part('published', '/properties/none')).toBeUndefined()
  })

  it('are named of each of several equal parts as that part has them', async () => {
    const equal = '{ type: object, properties: { at: { type: string, format: date } } }'
    const schema = `type: object\nproperties:\n  one: ${equal}\n  other: ${equal}`
    const operation = (await compileText(contractWith(schema))).operation('send')
    for (const name of ['one', 'other']) {
      const part = operation.part('published', `/properties/${name}`)
      const rule = `/properties/${name}/properties/at/format`
      expect(part?.accepts({ at: '2026-01-31' })).toBe(true)
      expect(part?.accepts({ at: 'soon' })).toBe(false)
      expect(part?.brokenRules({ at: 'soon' })).toEqual([
        { pointer: '/at', keyword: 'format', rule },
      ])
    }
  })

  it('are what every invalid message of the shipped contract says that it breaks', async () => {
    for (const operation of (await loadContract()).operations) {
      const messages = createMessages(operation)
      const full = messages.message('full', 2)
      for (const { id, schemaPointer, edit } of messages.deviations()) {
        const broken = operation.brokenRules(applyEdit(full, edit), 'published')
        expect(
          broken.map(({ rule }) => rule),
          id,
        ).toContain(schemaPointer)
      }
    }
  })
})
