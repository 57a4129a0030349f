/** Things that can be made again, of which those used last are kept. */
export interface Recent<Key, Value> {
  /** What is known by a key, or what is made now. */
  get(key: Key, make: () => Value): Value
}

/**
 * @param most the weights of what is kept, together; the thing used last is kept whatever it weighs
 * @param weightOf of a thing that was made
 */
export function recentlyUsed<Key, Value>(
  most: number,
  weightOf: (value: Value) => number,
): Recent<Key, Value> {
  const kept = new Map<Key, Value>()
  let weight = 0
  return {
    get: (key, make) => {
      const known = kept.get(key)
      const value = known ?? make()
      // A map lists its keys in the order in which they were set.
      if (known === undefined) weight += weightOf(value)
      else kept.delete(key)
      kept.set(key, value)
      for (const [oldest, each] of kept) {
        if (weight <= most || oldest === key) break
        kept.delete(oldest)
        weight -= weightOf(each)
      }
      return value
    },
  }
}
