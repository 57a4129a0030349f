/**
 * The steps of a walker. Each takes bytes and the index at which a value starts and returns the index after it, or −1
 * where it is in doubt. A step never reports doubt as certainty: what it passes is JSON and is what it says. Bytes after
 * the last line are zeros, which no step passes.
 */

/** −1: what stands here needs the full validator. */
export const DOUBT = -1

const QUOTE = 34
const BACKSLASH = 92
const ZERO = 48
const NINE = 57

/** 1 for bytes that stand for themselves within a string; UTF-8 is checked for a whole block at once. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 32 && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0,
)

/** Blanks within a line: a newline ends the record. */
export function space(bytes: Uint8Array, at: number): number {
  let index = at
  for (;;) {
    const byte = bytes[index]
    if (byte !== 32 && byte !== 9 && byte !== 13) return index
    index++
  }
}

/**
 * A string, escapes included. Four bytes at a time: a byte below 33 once 32 and 34 have changed places is a quote or a
 * control character, and none of the four is a backslash when the second test finds no zero.
 */
export function text(bytes: Uint8Array, view: DataView, at: number): number {
  if (bytes[at] !== QUOTE) return DOUBT
  let index = at + 1
  for (;;) {
    const four = view.getInt32(index, true)
    const swapped = four ^ 0x02020202
    const noBackslash = four ^ 0x5c5c5c5c
    const special =
      (((swapped - 0x21212121) & ~swapped) | ((noBackslash - 0x01010101) & ~noBackslash)) &
      0x80808080
    if (special !== 0) {
      // The lowest bit that is set marks the first special byte; carries only disturb bits above it.
      index += (31 - Math.clz32(special & -special)) >> 3
      const byte = bytes[index]
      if (byte === QUOTE) return index + 1
      if (byte !== BACKSLASH) return DOUBT
      index = escape(bytes, index)
      if (index === DOUBT) return DOUBT
    } else index += 4
  }
}

/** A string without escapes: a name that may be compared byte by byte. */
export function plainText(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== QUOTE) return DOUBT
  let index = at + 1
  while (PLAIN[bytes[index] ?? 0] === 1) index++
  return bytes[index] === QUOTE ? index + 1 : DOUBT
}

function escape(bytes: Uint8Array, at: number): number {
  switch (bytes[at + 1]) {
    case 34: // "
    case 92: // \
    case 47: // /
    case 98: // b
    case 102: // f
    case 110: // n
    case 114: // r
    case 116: {
      // t
      return at + 2
    }
    case 117: {
      // u
      for (let index = at + 2; index < at + 6; index++) {
        const byte = (bytes[index] ?? 0) | 32
        if (!(byte >= ZERO && byte <= NINE) && !(byte >= 97 && byte <= 102)) return DOUBT
        // Setting bit 5 turns control characters into digits.
        if ((bytes[index] ?? 0) < ZERO) return DOUBT
      }
      return at + 6
    }
    default: {
      return DOUBT
    }
  }
}

/** A string of `min` to `max` characters, as far as its number of bytes tells: an escaped pair takes twelve. */
export function sizedText(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  min: number,
  max: number,
): number {
  const end = text(bytes, view, at)
  if (end === DOUBT) return DOUBT
  const length = end - at - 2
  const isLongEnough = min <= 1 ? length >= min : length >= 12 * min
  return isLongEnough && length <= max ? end : DOUBT
}

/** Digits of an integer of at most 15 digits, no fraction and no exponent. */
export function integer(bytes: Uint8Array, at: number): number {
  let index = bytes[at] === 45 ? at + 1 : at
  const start = index
  while (isDigit(bytes[index])) index++
  if (index === start || index - start > 15) return DOUBT
  if (bytes[start] === ZERO && index - start > 1) return DOUBT
  return index
}

/** A number without an exponent. */
export function number(bytes: Uint8Array, at: number): number {
  const whole = integer(bytes, at)
  if (whole === DOUBT || bytes[whole] !== 46) return whole
  let index = whole + 1
  while (isDigit(bytes[index])) index++
  return index === whole + 1 ? DOUBT : index
}

/** An integer from `min` to `max`, both included. */
export function boundedInteger(bytes: Uint8Array, at: number, min: number, max: number): number {
  const end = integer(bytes, at)
  if (end === DOUBT) return DOUBT
  const isNegative = bytes[at] === 45
  let value = 0
  for (let index = isNegative ? at + 1 : at; index < end; index++) {
    value = value * 10 + (bytes[index] ?? 0) - ZERO
  }
  if (isNegative) value = -value
  return value >= min && value <= max ? end : DOUBT
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE
}

export function boolean(bytes: Uint8Array, at: number): number {
  if (bytes[at] === 116) {
    return bytes[at + 1] === 114 && bytes[at + 2] === 117 && bytes[at + 3] === 101 ? at + 4 : DOUBT
  }
  return bytes[at] === 102 &&
    bytes[at + 1] === 97 &&
    bytes[at + 2] === 108 &&
    bytes[at + 3] === 115 &&
    bytes[at + 4] === 101
    ? at + 5
    : DOUBT
}

export function nothing(bytes: Uint8Array, at: number): number {
  return bytes[at] === 110 &&
    bytes[at + 1] === 117 &&
    bytes[at + 2] === 108 &&
    bytes[at + 3] === 108
    ? at + 4
    : DOUBT
}

const MAX_DEPTH = 64

/** Any value, nested up to 64 deep. */
export function any(bytes: Uint8Array, view: DataView, at: number, depth = 0): number {
  switch (bytes[at]) {
    case QUOTE: {
      return text(bytes, view, at)
    }
    case 123: {
      return depth < MAX_DEPTH ? container(bytes, view, at, 125, depth + 1) : DOUBT
    }
    case 91: {
      return depth < MAX_DEPTH ? container(bytes, view, at, 93, depth + 1) : DOUBT
    }
    case 110: {
      return nothing(bytes, at)
    }
    case 116:
    case 102: {
      return boolean(bytes, at)
    }
    default: {
      return number(bytes, at)
    }
  }
}

function container(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  close: number,
  depth: number,
): number {
  let index = space(bytes, at + 1)
  if (bytes[index] === close) return index + 1
  for (;;) {
    if (close === 125) {
      index = colon(bytes, text(bytes, view, index))
      if (index === DOUBT) return DOUBT
    }
    index = any(bytes, view, index, depth)
    if (index === DOUBT) return DOUBT
    index = space(bytes, index)
    const byte = bytes[index]
    if (byte === close) return index + 1
    if (byte !== 44) return DOUBT
    index = space(bytes, index + 1)
  }
}

/** The colon after a name, with the blanks around it. */
export function colon(bytes: Uint8Array, at: number): number {
  if (at === DOUBT) return DOUBT
  const index = space(bytes, at)
  return bytes[index] === 58 ? space(bytes, index + 1) : DOUBT
}

const DAYS = Uint8Array.of(0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

function pair(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO
  const ones = (bytes[at + 1] ?? 0) - ZERO
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : DOUBT
}

/** `"2026-01-05"` without the closing quote; 29 February is left to the full validator. */
function day(bytes: Uint8Array, at: number): number {
  const month = pair(bytes, at + 6)
  const dayOfMonth = pair(bytes, at + 9)
  return bytes[at] === QUOTE &&
    pair(bytes, at + 1) !== DOUBT &&
    pair(bytes, at + 3) !== DOUBT &&
    bytes[at + 5] === 45 &&
    bytes[at + 8] === 45 &&
    dayOfMonth >= 1 &&
    dayOfMonth <= (DAYS[month] ?? 0)
    ? at + 11
    : DOUBT
}

export function date(bytes: Uint8Array, at: number): number {
  const end = day(bytes, at)
  return end !== DOUBT && bytes[end] === QUOTE ? end + 1 : DOUBT
}

/** `"2026-01-05T09:12:44.120Z"`: in UTC, no leap second. */
export function dateTime(bytes: Uint8Array, at: number): number {
  const start = day(bytes, at)
  if (start === DOUBT || bytes[start] !== 84) return DOUBT
  const hour = pair(bytes, start + 1)
  const minute = pair(bytes, start + 4)
  const second = pair(bytes, start + 7)
  if (!(hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59)) {
    return DOUBT
  }
  if (bytes[start + 3] !== 58 || bytes[start + 6] !== 58) return DOUBT
  let index = start + 9
  if (bytes[index] === 46) {
    index++
    if (!isDigit(bytes[index])) return DOUBT
    while (isDigit(bytes[index])) index++
  }
  return bytes[index] === 90 && bytes[index + 1] === QUOTE ? index + 2 : DOUBT
}
