import { isRecord } from '../json-pointer.ts'

/** What one fast pass over a JSON text counts. */
export interface Survey {
  /** Names of properties, those of the same object that are equal included. */
  readonly names: number
  /** Whether there is a number that a double may not hold. */
  readonly hasLongNumber: boolean
}

/** Digits that every double keeps; a sign and a point count as digits here. */
const SAFE_DIGITS = 15

/** @param bytes valid JSON in UTF-8: typed arrays are read several times as fast as strings */
export function surveyBytes(bytes: Uint8Array): Survey {
  const { length } = bytes
  let names = 0
  let hasLongNumber = false
  let at = 0
  while (at < length) {
    const byte = bytes[at++] ?? 0
    if (byte <= SPACE || byte === COMMA) continue
    if (byte === QUOTE) at = afterString(bytes, at)
    else if (byte === COLON) names++
    else if (byte < COLON) {
      const start = at - 1
      let hasExponent = false
      for (let next = bytes[at] ?? 0; NUMERIC[next] === 1; next = bytes[++at] ?? 0) {
        hasExponent ||= next === UPPER_E || next === LOWER_E
      }
      hasLongNumber ||= hasExponent || at - start > SAFE_DIGITS
    }
  }
  return { names, hasLongNumber }
}

function afterString(bytes: Uint8Array, start: number): number {
  const { length } = bytes
  let at = start
  while (at < length) {
    const byte = bytes[at++]
    if (byte === QUOTE) return at
    if (byte === BACKSLASH) at++
  }
  return at
}

/** The same of one number. */
export function isLongNumber(literal: string): boolean {
  return literal.length > SAFE_DIGITS || /[eE]/.test(literal)
}

/** How many properties a parsed value has, at every depth. */
export function countProperties(root: unknown): number {
  let count = 0
  const open: unknown[] = [root]
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === 'object' && item !== null) open.push(item)
    } else if (isRecord(value)) {
      // Several times as fast as a list of the values; whatever else is counted only costs a second look.
      for (const name in value) {
        count++
        const held = value[name]
        if (typeof held === 'object' && held !== null) open.push(held)
      }
    }
  }
  return count
}

const SPACE = 32
const QUOTE = 34
const COMMA = 44
const COLON = 58
const UPPER_E = 69
const BACKSLASH = 92
const LOWER_E = 101

/** Which bytes numbers are made of. */
const NUMERIC = new Uint8Array(256)
for (const character of '0123456789+-.eE') NUMERIC[character.charCodeAt(0)] = 1
