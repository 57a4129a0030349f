import type { Exchange } from '../../core/index.ts'
import { isSilence } from './session.ts'
import { isAccepted } from './target.ts'

export interface Isolation<T> {
  /** The smallest refused parts that were found, each with the refusal. */
  readonly refused: readonly { readonly members: readonly T[]; readonly exchange: Exchange }[]
  /** The exchange that accepted each of the others. */
  readonly accepted: ReadonlyMap<T, Exchange>
}

/** After so many unanswered requests the search ends: each of them costs the whole time limit. */
const MAX_SILENT = 3

/**
 * Finds which members of a group are refused: the group as a whole first, then its halves, down to single members.
 * When both halves are accepted and the whole is not, the whole is the smallest refused part.
 */
export async function isolate<T>(
  group: readonly T[],
  send: (part: readonly T[]) => Promise<Exchange>,
): Promise<Isolation<T>> {
  const refused: { members: readonly T[]; exchange: Exchange }[] = []
  const accepted = new Map<T, Exchange>()
  let silent = 0

  const search = async (part: readonly T[]): Promise<boolean> => {
    const exchange = await send(part)
    if (isAccepted(exchange)) {
      for (const member of part) accepted.set(member, exchange)
      return true
    }
    if (isSilence(exchange)) silent++
    if (part.length === 1 || silent > MAX_SILENT) {
      refused.push({ members: part, exchange })
      return false
    }
    const middle = Math.ceil(part.length / 2)
    const left = await search(part.slice(0, middle))
    const right = await search(part.slice(middle))
    if (left && right) refused.push({ members: part, exchange })
    return false
  }

  await search(group)
  return { refused, accepted }
}
