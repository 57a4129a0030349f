import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  compileContract,
  type Contract,
  loadContract,
  shippedContractPath,
} from '../../src/contract/index.ts'
import { packageRoot } from '../../src/core/index.ts'
import { DERIVED_FILE } from '../../src/messages/ahead/file.ts'
import { derivedAhead } from '../../src/messages/ahead/derived.ts'
import { derivedText } from '../../src/messages/ahead/generate.ts'
import { createMessages, type Messages } from '../../src/messages/index.ts'

let ahead: Contract
let atStart: Contract

beforeAll(async () => {
  ahead = await loadContract()
  atStart = await compileContract(shippedContractPath())
})

it('the generated messages are current: `npm run generate` would change nothing', () => {
  const file = readFileSync(join(packageRoot().directory, DERIVED_FILE), 'utf8')
  expect(file === derivedText(atStart)).toBe(true)
})

describe('what is derived ahead is the same as what is derived at start', () => {
  /** Everything that a run asks of an operation's messages, in one of the orders in which it may be asked for. */
  const asked = (messages: Messages, isReversed: boolean): readonly unknown[] => {
    const derived = [() => messages.variations(), () => messages.deviations()]
    const first = (isReversed ? derived.toReversed() : derived).map((derive) => derive())
    return [first, messages.unusual(), messages.pairs(), messages.explorations(3)]
  }

  it.each([
    { seed: '1', isReversed: false },
    { seed: 'another one', isReversed: true },
  ])('with the seed $seed, asked for in reverse: $isReversed', ({ seed, isReversed }) => {
    for (const operation of ahead.operations) {
      const { id } = operation
      expect(derivedAhead(operation), id).toBeDefined()
      expect(asked(createMessages(operation, { seed }), isReversed)).toEqual(
        asked(createMessages(atStart.operation(id), { seed }), isReversed),
      )
    }
  })
})

it('nothing of another document is derived ahead', () => {
  const [operation] = atStart.operations
  const [known] = ahead.operations
  expect(operation && derivedAhead(operation)).toBeUndefined()
  expect(known && derivedAhead({ ...known, aheadOf: '00' })).toBeUndefined()
})
