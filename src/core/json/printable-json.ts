import { isUnprintable } from '../printable.ts'

/**
 * JSON text in UTF-8 in which whatever is unprintable is escaped, as {@link printable} spells it out: it stays the same JSON.
 * For files, which are shown on terminals too. Five megabytes that are unprintable altogether keep a server from nothing
 * else, so no string is made of each character.
 *
 * @param json as `JSON.stringify` makes it, which escapes all of C0 and lone surrogates
 */
export function printableJson(json: string): Buffer {
  const utf8 = Buffer.from(json)
  const size = escape(utf8)
  if (size === utf8.length) return utf8
  const shown = Buffer.allocUnsafe(size)
  escape(utf8, shown)
  return shown
}

/** Bytes of a text in UTF-8 once {@link printableJson} has escaped what is unprintable in it. */
export function printableSize(utf8: Buffer): number {
  return escape(utf8)
}

const DELETE = 0x7f
const LAST_OF_UNIT = 0xffff

/**
 * Writes a text with its escapes where a target is there. One loop for both, without a call for each character found: that
 * takes several times as long.
 *
 * @returns how many bytes these are
 */
function escape(utf8: Buffer, target?: Buffer): number {
  let read = 0
  let written = 0
  for (let at = 0; at < utf8.length;) {
    const first = utf8[at] ?? 0
    if (first < DELETE) {
      at++
      continue
    }
    const end = at + lengthOf(first)
    const codePoint = codePointAt(utf8, at, first)
    if (isKnownUnprintable(codePoint)) {
      // A copy of nothing takes longer than all the rest.
      if (target !== undefined && at > read) utf8.copy(target, written, read, at)
      written += at - read
      if (target !== undefined) writeEscape(target, written, codePoint)
      written += codePoint > LAST_OF_UNIT ? 2 * ESCAPE_BYTES : ESCAPE_BYTES
      read = end
    }
    at = end
  }
  if (target !== undefined) utf8.copy(target, written, read)
  return written + utf8.length - read
}

/** Bytes of a character, by the first of them. */
function lengthOf(first: number): number {
  return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
}

function codePointAt(utf8: Uint8Array, at: number, first: number): number {
  switch (lengthOf(first)) {
    case 1:
      return first
    case 2:
      return ((first & 0x1f) << 6) | bits(utf8, at + 1)
    case 3:
      return ((first & 0x0f) << 12) | (bits(utf8, at + 1) << 6) | bits(utf8, at + 2)
    default:
      return (
        ((first & 0x07) << 18) |
        (bits(utf8, at + 1) << 12) |
        (bits(utf8, at + 2) << 6) |
        bits(utf8, at + 3)
      )
  }
}

/** Of a byte that continues a character. */
function bits(utf8: Uint8Array, at: number): number {
  return (utf8[at] ?? 0) & 0x3f
}

const YES = 1
const NO = 2
/** What is known of each character so far: asking Unicode's properties takes ten times as long as looking here. */
const known = new Uint8Array(0x110000)

function isKnownUnprintable(codePoint: number): boolean {
  const before = known[codePoint]
  if (before !== 0) return before === YES
  known[codePoint] = isUnprintable(codePoint) ? YES : NO
  return known[codePoint] === YES
}

/** `\u`, and four digits. */
const ESCAPE_BYTES = 6

function writeEscape(target: Buffer, at: number, codePoint: number): void {
  if (codePoint <= LAST_OF_UNIT) return writeUnit(target, at, codePoint)
  const rest = codePoint - 0x10000
  writeUnit(target, at, 0xd800 + (rest >> 10))
  writeUnit(target, at + ESCAPE_BYTES, 0xdc00 + (rest & 0x3ff))
}

function writeUnit(target: Buffer, at: number, unit: number): void {
  target[at] = 0x5c
  target[at + 1] = 0x75
  target[at + 2] = hexDigit(unit >> 12)
  target[at + 3] = hexDigit((unit >> 8) & 0xf)
  target[at + 4] = hexDigit((unit >> 4) & 0xf)
  target[at + 5] = hexDigit(unit & 0xf)
}

function hexDigit(digit: number): number {
  return digit + (digit < 10 ? 0x30 : 0x57)
}
