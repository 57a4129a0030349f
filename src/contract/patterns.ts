/**
 * A pattern of a schema as JSON Schema wants it read, with the `u` flag; without it where only that can be read, as
 * `\-` and `[\w-.]`, which other validators accept. `undefined`: no JavaScript engine reads it.
 */
export function readPattern(pattern: string): RegExp | undefined {
  const known = read.get(pattern)
  if (known !== undefined) return known === 'unreadable' ? undefined : known
  const found = withFlags(pattern, 'u') ?? withFlags(pattern, '')
  if (read.size >= MOST_KEPT) read.clear()
  read.set(pattern, found ?? 'unreadable')
  return found
}

const read = new Map<string, RegExp | 'unreadable'>()

/** Contracts have fewer; what is added to them goes on working. */
const MOST_KEPT = 10_000

function withFlags(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags)
  } catch {
    return undefined
  }
}
