import { array, assert, asyncProperty, constantFrom, integer, string } from 'fast-check'
import { expect, it, vi } from 'vitest'
import { blocksOf } from '../../src/validate/blocks.ts'
import type { ByteSource } from '../../src/validate/byte-source.ts'

/** A source that hands out pieces of the given sizes, in turn. */
function inPieces(text: string, sizes: readonly number[]): ByteSource {
  const bytes = Buffer.from(text)
  let at = 0
  let turn = 0
  return {
    read: async (buffer, from) => {
      const size = sizes[turn++ % sizes.length] ?? 1
      const count = bytes.copy(buffer, from, at, Math.min(at + size, bytes.length))
      at += count
      return count
    },
    close: async () => undefined,
  }
}

const BOUND = 40

it('however a source comes, its lines come whole and in order, and those beyond the bound are told apart', async () => {
  const lines = array(
    constantFrom('', 'a', 'é'.repeat(9), 'x'.repeat(BOUND), 'y'.repeat(BOUND * 3)),
  )
  const sizes = array(integer({ min: 1, max: 64 }), { minLength: 1, maxLength: 4 })
  await assert(
    asyncProperty(
      lines,
      sizes,
      integer({ min: 1, max: 30 }),
      string({ maxLength: 3 }),
      async (whole, pieces, blockBytes, rest) => {
        const text = `${whole.map((one) => `${one}\n`).join('')}${rest.replaceAll('\n', '')}`
        const seen: string[] = []
        const options = { blockBytes, maxLineBytes: BOUND }
        for await (const { lines: seenLines, oversize } of blocksOf(
          inPieces(text, pieces),
          options,
        )) {
          const got = seenLines.toString()
          if (oversize) seen.push('too long')
          else seen.push(...got.replace(/\n$/, '').split('\n'))
        }
        const expected = text
          .split('\n')
          .map((one) => (Buffer.byteLength(one) > BOUND ? 'too long' : one))
        if (expected.at(-1) === '') expected.pop()
        // A line as long as the bound may be either: its newline need not fit.
        const isSame =
          seen.length === expected.length &&
          expected.every(
            (one, index) =>
              seen[index] === one || (one.length === BOUND && seen[index] === 'too long'),
          )
        expect(isSame, JSON.stringify({ seen, expected })).toBe(true)
      },
    ),
    { numRuns: 500 },
  )
})

it('a long line that comes in small pieces is searched once', async () => {
  const text = `${'x'.repeat(400_000)}\n{}\n`
  const search = vi.spyOn(Buffer.prototype, 'lastIndexOf')
  let blocks = 0
  for await (const _ of blocksOf(inPieces(text, [500]), { blockBytes: 64 })) blocks++
  const searched = search.mock.contexts.reduce((sum, { length }) => sum + length, 0)
  search.mockRestore()
  expect(blocks).toBeGreaterThan(0)
  expect(searched).toBeLessThan(text.length * 3)
})
