import { readFileSync } from 'node:fs'
import { HarnessError, messageOf } from '../../core/index.ts'

/**
 * The text of a file that an option names.
 * @throws HarnessError FILE_UNREADABLE
 */
export function readTextFile(file: string, option: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', `${file} cannot be read.`, {
      found: messageOf(error),
      where: option,
      next: 'check the path',
      cause: error,
    })
  }
}
