/** The index of the first character from an index on that is not JSON white space. */
export function skipSpace(text: string, from: number): number {
  let offset = from
  for (;;) {
    const code = text.charCodeAt(offset)
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return offset
    offset++
  }
}
