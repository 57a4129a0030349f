import { createWriteStream } from 'node:fs'
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

/**
 * Appends every new entry to a file, as one line of JSON.
 * @throws HarnessError FILE_UNWRITABLE
 */
export async function writeJournal(journal: Journal, file: string): Promise<JournalFile> {
  const stream = createWriteStream(file, { flags: 'a' })
  try {
    await new Promise<void>((resolve, reject) => {
      stream.once('open', () => resolve())
      stream.once('error', reject)
    })
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
  const stop = journal.subscribe((entry) => {
    if (stream.destroyed || stream.writableLength > MAX_WAITING_BYTES) dropped += 1
    else stream.write(`${JSON.stringify(entry)}\n`)
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
