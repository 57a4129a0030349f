import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Bytes; what a file that a user names may hold where nothing else is said. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024

const PIECE_BYTES = 64 * 1024

/**
 * The bytes of a file, or of the pipe or device that a path names: of an endless one, too, no more than the limit is read.
 *
 * @param maxBytes how much the file may hold
 * @throws Error of the system, or one that says how large the file is and may be
 */
export function readFileWithin(path: string, maxBytes: number = MAX_FILE_BYTES): Buffer {
  const descriptor = openSync(path, 'r')
  try {
    // 0 of what is not a regular file, and of some that are: `/proc` knows no sizes.
    const { size } = fstatSync(descriptor)
    if (size > maxBytes) throw tooLarge(maxBytes)
    return readToEnd(descriptor, Math.max(size + 1, PIECE_BYTES), maxBytes)
  } finally {
    closeSync(descriptor)
  }
}

function readToEnd(descriptor: number, firstBytes: number, maxBytes: number): Buffer {
  let buffer = Buffer.allocUnsafe(firstBytes)
  let length = 0
  for (;;) {
    const count = readSync(descriptor, buffer, length, buffer.length - length, null)
    if (count === 0) return buffer.subarray(0, length)
    length += count
    if (length > maxBytes) throw tooLarge(maxBytes)
    if (length === buffer.length) {
      const larger = Buffer.allocUnsafe(Math.min(2 * length, maxBytes + 1))
      buffer.copy(larger)
      buffer = larger
    }
  }
}

function tooLarge(maxBytes: number): Error {
  return new Error(`it is larger than ${maxBytes} bytes`)
}
