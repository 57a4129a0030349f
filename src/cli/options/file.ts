import { HarnessError, messageOf, readFileWithin, textOf } from '../../core/index.ts'

/**
 * The text of a file that an option names, without a byte order mark.
 * @param reading `maxBytes`: maximum size; `next`: what to do where it cannot be read
 * @throws HarnessError FILE_UNREADABLE
 */
export function readTextFile(
  file: string,
  option: string,
  { maxBytes, next = 'check the path' }: { maxBytes?: number; next?: string } = {},
): string {
  try {
    return textOf(readFileWithin(file, maxBytes))
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', `${file} cannot be read.`, {
      found: messageOf(error),
      where: option,
      next,
      cause: error,
    })
  }
}
