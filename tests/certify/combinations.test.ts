import { describe, expect, it } from 'vitest'
import { loadContract } from '../../src/contract/index.ts'
import { applyEdits, createMessages } from '../../src/messages/index.ts'
import { COMBINATIONS } from '../endpoints/flaws/combinations.ts'
import { certifyBehaviour } from '../support/certifying.ts'

const OF_VALID_MESSAGES = COMBINATIONS.filter(({ level }) => level === 'compatible').map(
  (flaw) => [flaw.name, flaw] as const,
)

describe('a fault that only two values together, or one that nobody thought of, bring out', () => {
  it.each(OF_VALID_MESSAGES)('is found by no other check: %s', async (_name, { make }) => {
    const skip = ['DS-ACC-05']
    const { checks } = await certifyBehaviour(make(), { level: 'compatible', skip })
    expect(checks.filter(({ status }) => status === 'failed')).toEqual([])
  })

  it.each(OF_VALID_MESSAGES)('is shrunk to its cause: %s', async (_name, { make, names }) => {
    const only = ['DS-ACC-05']
    const { checks } = await certifyBehaviour(make(), { level: 'compatible', only })
    const failed = checks.filter(({ status }) => status === 'failed')
    expect(failed.length).toBeGreaterThan(0)
    for (const { id, actual } of failed) {
      expect(id).toContain(names)
      expect(actual.split(', and /').length, actual).toBe(names === 'pairs' ? 2 : 1)
    }
  })
})

const OPERATIONS = (await loadContract()).operations.map(
  (operation) => [operation.id, operation] as const,
)

describe('combinations and explorations', () => {
  it.each(OPERATIONS)('of %s are valid, the same for the same seed, and few', (_id, operation) => {
    const make = (seed: string) => {
      const messages = createMessages(operation, { seed })
      return { messages, rows: [...messages.pairs(), ...messages.explorations(50)] }
    }
    const { messages, rows } = make('7')
    expect(make('7').rows).toEqual(rows)
    expect(make('8').rows).not.toEqual(rows)
    expect(messages.pairs().length).toBeLessThanOrEqual(40)
    for (const row of rows) {
      const edits = row.map(({ edit }) => edit)
      const body = applyEdits(messages.message('full', 2), edits)
      expect(operation.validate(body, 'intended'), JSON.stringify(edits)).toEqual([])
    }
  })

  it.each(OPERATIONS)(
    'of %s contain every two choices that a message can have together',
    (_id, operation) => {
      const messages = createMessages(operation)
      const kinds = new Set<string>(['absent', 'enum-value', 'boolean'])
      const choices = messages.variations().filter(({ kind }) => kinds.has(kind))
      const rows = messages.pairs().map((row) => new Set(row.map(({ id }) => id)))
      const isWithin = (one: string, other: string): boolean => `${other}/`.startsWith(`${one}/`)
      const missing = choices.flatMap((one, index) =>
        choices
          .slice(index + 1)
          .filter(
            ({ pointer }) => !isWithin(one.pointer, pointer) && !isWithin(pointer, one.pointer),
          )
          .filter((other) => !rows.some((row) => row.has(one.id) && row.has(other.id)))
          .map((other) => `${one.id} with ${other.id}`),
      )
      expect(missing).toEqual([])
    },
  )
})
