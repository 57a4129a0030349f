import { HarnessError, messageOf, readFileWithin, textOf } from '../core/index.ts'

/** A kind of file that a user hands to a run. */
type Kind = 'waivers' | 'fixtures'

/** Ten thousand orders or waivers; the time to parse YAML is bounded with it. */
const MAX_BYTES = 1024 * 1024

/**
 * The content of a YAML or JSON file.
 * @throws HarnessError INVALID_FILE, FILE_UNREADABLE
 */
export async function readYaml(file: string, kind: Kind): Promise<unknown> {
  let text: string
  try {
    text = textOf(readFileWithin(file, MAX_BYTES))
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', `${file} cannot be read.`, {
      found: messageOf(error),
      where: file,
      next: 'check the path',
    })
  }
  // Few runs are handed such a file, and the package takes as long to load as the contract.
  const { parse } = await import('yaml')
  try {
    return parse(text, { logLevel: 'error' }) as unknown
  } catch (error) {
    throw invalidFile(file, kind, messageOf(error).split('\n')[0] ?? 'unreadable', 'YAML or JSON')
  }
}

export function invalidFile(
  file: string,
  kind: Kind,
  found: string,
  expected: string,
): HarnessError {
  return new HarnessError('INVALID_FILE', `${file} is not a valid ${kind} file.`, {
    expected,
    found,
    where: file,
  })
}
