import type { ByteSource } from './byte-source.ts'

/** Some whole lines of a source. */
export interface Block {
  /** The last one ends in a newline, except at the source's end. To be read before the next block is asked for. */
  readonly lines: Buffer
  /** True when it is the beginning of a line that is longer than the bound; the rest of it is passed over. */
  readonly oversize: boolean
}

export interface BlockOptions {
  /** How much is read at once, in bytes. */
  readonly blockBytes?: number
  /** Longer lines are cut, in bytes. */
  readonly maxLineBytes?: number
}

export const MAX_LINE_BYTES = 16 * 1024 * 1024

/** What is kept of a line beyond the bound. */
const SHOWN_BYTES = 200

const NEWLINE = 10

/**
 * Cuts a source into blocks of whole lines, reading the next block while the last one is judged. The memory it takes
 * depends on the longest line, up to the bound, and not on the source.
 */
export async function* blocksOf(
  source: ByteSource,
  { blockBytes = 1024 * 1024, maxLineBytes = MAX_LINE_BYTES }: BlockOptions = {},
): AsyncGenerator<Block> {
  let current = Buffer.allocUnsafe(blockBytes)
  let spare = Buffer.alloc(0)
  let filled = await source.read(current, 0)
  let skipping = false
  // No newline precedes this index: a long line in small pieces is searched once, not once for each piece.
  let searched = 0
  for (;;) {
    const last = current.subarray(searched, filled).lastIndexOf(NEWLINE)
    const end = last === -1 ? 0 : searched + last + 1
    searched = filled
    if (end === 0 && filled < current.length) {
      const count = await source.read(current, filled)
      filled += count
      if (count > 0) continue
      if (filled > 0 && !skipping) yield { lines: current.subarray(0, filled), oversize: false }
      return
    }
    if (end === 0 && filled < maxLineBytes) {
      current = grown(current, Math.min(maxLineBytes, filled * 2))
      continue
    }
    if (end === 0) {
      if (!skipping) yield { lines: current.subarray(0, SHOWN_BYTES), oversize: true }
      skipping = true
      searched = 0
      filled = await source.read(current, 0)
      if (filled === 0) return
      continue
    }
    const next = spare.length < current.length ? Buffer.allocUnsafe(current.length) : spare
    const rest = current.copy(next, 0, end, filled)
    const reading = source.read(next, rest)
    // A failure is met where the read is awaited, after the lines before it are judged.
    reading.catch(() => undefined)
    const start = skipping ? current.indexOf(NEWLINE) + 1 : 0
    skipping = false
    if (end > start) yield { lines: current.subarray(start, end), oversize: false }
    const count = await reading
    spare = current
    current = next
    filled = rest + count
    searched = rest
    if (count === 0) {
      if (filled > 0) yield { lines: current.subarray(0, filled), oversize: false }
      return
    }
  }
}

function grown(buffer: Buffer, length: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafe(length)
  buffer.copy(larger)
  return larger
}
