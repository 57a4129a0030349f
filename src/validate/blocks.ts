import type { ByteSource } from './source.ts'

/** Some whole lines of a source. */
export interface Block {
  /** Zeros follow the lines, so that a reader may look a little beyond the end. The reader's, who may give it back. */
  readonly buffer: Buffer
  /** The lines are the bytes before this index; the last one ends in a newline, except at the source's end. */
  readonly length: number
  /** True when it is the beginning of a line that is longer than the bound; the rest of it is passed over. */
  readonly oversize: boolean
}

export interface BlockOptions {
  /** How much is read at once, in bytes. */
  readonly blockBytes?: number
  /** Longer lines are cut, in bytes. */
  readonly maxLineBytes?: number
  /** Where buffers come from; default: always new ones. */
  readonly pool?: BufferPool
}

/**
 * Buffers that are used again. Their memory is shared, so that other threads can look at it: to hand ordinary memory
 * over and back would slow down every access to bytes in this process for good.
 */
export class BufferPool {
  #free: Buffer[] = []

  take(length: number): Buffer {
    const index = this.#free.findIndex((buffer) => buffer.length >= length)
    return this.#free.splice(index, index === -1 ? 0 : 1)[0] ?? sharedBuffer(length)
  }

  give(buffer: Buffer): void {
    this.#free.push(buffer)
  }
}

/** How far a reader of a block may look beyond its end. */
export const PADDING = 256

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
  {
    blockBytes = 1024 * 1024,
    maxLineBytes = MAX_LINE_BYTES,
    pool = new BufferPool(),
  }: BlockOptions = {},
): AsyncGenerator<Block> {
  let current = pool.take(blockBytes + PADDING)
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
      if (!skipping) yield beginningOf(current)
      skipping = true
      searched = 0
      filled = await source.read(bounded(current), 0)
      if (filled === 0) return
      continue
    }
    const next = pool.take(current.length)
    const rest = current.copy(next, 0, end, filled)
    const reading = source.read(bounded(next), rest)
    // A failure is met where the read is awaited, after the lines before it are judged.
    reading.catch(() => undefined)
    const start = skipping ? current.indexOf(NEWLINE) + 1 : 0
    skipping = false
    if (start > 0) current.copy(current, 0, start, end)
    if (end > start) yield blockOf(current, end - start)
    const count = await reading
    current = next
    filled = rest + count
    searched = rest
    if (count === 0) {
      if (filled > 0) yield blockOf(current, filled)
      return
    }
  }
}

function sharedBuffer(length: number): Buffer {
  return Buffer.from(new SharedArrayBuffer(length))
}

function bounded(buffer: Buffer): Buffer {
  return buffer.subarray(0, buffer.length - PADDING)
}

function blockOf(buffer: Buffer, length: number): Block {
  buffer.fill(0, length, length + PADDING)
  return { buffer, length, oversize: false }
}

function beginningOf(buffer: Buffer): Block {
  const beginning = Buffer.from(buffer.subarray(0, SHOWN_BYTES))
  return { buffer: beginning, length: beginning.length, oversize: true }
}

function grown(buffer: Buffer, length: number): Buffer {
  const larger = sharedBuffer(length + PADDING)
  buffer.copy(larger)
  return larger
}
