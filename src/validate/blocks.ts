import type { ByteSource } from './source.ts'

/** Some whole lines of a source. */
export interface Block {
  /** Zeros follow the lines, so that a reader may look a little beyond the end. Valid until the next block is asked for. */
  readonly buffer: Buffer
  /** The lines are the bytes before this index; the last one ends in a newline, except at the source's end. */
  readonly length: number
  /** True when the lines are one piece of a line that is longer than the bound; the rest of it is passed over. */
  readonly oversize: boolean
}

export interface BlockOptions {
  /** How much is read at once, in bytes. */
  readonly blockBytes?: number
  /** Longer lines are cut, in bytes. */
  readonly maxLineBytes?: number
}

/** How far a reader of a block may look beyond its end. */
export const PADDING = 256

export const MAX_LINE_BYTES = 16 * 1024 * 1024

const NEWLINE = 10

/**
 * Cuts a source into blocks of whole lines, reading the next block while the last one is judged. The memory it takes
 * depends on the longest line, up to the bound, and not on the source.
 */
export async function* blocksOf(
  source: ByteSource,
  { blockBytes = 1024 * 1024, maxLineBytes = MAX_LINE_BYTES }: BlockOptions = {},
): AsyncGenerator<Block> {
  let current: Buffer = Buffer.alloc(blockBytes + PADDING)
  let spare: Buffer = Buffer.alloc(blockBytes + PADDING)
  let filled = await source.read(bounded(current), 0)
  let skipping = false
  // No newline stands before this index: a long line that comes in small pieces is searched once, not once a piece.
  let searched = 0
  for (;;) {
    const last = current.subarray(searched, filled).lastIndexOf(NEWLINE)
    const end = last === -1 ? 0 : searched + last + 1
    searched = filled
    const isFull = filled >= current.length - PADDING
    if (end === 0 && !isFull) {
      const count = await source.read(bounded(current), filled)
      filled += count
      if (count > 0) continue
      if (filled > 0 && !skipping) yield blockOf(current, filled)
      return
    }
    if (end === 0 && filled < maxLineBytes) {
      current = grown(current, Math.min(maxLineBytes, filled * 2))
      continue
    }
    if (end === 0) {
      if (!skipping) yield { ...blockOf(current, filled), oversize: true }
      skipping = true
      searched = 0
      filled = await source.read(bounded(current), 0)
      if (filled === 0) return
      continue
    }
    if (spare.length < current.length) spare = Buffer.alloc(current.length)
    const rest = current.copy(spare, 0, end, filled)
    const reading = source.read(bounded(spare), rest)
    // A failure is met where the read is awaited, after the lines before it are judged.
    reading.catch(() => undefined)
    const start = skipping ? current.indexOf(NEWLINE) + 1 : 0
    skipping = false
    if (start > 0) current.copy(current, 0, start, end)
    if (end > start) yield blockOf(current, end - start)
    const count = await reading
    ;[current, spare] = [spare, current]
    filled = rest + count
    searched = rest
    if (count === 0) {
      if (filled > 0) yield blockOf(current, filled)
      return
    }
  }
}

function bounded(buffer: Buffer): Buffer {
  return buffer.subarray(0, buffer.length - PADDING)
}

function blockOf(buffer: Buffer, length: number): Block {
  buffer.fill(0, length, length + PADDING)
  return { buffer, length, oversize: false }
}

function grown(buffer: Buffer, length: number): Buffer {
  const larger = Buffer.alloc(length + PADDING)
  buffer.copy(larger)
  return larger
}
