/** What a parser takes grows with these rather than with the bytes: megabytes of text are read in milliseconds. */
const MOST_VALUES = 250_000
/** Each different name is kept in a table; a hundred thousand of them take longer than anything else in five megabytes. */
const MOST_NAMES = 20_000

const TOO_MANY_VALUES = `more than ${grouped(MOST_VALUES)} values`
const TOO_MANY_NAMES = `more than ${grouped(MOST_NAMES)} different names of properties`

/** With commas; `toLocaleString` would load a locale at the start of every command. */
function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
}

/** A name with its value and what separates it from the next. */
const LEAST_BYTES_OF_NAME = 5

/**
 * What bytes hold too much of to be parsed as JSON without a noticeable halt, `more than 250,000 values` for example, or
 * `undefined`. No message comes near it. Bytes that are not JSON may be said to hold anything.
 */
export function excessOf(bytes: Uint8Array): string | undefined {
  if (bytes.length <= MOST_NAMES * LEAST_BYTES_OF_NAME) return undefined
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // Searched by the system, which is fast where there is little to find.
  const isPlain = [COLON, COMMA, LIST, OBJECT].every((sign) => !hasManyOf(buffer, sign))
  return isPlain ? undefined : counted(buffer)
}

function hasManyOf(buffer: Buffer, sign: number): boolean {
  let count = 0
  for (let at = buffer.indexOf(sign); at !== -1; at = buffer.indexOf(sign, at + 1)) {
    count++
    if (count > MOST_NAMES) return true
  }
  return false
}

function counted(bytes: Uint8Array): string | undefined {
  const { length } = bytes
  const names = new Set<number>()
  let values = 1
  for (let at = 0; at < length; at++) {
    const byte = bytes[at]
    if (byte === COMMA || byte === LIST || byte === OBJECT) values++
    else if (byte === QUOTE) {
      let hash = 0
      for (at++; at < length && bytes[at] !== QUOTE; at++) {
        if (bytes[at] === BACKSLASH) hash = mixed(hash, bytes[at++] ?? 0)
        hash = mixed(hash, bytes[at] ?? 0)
      }
      if (isName(bytes, at + 1)) names.add(hash)
    }
    if (values > MOST_VALUES) return TOO_MANY_VALUES
    if (names.size > MOST_NAMES) return TOO_MANY_NAMES
  }
  return undefined
}

function mixed(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193)
}

/** Whether what ends before an index is followed by a colon. */
function isName(bytes: Uint8Array, end: number): boolean {
  let at = end
  while ((bytes[at] ?? COLON) <= SPACE) at++
  return bytes[at] === COLON
}

const SPACE = 32
const QUOTE = 34
const COMMA = 44
const COLON = 58
const LIST = 91
const BACKSLASH = 92
const OBJECT = 123
