/**
 * Characters that steer a terminal, turn the reading direction or show nothing, each with how it is shown instead:
 * name, character, shown.
 */
export const UNPRINTABLE: readonly (readonly [name: string, char: string, shown: string])[] = [
  ['NUL', '\u0000', String.raw`\u0000`],
  ['BEL', '\u0007', String.raw`\u0007`],
  ['a backspace', '\b', String.raw`\u0008`],
  ['an escape', '\u001b', String.raw`\u001b`],
  ['DEL', '\u007f', String.raw`\u007f`],
  ['a control sequence of one character (C1)', '\u009b', String.raw`\u009b`],
  ['an operating system command (C1)', '\u009d', String.raw`\u009d`],
  ['an Arabic letter mark', '\u061c', String.raw`\u061c`],
  ['a left-to-right mark', '\u200e', String.raw`\u200e`],
  ['a right-to-left mark', '\u200f', String.raw`\u200f`],
  ['a left-to-right embedding', '\u202a', String.raw`\u202a`],
  ['a right-to-left override', '\u202e', String.raw`\u202e`],
  ['a first strong isolate', '\u2068', String.raw`\u2068`],
  ['the end of an isolate', '\u2069', String.raw`\u2069`],
  ['a line separator', '\u2028', String.raw`\u2028`],
  ['a paragraph separator', '\u2029', String.raw`\u2029`],
  ['a zero-width space', '\u200b', String.raw`\u200b`],
  ['a word joiner', '\u2060', String.raw`\u2060`],
  ['a byte order mark', '\ufeff', String.raw`\ufeff`],
  ['a soft hyphen', '\u00ad', String.raw`\u00ad`],
  ['a Hangul filler', '\u3164', String.raw`\u3164`],
  ['a tag character', '\u{e0041}', String.raw`\udb40\udc41`],
  ['a noncharacter', '\uffff', String.raw`\uffff`],
  ['half of a pair of surrogates', '\ud83d', String.raw`\ud83d`],
]
