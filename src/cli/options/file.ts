import { HarnessError, messageOf, readFileWithin, textOf } from '../../core/index.ts'

/**
 * The text of a file that an option names, without a byte order mark.
 * @param maxBytes maximum size
 * @throws HarnessError FILE_UNREADABLE
 */
export function readTextFile(file: string, option: string, maxBytes?: number): string {
  try {
    return textOf(readFileWithin(file, maxBytes))
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', `${file} cannot be read.`, {
      found: messageOf(error),
      where: option,
      next: 'check the path',
      cause: error,
    })
  }
}
