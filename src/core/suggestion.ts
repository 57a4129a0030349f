import { distance } from 'fastest-levenshtein'

/** What is longer is not a misspelt name, and comparing takes a time that grows with the product of both lengths. */
const LONGEST = 200
/** Only the first of so many names that are about as long are compared. */
const MOST_COMPARED = 1000

/** The known name that a misspelt one most likely means, or `undefined` when none is near. */
export function nearest(found: string, known: readonly string[]): string | undefined {
  if (found.length > LONGEST) return undefined
  const wanted = found.toLowerCase()
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1
  let compared = 0
  for (const name of known) {
    // As many steps as one is longer than the other are needed at least.
    if (Math.abs(name.length - wanted.length) >= bestDistance) continue
    if (++compared > MOST_COMPARED) break
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
