import type { Span } from '../lines.ts'

/**
 * For each character of a string's value, the index in the JSON text at which it is written: `"a\"b"` at 0 gives 1, 2, 4,
 * and, for the end, 5.
 *
 * @param string the span of the string with its quotes
 */
export function decodedIndexes(text: string, string: Span): number[] {
  const indexes: number[] = []
  let index = string.start + 1
  while (index < string.end - 1) {
    indexes.push(index)
    if (text[index] !== '\\') index++
    else index += text[index + 1] === 'u' ? 6 : 2
  }
  indexes.push(index)
  return indexes
}
