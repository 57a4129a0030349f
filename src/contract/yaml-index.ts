import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  visit,
  type YAMLMap,
} from 'yaml'

type KeyedPair = Pair<Node, Node | null>

/** Finds nodes by JSON Pointer; of a map that is asked more than once each key is looked up rather than searched for. */
export function indexNodes(document: Document.Parsed): (steps: readonly string[]) => Node | null {
  const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, KeyedPair>>()
  const indexOf = (map: YAMLMap): ReadonlyMap<string, KeyedPair> => {
    const known = indexes.get(map)
    if (known !== undefined) return known
    const index = new Map<string, KeyedPair>()
    for (const item of map.items) {
      if (!isPair(item) || !isScalar(item.key) || typeof item.key.value === 'symbol') continue
      const key = String(item.key.value)
      if (!index.has(key)) index.set(key, item as KeyedPair)
    }
    indexes.set(map, index)
    return index
  }
  /** A map has its own keys, and those that it merges. */
  const pairOf = (map: YAMLMap, step: string, left: number): KeyedPair | undefined => {
    const own = indexOf(map).get(step)
    if (own !== undefined || left === 0) return own
    for (const merged of mergedInto(map, document)) {
      const found = pairOf(merged, step, left - 1)
      if (found !== undefined) return found
    }
    return undefined
  }
  return (steps) => {
    let current: Node | null = document.contents
    let shown: Node | null = current
    for (const step of steps) {
      if (isAlias(current)) current = current.resolve(document) ?? null
      if (isMap(current)) {
        const pair = pairOf(current, step, MOST_MERGES)
        if (pair === undefined) return shown
        shown = pair.key
        current = pair.value
      } else if (isSeq(current)) {
        const item = current.items[Number(step)] as Node | undefined
        if (item === undefined) return shown
        shown = item
        current = item
      } else return shown
    }
    return shown
  }
}

/** How deep merged maps may merge others in turn; what is deeper has the place of the map. */
const MOST_MERGES = 8

function mergedInto(map: YAMLMap, document: Document.Parsed): YAMLMap[] {
  return map.items.flatMap(({ key, value }) => {
    if (!isScalar(key) || typeof key.value !== 'symbol') return []
    const sources: unknown[] = isSeq(value) ? value.items : [value]
    return sources.flatMap((source) => {
      const found = isAlias(source) ? source.resolve(document) : source
      return isMap(found) ? [found] : []
    })
  })
}

/** The first key that is in its map twice: the parser's own search compares each key of a map with every other. */
export function findRepeatedKey(document: Document.Parsed): Node | undefined {
  let repeated: Node | undefined
  visit(document, {
    Map: (_key, { items }) => {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        if (seen.has(key.value)) {
          repeated = key
          return visit.BREAK
        }
        seen.add(key.value)
      }
      return undefined
    },
  })
  return repeated
}
