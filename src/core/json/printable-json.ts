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
  let size = utf8.length
  forEachUnprintable(utf8, (start, end, codePoint) => {
    size += sizeOfEscape(codePoint) - (end - start)
  })
  if (size === utf8.length) return utf8
  const shown = Buffer.allocUnsafe(size)
  let read = 0
  let written = 0
  forEachUnprintable(utf8, (start, end, codePoint) => {
    // A call for nothing takes longer than all the rest.
    if (start > read) utf8.copy(shown, written, read, start)
    written = writeEscape(shown, written + start - read, codePoint)
    read = end
  })
  utf8.copy(shown, written, read)
  return shown
}

const DELETE = 0x7f
const LAST_OF_UNIT = 0xffff

function forEachUnprintable(
  utf8: Uint8Array,
  found: (start: number, end: number, codePoint: number) => void,
): void {
  for (let at = 0; at < utf8.length;) {
    const first = utf8[at] ?? 0
    if (first < DELETE) {
      at++
      continue
    }
    const end = at + lengthOf(first)
    const codePoint = codePointAt(utf8, at, first)
    if (isKnownUnprintable(codePoint)) found(at, end, codePoint)
    at = end
  }
}

/** Bytes of a character, by the first of them. */
function lengthOf(first: number): number {
  return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
}

function codePointAt(utf8: Uint8Array, at: number, first: number): number {
  const bits = (index: number): number => (utf8[at + index] ?? 0) & 0x3f
  switch (lengthOf(first)) {
    case 1:
      return first
    case 2:
      return ((first & 0x1f) << 6) | bits(1)
    case 3:
      return ((first & 0x0f) << 12) | (bits(1) << 6) | bits(2)
    default:
      return ((first & 0x07) << 18) | (bits(1) << 12) | (bits(2) << 6) | bits(3)
  }
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

function sizeOfEscape(codePoint: number): number {
  return codePoint > LAST_OF_UNIT ? 2 * ESCAPE_BYTES : ESCAPE_BYTES
}

/** @returns where the next byte belongs */
function writeEscape(target: Buffer, at: number, codePoint: number): number {
  if (codePoint <= LAST_OF_UNIT) return writeUnit(target, at, codePoint)
  const rest = codePoint - 0x10000
  return writeUnit(target, writeUnit(target, at, 0xd800 + (rest >> 10)), 0xdc00 + (rest & 0x3ff))
}

const DIGITS = Buffer.from('0123456789abcdef')

function writeUnit(target: Buffer, at: number, unit: number): number {
  target[at] = 0x5c
  target[at + 1] = 0x75
  for (let digit = 0; digit < 4; digit++)
    target[at + 2 + digit] = DIGITS[(unit >> (12 - 4 * digit)) & 0xf] ?? 0
  return at + ESCAPE_BYTES
}
