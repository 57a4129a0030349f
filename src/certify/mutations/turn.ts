/** Which of the contract's operations it is. */
export interface Turn {
  readonly index: number
  readonly of: number
}

/** What one of several operations is sent: all that each has to get, and its share of what one of them has to get. */
export function ofTurn<T>(
  items: readonly T[],
  { index, of }: Turn,
  isShared: (item: T) => boolean,
): T[] {
  let shared = 0
  return items.filter((item) => !isShared(item) || shared++ % of === index % of)
}
