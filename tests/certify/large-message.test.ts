import { expect, it } from 'vitest'
import { messageOfSize } from '../../src/certify/run/large-message.ts'
import { loadContract } from '../../src/contract/index.ts'
import { createMessages, type Messages } from '../../src/messages/index.ts'

const bytesOf = (message: unknown): number => Buffer.byteLength(JSON.stringify(message))

it('a message of 1 MB is nearly as large as that on every operation, and never larger', async () => {
  const { operations } = await loadContract()
  expect(operations.length).toBeGreaterThan(0)
  for (const operation of operations) {
    const bytes = bytesOf(messageOfSize(createMessages(operation), 1_000_000))
    expect(bytes, operation.id).toBeGreaterThan(950_000)
    expect(bytes, operation.id).toBeLessThanOrEqual(1_000_000)
  }
})

/** Messages whose lists are nested so deep; 0 for no list. */
const nested = (depth: number): Pick<Messages, 'message'> => ({
  message: (_extent, items = 1) =>
    Array.from({ length: depth }).reduce<unknown>(
      (inner) => Array.from({ length: items }, () => inner),
      'an item',
    ),
})

it.each([
  [0, 1],
  [2, 50_000],
  [3, 20_000],
])('lists that are nested %d deep stay below the size', (depth, atLeast) => {
  const bytes = bytesOf(messageOfSize(nested(depth) as Messages, 100_000))
  expect(bytes).toBeGreaterThan(atLeast)
  expect(bytes).toBeLessThanOrEqual(100_000)
})

it('a large message has no more values than take a moment to make, however light they are', () => {
  const light = (items: number): unknown =>
    Array.from({ length: items }, () => Array.from({ length: 50 }, () => []))
  let most = 0
  const messages: Pick<Messages, 'message'> = {
    message: (_extent, items = 1) => {
      most = Math.max(most, items)
      return light(items)
    },
  }
  messageOfSize(messages as Messages, 1_000_000)
  // Without values each would be an item of 152 bytes, and 1 MB of them 330,000 lists.
  expect(most).toBeGreaterThan(1000)
  expect(most).toBeLessThan(2500)
})
