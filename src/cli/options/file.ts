import { readFileSync } from 'node:fs'
import { HarnessError, messageOf, textOf } from '../../core/index.ts'

/**
 * The text of a file that an option names, without a byte order mark.
 * @throws HarnessError FILE_UNREADABLE
 */
export function readTextFile(file: string, option: string): string {
  try {
    return textOf(readFileSync(file))
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', `${file} cannot be read.`, {
      found: messageOf(error),
      where: option,
      next: 'check the path',
      cause: error,
    })
  }
}
