import { HarnessError, messageOf } from '../../../src/core/index.ts'
import { entryDocument } from './entry-document.ts'
import type { Journal } from './journal.ts'
import { LineFile } from './line-file.ts'

export interface JournalFile {
  /** Number of entries not written because the disk was too slow or had no room. */
  readonly dropped: number
  /** Stops writing; resolves when everything is on disk. */
  close(): Promise<void>
}

/** From here on the file goes on under a new name, and one begins anew: a journal takes twice this at most. */
const MAX_FILE_BYTES = 100 * 1024 * 1024

/**
 * Appends every new entry to a file, as one line of JSON. A file that is full becomes `FILE.1`. Nobody else may read
 * either. A disk that fills up does not stop the stub; the file goes on when there is room again.
 * @throws HarnessError FILE_UNWRITABLE
 */
export function writeJournal(
  journal: Journal,
  file: string,
  maxBytes: number = MAX_FILE_BYTES,
): JournalFile {
  const lines = openLines(file, maxBytes)
  const stop = journal.subscribe((entry) =>
    lines.append(`${JSON.stringify(entryDocument(entry))}\n`),
  )
  return {
    get dropped() {
      return lines.dropped
    },
    close: async () => {
      stop()
      await lines.close()
    },
  }
}

function openLines(file: string, maxBytes: number): LineFile {
  try {
    return new LineFile(file, maxBytes)
  } catch (error) {
    throw new HarnessError('FILE_UNWRITABLE', `The journal cannot be written to ${file}.`, {
      found: messageOf(error),
      where: file,
      next: 'choose another file with --journal',
      cause: error,
    })
  }
}
