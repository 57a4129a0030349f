/** Texts that the sender may send and that careless endpoints trip over. */
export const NON_ASCII = 'Zoë Ångström-Dvořák, 東京 & Αθήνα'

export const ASTRAL = 'thank you 🎁🚚'

export const PUNCTUATION = `O'Neil & "Sons" <b>\\ 100% ; -- /* {x} $1`

export const SEVERAL_LINES = 'first line\nsecond line\ttabbed'

/** A text of exactly `length` characters that reads as words. */
export function longText(length: number): string {
  return 'The quick brown fox jumps over the lazy dog. '
    .repeat(Math.ceil(length / 45))
    .slice(0, length)
}

/** An identifier of exactly `length` ASCII characters. */
export function longIdentifier(length: number): string {
  return 'ID-2026-0001842-AB12-CD34-EF56-7890-XY'.padEnd(length, '0').slice(0, length)
}

/** A text that reads as a number, with a zero that a number loses. */
export const DIGITS = '0012345678'

/** An identifier as shops make them, with characters that mean something in URLs. */
export const SYMBOLS = '#1001/a_b.2:c'
