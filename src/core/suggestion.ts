import { distance } from 'fastest-levenshtein'

/** The known name that a misspelt one most likely means, or `undefined` when none is near. */
export function nearest(found: string, known: readonly string[]): string | undefined {
  const wanted = found.toLowerCase()
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const name of known) {
    const apart = distance(wanted, name.toLowerCase())
    if (apart < bestDistance) {
      best = name
      bestDistance = apart
    }
  }
  return best
}
