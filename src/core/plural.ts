/** A number with its noun: «1 request», «7 requests»; a plural that is not formed with an s is given. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`
}
