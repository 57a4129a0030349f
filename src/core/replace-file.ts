import {
  closeSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'

/** What a file is to hold: a text, or its pieces one after the other. */
export type FileContent = string | Iterable<string>

/**
 * Writes a file under a temporary name beside it first, so that nobody reads half of it, and a process that is killed or a
 * disk that is full leaves the file as it was. What is not a regular file, as a pipe, is written to directly.
 *
 * @throws Error of the system
 */
export function replaceFile(path: string, content: FileContent): void {
  const target = existing(path)
  if (target?.isRegular === false) {
    write(path, content)
    return
  }
  const final = target?.path ?? path
  const part = `${final}.part`
  try {
    write(part, content)
    renameSync(part, final)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

function write(path: string, content: FileContent): void {
  const descriptor = openSync(path, 'w')
  try {
    // A text is iterable itself, letter by letter.
    for (const piece of typeof content === 'string' ? [content] : content)
      writeFileSync(descriptor, piece)
  } finally {
    closeSync(descriptor)
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
