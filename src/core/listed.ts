/**
 * Words in a sentence: `a, b and c`. Commands say it as they start: the data of `Intl.ListFormat` takes longer to load than
 * many of them take.
 */
export function listed(words: readonly string[], conjunction: 'and' | 'or'): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${conjunction} ${last}`
}
