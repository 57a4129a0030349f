import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { HarnessError, messageOf } from '../core/index.ts'

/** Standard input, as it is written on the command line. */
export const STANDARD_INPUT = '-'

/** Files that directories are searched for. */
const PAYLOAD = /\.(?:json|ndjson|jsonl|har)(?:\.(?:gz|br|zz|zlib|deflate|zst))?$/

/**
 * The files that arguments name: a file as it is, a directory's payloads at every depth, what matches a glob; `-` stays.
 * In the order of the arguments, each file once.
 *
 * @param onUnreadable called with each directory that cannot be searched
 * @throws HarnessError INVALID_FILE when an argument names nothing
 */
export async function expandInputs(
  names: readonly string[],
  onUnreadable: (error: HarnessError) => void,
): Promise<string[]> {
  const files = new Set<string>()
  for (const name of names) {
    for (const file of await expand(name, onUnreadable)) files.add(file)
  }
  return [...files]
}

async function expand(
  name: string,
  onUnreadable: (error: HarnessError) => void,
): Promise<readonly string[]> {
  if (name === STANDARD_INPUT) return [name]
  const kind = await stat(name).catch(() => undefined)
  if (kind?.isDirectory() === true) {
    let isWhole = true
    const found = await payloadsBelow(name, (error) => {
      isWhole = false
      onUnreadable(error)
    })
    if (found.length === 0 && isWhole)
      throw nothing(name, 'a directory without JSON, NDJSON or HAR files')
    return found.toSorted()
  }
  if (kind !== undefined || !/[*?[{]/.test(name)) return [name]
  const { glob } = await import('tinyglobby')
  const found = await glob(name, { expandDirectories: false, absolute: name.startsWith('/') })
  if (found.length === 0) throw nothing(name, 'no file of that pattern')
  return found.toSorted()
}

/** Links to files are followed, as mounted configuration consists of them; links to directories are not: they may lead round. */
async function payloadsBelow(
  directory: string,
  onUnreadable: (error: HarnessError) => void,
): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    onUnreadable(unsearchable(directory, error))
    return []
  })
  const found: string[] = []
  for (const entry of entries) {
    const path = join(directory, entry.name)
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    if (entry.isDirectory()) found.push(...(await payloadsBelow(path, onUnreadable)))
    else if (PAYLOAD.test(entry.name) && (entry.isFile() || (await leadsToFile(path)))) {
      found.push(path)
    }
  }
  return found
}

/** A link that leads nowhere counts, so that it is reported; a pipe or socket does not: it may never end. */
async function leadsToFile(path: string): Promise<boolean> {
  const kind = await stat(path).catch(() => undefined)
  return kind === undefined || kind.isFile()
}

function unsearchable(directory: string, cause: unknown): HarnessError {
  return new HarnessError('FILE_UNREADABLE', `The directory ${directory} cannot be searched.`, {
    where: directory,
    found: messageOf(cause),
    next: 'check its permissions',
    cause,
  })
}

function nothing(name: string, found: string): HarnessError {
  return new HarnessError('INVALID_FILE', `${JSON.stringify(name)} names no file.`, {
    expected: 'files, directories, globs, or - for standard input',
    found,
    next: 'check the path',
  })
}
