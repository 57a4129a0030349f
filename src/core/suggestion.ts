import { distance } from 'fastest-levenshtein'

/** The known name that a misspelt one most likely means, or `undefined` when none is near. */
export function nearest(found: string, known: readonly string[]): string | undefined {
  const wanted = found.toLowerCase()
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const name of known) {
    const apart = stepsBetween(wanted, name.toLowerCase())
    // Two names that share nothing are not near, however short they are.
    if (apart < bestDistance && apart < Math.max(wanted.length, name.length)) {
      best = name
      bestDistance = apart
    }
  }
  return best
}

/** Single-character edits; two letters that changed places count as one. */
function stepsBetween(left: string, right: string): number {
  const steps = distance(left, right)
  return steps === 2 && letters(left) === letters(right) ? 1 : steps
}

function letters(word: string): string {
  return Array.from(word).toSorted().join('')
}
