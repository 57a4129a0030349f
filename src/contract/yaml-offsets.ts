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
import { isRecord } from '../core/index.ts'

type KeyedPair = Pair<Node, Node | null>

/**
 * Where each property and item of a document is written, by the object or list that holds it: indexes into the text, of an
 * object in the order of its names. The nodes of the parser, which take twenty times as much, need not be kept.
 */
export type Offsets = ReadonlyMap<object, readonly number[]>

/** @param value what the document became */
export function offsetsOf(document: Document.Parsed, value: unknown): Offsets {
  const offsets = new Map<object, readonly number[]>()
  const visitValue = (held: unknown, written: Node | null | undefined): void => {
    const node = isAlias(written) ? written.resolve(document) : written
    if (typeof held !== 'object' || held === null || offsets.has(held)) return
    if (Array.isArray(held) && isSeq(node)) {
      const items = node.items as readonly (Node | null)[]
      offsets.set(
        held,
        items.map((item) => item?.range?.[0] ?? NOWHERE),
      )
      for (const [index, item] of held.entries()) visitValue(item, items[index])
    } else if (isRecord(held) && isMap(node)) {
      const pairOf = pairsOf(node, document)
      const pairs = Object.keys(held).map((name) => pairOf(name, MOST_MERGES))
      offsets.set(
        held,
        pairs.map((pair) => pair?.key.range?.[0] ?? NOWHERE),
      )
      for (const [index, name] of Object.keys(held).entries())
        visitValue(held[name], pairs[index]?.value)
    }
  }
  visitValue(value, document.contents)
  return offsets
}

const NOWHERE = -1

/** The index at which the property or item at the steps begins, or else its nearest parent. */
export function offsetAt(
  offsets: Offsets,
  root: unknown,
  steps: readonly string[],
): number | undefined {
  let shown: number | undefined
  let current = root
  for (const step of steps) {
    if (typeof current !== 'object' || current === null) break
    const index = Array.isArray(current) ? Number(step) : Object.keys(current).indexOf(step)
    const offset = offsets.get(current)?.[index]
    if (offset === undefined || offset === NOWHERE) break
    shown = offset
    current = Array.isArray(current) ? current[index] : Reflect.get(current, step)
  }
  return shown
}

/** How deep merged maps may merge others in turn; what is deeper has the place of the map. */
const MOST_MERGES = 8

/** Finds a pair of a map by its name: its own, or one that it merges. */
function pairsOf(
  map: YAMLMap,
  document: Document.Parsed,
): (name: string, left: number) => KeyedPair | undefined {
  const own = new Map<string, KeyedPair>()
  for (const item of map.items) {
    if (!isPair(item) || !isScalar(item.key) || typeof item.key.value === 'symbol') continue
    const key = String(item.key.value)
    if (!own.has(key)) own.set(key, item as KeyedPair)
  }
  return (name, left) => {
    const found = own.get(name)
    if (found !== undefined || left === 0) return found
    for (const merged of mergedInto(map, document)) {
      const pair = pairsOf(merged, document)(name, left - 1)
      if (pair !== undefined) return pair
    }
    return undefined
  }
}
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

/**
 * Makes every key the text that is written, as OpenAPI asks (3.1, Format): `null`, `1.0` and `0x10` are names. Gives the first
 * key that is in its map twice: the parser's own search compares each key of a map with every other.
 */
export function readKeys(document: Document.Parsed): Node | undefined {
  let repeated: Node | undefined
  visit(document, {
    Map: (_key, { items }) => {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        // A merge key is a symbol.
        if (typeof key.value !== 'string' && typeof key.value !== 'symbol')
          key.value = key.source ?? String(key.value)
        if (seen.has(key.value)) repeated ??= key
        seen.add(key.value)
      }
    },
  })
  return repeated
}
