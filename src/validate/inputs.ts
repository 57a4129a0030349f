import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { HarnessError } from '../core/index.ts'

/** Standard input, as it is written on the command line. */
export const STANDARD_INPUT = '-'

/** Files that directories are searched for. */
const PAYLOADS = '**/*.{json,ndjson,jsonl,har}{,.gz}'

/**
 * The files that arguments name: a file as it is, a directory's payloads at every depth, what matches a glob; `-` stays.
 * In the order of the arguments, each file once.
 *
 * @throws HarnessError INVALID_FILE when an argument names nothing
 */
export async function expandInputs(names: readonly string[]): Promise<string[]> {
  const files = new Set<string>()
  for (const name of names) {
    for (const file of await expand(name)) files.add(file)
  }
  return [...files]
}

async function expand(name: string): Promise<readonly string[]> {
  if (name === STANDARD_INPUT) return [name]
  const kind = await stat(name).catch(() => undefined)
  if (kind?.isDirectory() === true) {
    const { glob } = await import('tinyglobby')
    const found = await glob(PAYLOADS, {
      cwd: name,
      ignore: '**/node_modules/**',
      followSymbolicLinks: false,
    })
    if (found.length === 0) throw nothing(name, 'a directory without JSON, NDJSON or HAR files')
    return found.toSorted().map((file) => join(name, file))
  }
  if (kind !== undefined || !/[*?[{]/.test(name)) return [name]
  const { glob } = await import('tinyglobby')
  const found = await glob(name, { expandDirectories: false, absolute: name.startsWith('/') })
  if (found.length === 0) throw nothing(name, 'no file of that pattern')
  return found.toSorted()
}

function nothing(name: string, found: string): HarnessError {
  return new HarnessError('INVALID_FILE', `${JSON.stringify(name)} names no file.`, {
    expected: 'files, directories, globs, or - for standard input',
    found,
    next: 'check the path',
  })
}
