/**
 * What is safe to show on a terminal, in Markdown, HTML or XML: the one rule for text that others wrote. What would steer
 * a terminal, turn the reading direction, or show nothing at all is spelt out as JSON does, `\u202e`, so that it can be
 * seen, and JSON stays the same JSON.
 */

/**
 * Control characters (C0, DEL, C1), line and paragraph separators, lone surrogates, noncharacters, what turns the reading
 * direction (CVE-2021-42574), and what has no width of its own. Emoji and Indic scripts need joiners and variation
 * selectors: those stay.
 */
const UNPRINTABLE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Noncharacter_Code_Point}]|(?![\u200c\u200d]|\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/gu

/** A text of several lines: line ends become `\n`, tabs stay, whatever else is unprintable is spelt out. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, (char, offset: number) => {
    if (char === '\n' || char === '\t') return char
    if (char === '\r') return text[offset + 1] === '\n' ? '' : '\n'
    return escaped(char)
  })
}

/** A text that has to stay on its line: line ends become `⏎` and tabs a blank, whatever else is unprintable is spelt out. */
export function printableLine(text: string): string {
  return printable(text).replaceAll('\n', '⏎').replaceAll('\t', ' ')
}

/** Whether a character is spelt out, white space aside. @param codePoint of Unicode */
export function isUnprintable(codePoint: number): boolean {
  UNPRINTABLE.lastIndex = 0
  return UNPRINTABLE.test(String.fromCodePoint(codePoint))
}

function escaped(char: string): string {
  const units = Array.from({ length: char.length }, (_, at) => char.charCodeAt(at))
  return units.map((unit) => String.raw`\u${unit.toString(16).padStart(4, '0')}`).join('')
}
