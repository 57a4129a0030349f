import {
  closeSync,
  createWriteStream,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  truncateSync,
  type WriteStream,
} from 'node:fs'
import { finished } from 'node:stream/promises'

/** Bytes that may wait for the disk before lines are dropped. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024

interface OpenFile {
  readonly stream: WriteStream
  /** Pipes and devices have neither a length nor another name. */
  readonly isRegular: boolean
  /** With everything that waits. */
  bytes: number
  /** Of the lines that are written. */
  written: number
}

/**
 * Appends lines to a file that nobody else may read. A file that is full becomes `FILE.1`. Where a line cannot be
 * written, because the disk is full for example, it is dropped, and the next one is tried again after the last whole
 * one.
 */
export class LineFile {
  readonly #path: string
  readonly #maxBytes: number
  #file: OpenFile
  #dropped = 0

  /** @throws Error of the system, when the file cannot be opened */
  constructor(path: string, maxBytes: number) {
    this.#maxBytes = maxBytes
    this.#file = openFile(path)
    // A link is followed, and stays one when the file goes on under another name. Pipes may have no path.
    this.#path = this.#file.isRegular ? realpathSync(path) : path
  }

  /** How many lines were not written. */
  get dropped(): number {
    return this.#dropped
  }

  /** @param line with its end */
  append(line: string): void {
    if (this.#file.stream.writableLength > MAX_WAITING_BYTES || !this.#reopenFailed()) {
      this.#dropped += 1
      return
    }
    const bytes = Buffer.byteLength(line)
    this.#rotateBefore(bytes)
    const file = this.#file
    file.bytes += bytes
    file.stream.write(line, (error) => {
      if (error === null || error === undefined) file.written += bytes
      else this.#dropped += 1
    })
  }

  /** Resolves when everything that can be written is. */
  async close(): Promise<void> {
    const { stream } = this.#file
    if (stream.destroyed) return
    stream.end()
    await finished(stream).catch(() => undefined)
  }

  /** Opens the file again after a failure, without the line that was cut off by it. @returns whether it is open */
  #reopenFailed(): boolean {
    const { stream, isRegular, written } = this.#file
    if (!stream.destroyed) return true
    try {
      if (isRegular) truncateSync(this.#path, written)
      this.#file = openFile(this.#path)
      return true
    } catch {
      return false
    }
  }

  /** What still waits goes to the file that was opened for it, whatever it is called then. */
  #rotateBefore(bytes: number): void {
    const { stream, isRegular, bytes: size } = this.#file
    if (!isRegular || size === 0 || size + bytes <= this.#maxBytes) return
    try {
      renameSync(this.#path, `${this.#path}.1`)
      this.#file = openFile(this.#path)
      stream.end()
    } catch {
      // Somebody took the file or its folder away: it goes on in the one that is open.
    }
  }
}

function openFile(path: string): OpenFile {
  const descriptor = openSync(path, 'a+', 0o600)
  try {
    const status = fstatSync(descriptor)
    const isRegular = status.isFile()
    const isCut = isRegular && status.size > 0 && !endsLine(descriptor, status.size)
    const stream = createWriteStream(path, { fd: descriptor })
    // Told to each line that is concerned.
    stream.on('error', () => undefined)
    if (isCut) stream.write('\n')
    const written = status.size + (isCut ? 1 : 0)
    return { stream, isRegular, bytes: written, written }
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

/** A process that was killed may have left half a line. */
function endsLine(descriptor: number, size: number): boolean {
  const last = Buffer.alloc(1)
  readSync(descriptor, last, 0, 1, size - 1)
  return last.toString() === '\n'
}
