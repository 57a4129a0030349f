import { expect, it } from 'vitest'
import { collectGarbage } from '../../src/cli/memory.ts'
import { describeChange } from '../../src/messages/index.ts'

it('describes a change to a long value with the beginning of it', () => {
  const value = { text: 'x'.repeat(1000) }
  expect(describeChange({ operator: 'set', at: ['order'], value })).toBe(
    `/order = {"text":"${'x'.repeat(71)}…`,
  )
})

it('keeps nothing of the long values that it describes the changes to', () => {
  const describe = (index: number): string =>
    describeChange({ operator: 'set', at: [], value: `${index}`.repeat(50_000) })
  collectGarbage()
  const before = process.memoryUsage().heapUsed
  const descriptions = Array.from({ length: 500 }, (_, index) => describe(index + 100))
  collectGarbage()
  // Together they are 75 MB.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(15e6)
  expect(descriptions[0]).toMatch(/^the body = "100100/)
})
