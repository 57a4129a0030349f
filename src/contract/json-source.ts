import {
  childrenAt,
  countProperties,
  HarnessError,
  type JsonChild,
  jsonIn,
  linesOf,
  parsePointer,
  surveyBytes,
} from '../core/index.ts'
import type { Source } from './located-text.ts'

/**
 * A JSON text with the positions of all that is in it, or `undefined` for what is not JSON. Positions are looked for when
 * one is asked for, container by container: those of a document of megabytes would take more memory than its value.
 *
 * @param uniqueKeys `false` takes the place of the first of properties that have the same name
 * @throws HarnessError CONTRACT_BROKEN for a name that an object has twice
 */
export function jsonSource(
  text: string,
  shownAs: string,
  { uniqueKeys }: { readonly uniqueKeys: boolean },
): Source | undefined {
  const value = /^\s*[[{]/.test(text) ? jsonIn(text) : undefined
  if (value === undefined) return undefined
  const lines = linesOf(text)
  const root = text.search(/[[{]/)
  const containers = new Map<number, ReadonlyMap<string, JsonChild>>()
  const childrenOf = (start: number): ReadonlyMap<string, JsonChild> => {
    const known = containers.get(start)
    if (known !== undefined) return known
    const children = new Map<string, JsonChild>()
    for (const child of childrenAt(text, start)) {
      if (!children.has(child.step)) children.set(child.step, child)
    }
    containers.set(start, children)
    return children
  }
  if (uniqueKeys && surveyBytes(Buffer.from(text)).names !== countProperties(value)) {
    const { line } = lines.positionOf(repeatedName(text, root) ?? root)
    throw new HarnessError('CONTRACT_BROKEN', `The contract ${shownAs} is not valid YAML.`, {
      where: `${shownAs}:${line}`,
      found: 'Map keys must be unique',
      next: 'correct the document at this line',
    })
  }
  return {
    file: shownAs,
    text,
    value,
    positionOf: (pointer) => {
      let shown = root
      let at = root
      for (const step of parsePointer(pointer)) {
        const child = childrenOf(at).get(step)
        if (child === undefined) break
        shown = child.start
        at = child.value
      }
      return lines.positionOf(shown)
    },
  }
}

/** Where a name is written that its object has already. */
function repeatedName(text: string, root: number): number | undefined {
  const open = [root]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const children = childrenAt(text, at)
    const names = new Set<string>()
    for (const { step, start } of children) {
      if (names.has(step)) return start
      names.add(step)
    }
    for (const { value } of children.toReversed()) open.push(value)
  }
  return undefined
}
