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
      if (!isPair(item) || !isScalar(item.key)) continue
      const key = String(item.key.value)
      if (!index.has(key)) index.set(key, item as KeyedPair)
    }
    indexes.set(map, index)
    return index
  }
  return (steps) => {
    let current: Node | null = document.contents
    let shown: Node | null = current
    for (const step of steps) {
      if (isAlias(current)) current = current.resolve(document) ?? null
      if (isMap(current)) {
        const pair = indexOf(current).get(step)
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
