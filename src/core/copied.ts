/** A text of its own: what is only a part of another keeps the whole of it in memory. */
export function copied(text: string): string {
  return Buffer.from(text).toString()
}
