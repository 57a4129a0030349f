/**
 * How a capture of the proxy goes on with an entry: each has a line of its own, which JSON text never breaks. Of one that was
 * hardly begun, what is left of the capture's former end follows.
 */
const ENTRY_START = /[,[]\n\{|,\n\}\}\n$|,\]\}\}\n$/g
const END = '\n]}}\n'

/**
 * The entries before the last of a capture whose writer was killed amid it, as a complete capture; `undefined` for one with
 * its end. Places remain where they are.
 */
export function withoutCutEntry(document: Uint8Array): Buffer | undefined {
  const text = Buffer.from(document).toString('latin1')
  if (!text.startsWith('{"log":{') || text.endsWith(END)) return undefined
  let last: number | undefined
  for (const { index } of text.matchAll(ENTRY_START)) last = index
  if (last === undefined) return undefined
  const kept = text[last] === ',' ? last : last + 1
  return Buffer.from(text.slice(0, kept) + END, 'latin1')
}
