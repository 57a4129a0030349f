import { existsSync, lstatSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { HarnessError, messageOf, replaceFile } from '../core/index.ts'

/**
 * Writes a report, and creates its folder.
 * @param where the option that names it
 * @throws HarnessError FILE_UNWRITABLE
 */
export function writeReport(file: string, text: string, where = '--junit'): void {
  try {
    makeFolder(dirname(resolve(file)))
    replaceFile(file, text)
  } catch (error) {
    throw new HarnessError('FILE_UNWRITABLE', `The report ${file} cannot be written.`, {
      where,
      found: messageOf(error),
      next: 'name a file in a folder that may be written to',
      cause: error,
    })
  }
}

/** Removes the report of an earlier run; what is not a plain file (`/dev/stdout`) stays. */
export function removeReport(file: string): void {
  try {
    if (lstatSync(file).isFile()) rmSync(file)
  } catch {
    // It is not there, or it cannot be written either, which is said when the report is.
  }
}

/** Creates one folder after the other, because Node's recursive call never returns on some file systems (`/proc`). */
export function makeFolder(directory: string): void {
  if (existsSync(directory)) return
  makeFolder(dirname(directory))
  mkdirSync(directory)
}
