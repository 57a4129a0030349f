import type { Exchange } from '../../core/index.ts'
import { isAccepted, isSilence } from './response.ts'

export interface Isolation<T> {
  /** The smallest rejected parts that were found, each with the response. */
  readonly rejected: readonly { readonly items: readonly T[]; readonly exchange: Exchange }[]
  /** The exchange that accepted each of the others. */
  readonly accepted: ReadonlyMap<T, Exchange>
}

/** After so many requests without a response the search ends: each of them costs the whole time limit. */
const MAX_SILENT = 3

/**
 * Finds which items of a group are rejected: the group as a whole first, then its halves, down to single items.
 * When both halves are accepted and the whole is not, the whole is the smallest rejected part.
 *
 * @param send sends a part; `undefined` where it cannot be sent as a whole
 */
export async function isolate<T>(
  group: readonly T[],
  send: (part: readonly T[]) => Promise<Exchange | undefined>,
): Promise<Isolation<T>> {
  const rejected: { items: readonly T[]; exchange: Exchange }[] = []
  const accepted = new Map<T, Exchange>()
  let silent = 0

  const search = async (part: readonly T[]): Promise<boolean> => {
    const exchange = await send(part)
    if (exchange === undefined) return part.length === 1 || searchHalves(part)
    if (isAccepted(exchange)) {
      for (const item of part) accepted.set(item, exchange)
      return true
    }
    if (isSilence(exchange)) silent++
    if (part.length === 1 || silent > MAX_SILENT) {
      rejected.push({ items: part, exchange })
      return false
    }
    if (await searchHalves(part)) rejected.push({ items: part, exchange })
    return false
  }
  const searchHalves = async (part: readonly T[]): Promise<boolean> => {
    const middle = Math.ceil(part.length / 2)
    const left = await search(part.slice(0, middle))
    return (await search(part.slice(middle))) && left
  }

  await search(group)
  return { rejected, accepted }
}

/**
 * The smallest set of changes that is still enough for something; `undefined` when not even all of them are.
 * @param isEnough tries these changes
 * @param most tries at most; the set may be larger than it has to be then
 */
export async function neededChanges<T>(
  candidates: readonly T[],
  isEnough: (changes: readonly T[]) => Promise<boolean>,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly T[] | undefined> {
  if (candidates.length === 0 || !(await isEnough(candidates))) return undefined
  let needed = candidates
  let tries = 0
  let size = Math.ceil(candidates.length / 2)
  // Halves first, then ever smaller parts: everything that can be omitted is omitted.
  while (size >= 1) {
    for (let from = 0; from < needed.length && needed.length > 1;) {
      if (tries++ >= most) return needed
      const rest = [...needed.slice(0, from), ...needed.slice(from + size)]
      if (rest.length > 0 && (await isEnough(rest))) needed = rest
      else from += size
    }
    if (size === 1) break
    size = Math.ceil(size / 2)
  }
  return needed
}
