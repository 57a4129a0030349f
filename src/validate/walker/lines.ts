import { isUtf8 } from 'node:buffer'
import type { Walk } from './compile.ts'

/** What walkers found in some lines. Plain data: it travels between threads. */
export interface WalkedLines {
  /** How many lines there are, blank ones included. */
  readonly lines: number
  /** How many lines each walker passed. */
  readonly valid: readonly number[]
  /** Lines that no walker passed, blank ones left out: the number of lines before it, start and end of each, in turn. */
  readonly doubtful: readonly number[]
}

/**
 * Walks whole lines, each with the walker that passed the line before, then with the others.
 * @param length of the lines in the buffer, which zeros follow
 */
export function walkLines(buffer: Buffer, length: number, walks: readonly Walk[]): WalkedLines {
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  const walkable = isUtf8(buffer.subarray(0, length)) ? walks : []
  const valid = walks.map(() => 0)
  const doubtful: number[] = []
  let latest = 0
  let lines = 0
  for (let at = 0; at < length; lines++) {
    let end = -1
    for (let turn = 0; turn < walkable.length && end === -1; turn++) {
      const index = (latest + turn) % walkable.length
      end = endOfLine(buffer, walkable[index]?.(buffer, view, at) ?? -1, length)
      if (end === -1) continue
      latest = index
      valid[index] = (valid[index] ?? 0) + 1
    }
    if (end === -1) {
      const newline = buffer.indexOf(10, at)
      end = newline === -1 || newline > length ? length : newline
      if (!isBlank(buffer, at, end)) doubtful.push(lines, at, end)
    }
    at = end + 1
  }
  return { lines, valid, doubtful }
}

/** The index of the newline after a value that ends at `at`; −1 when something else follows. */
function endOfLine(buffer: Buffer, at: number, length: number): number {
  if (at === -1) return -1
  let index = at
  while (isBlankByte(buffer[index])) index++
  return buffer[index] === 10 || index === length ? index : -1
}

function isBlank(buffer: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isBlankByte(buffer[at])) return false
  return true
}

function isBlankByte(byte: number | undefined): boolean {
  return byte === 32 || byte === 13 || byte === 9
}
