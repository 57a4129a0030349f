import { createWriteStream, openSync, renameSync, statSync, type WriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { HarnessError, messageOf } from '../../../src/core/index.ts'
import type { Journal } from './journal.ts'

export interface JournalFile {
  /** Number of entries not written because the disk was too slow. */
  readonly dropped: number
  /** Stops writing; resolves when everything is on disk. */
  close(): Promise<void>
}

/** Bytes that may wait for the disk before entries are dropped. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024

/** From here on the file goes on under a new name, and one begins anew: a journal takes twice this at most. */
const MAX_FILE_BYTES = 100 * 1024 * 1024

/**
 * Appends every new entry to a file, as one line of JSON. A file that is full becomes `FILE.1`. Nobody else may read either.
 * @throws HarnessError FILE_UNWRITABLE
 */
export function writeJournal(
  journal: Journal,
  file: string,
  maxBytes: number = MAX_FILE_BYTES,
): JournalFile {
  let stream: WriteStream
  let bytes: number
  let isRegular: boolean
  try {
    stream = openStream(file)
    const status = statSync(file)
    bytes = status.size
    isRegular = status.isFile()
  } catch (error) {
    throw new HarnessError('FILE_UNWRITABLE', `The journal cannot be written to ${file}.`, {
      found: messageOf(error),
      where: file,
      next: 'choose another file with --journal',
      cause: error,
    })
  }
  let dropped = 0
  // A disk that fills up later must not stop the stub.
  stream.on('error', () => undefined)
  /** What is still to be written goes to the file that is open, whatever it is called then. */
  const rotate = (): void => {
    try {
      renameSync(file, `${file}.1`)
      const next = openStream(file)
      stream.end()
      stream = next
      stream.on('error', () => undefined)
      bytes = 0
    } catch {
      // Somebody took the file or its folder away: it goes on in the one that is open.
    }
  }
  const stop = journal.subscribe((entry) => {
    if (stream.destroyed || stream.writableLength > MAX_WAITING_BYTES) dropped += 1
    else {
      const line = `${JSON.stringify(entry)}\n`
      if (isRegular && bytes > 0 && bytes + line.length > maxBytes) rotate()
      bytes += Buffer.byteLength(line)
      stream.write(line)
    }
  })
  return {
    get dropped() {
      return dropped
    },
    close: async () => {
      stop()
      if (stream.destroyed) return
      stream.end()
      await finished(stream)
    },
  }
}

function openStream(file: string): WriteStream {
  return createWriteStream(file, { fd: openSync(file, 'a', 0o600) })
}
