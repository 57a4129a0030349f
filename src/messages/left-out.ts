import { type Operation, rulesOf } from '../contract/index.ts'

/** Rules of one operation that are broken at most: each takes several messages, all of which are derived before the first is sent. */
export const MOST_BROKEN = 2000

const known = new WeakMap<Operation, ReadonlySet<string>>()

/** The rules of an operation beyond {@link MOST_BROKEN}, by their `schemaPointer`: no message breaks them. */
export function leftOutOf(operation: Operation): ReadonlySet<string> {
  const found =
    known.get(operation) ??
    new Set(
      rulesOf(operation)
        .slice(MOST_BROKEN)
        .map(({ schemaPointer }) => schemaPointer),
    )
  known.set(operation, found)
  return found
}
