import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'

/**
 * Writes a file under a temporary name beside it first, so that nobody reads half of it, and a process that is killed or a
 * disk that is full leaves the file as it was. What is not a regular file, as a pipe, is written to directly.
 *
 * @throws Error of the system
 */
export function replaceFile(path: string, text: string): void {
  const target = existing(path)
  if (target?.isRegular === false) {
    writeFileSync(path, text)
    return
  }
  const final = target?.path ?? path
  const part = `${final}.part`
  try {
    writeFileSync(part, text)
    renameSync(part, final)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

/** What a path leads to; a link is followed, and stays one. */
function existing(
  path: string,
): { readonly path: string; readonly isRegular: boolean } | undefined {
  const status = statSync(path, { throwIfNoEntry: false })
  if (status === undefined) return undefined
  // Some entries of /proc and /dev lead to no path.
  return status.isFile()
    ? { path: realpathSync(path), isRegular: true }
    : { path, isRegular: false }
}
