import { defined } from '../defined.ts'
import type { Segment } from '../json-pointer.ts'
import type { Span } from '../lines.ts'
import { skipSpace } from './space.ts'
import { endOfString, endOfValue } from './tokens.ts'

/** Where a value is written; for a property also where its name is. */
export interface ValueSpans {
  readonly value: Span
  readonly name?: Span
}

/** What is looked for, as a tree: a step leads to what is looked for below it. */
interface Wanted {
  readonly below: Map<string, Wanted>
  place?: ValueSpans
}

/**
 * Finds the places of many values in one pass over a text. Of properties with the same name the last counts, as for
 * `JSON.parse`; what is not there is `undefined`.
 *
 * @param text valid JSON
 * @param paths the steps to each value
 */
export function locate(
  text: string,
  paths: readonly (readonly Segment[])[],
): (ValueSpans | undefined)[] {
  const root: Wanted = { below: new Map() }
  const nodes = paths.map((path) => {
    let node = root
    for (const segment of path) {
      const step = String(segment)
      const child = node.below.get(step) ?? { below: new Map<string, Wanted>() }
      node.below.set(step, child)
      node = child
    }
    return node
  })
  walk(text, skipSpace(text, 0), root, undefined)
  return nodes.map(({ place }) => place)
}

/** Where the value of a text is written, without the white space around it. @param text valid JSON */
export function spanOfValue(text: string): Span {
  let end = text.length
  while (end > 0 && skipSpace(text, end - 1) > end - 1) end--
  return { start: skipSpace(text, 0), end }
}

/** Where each item of a list is written. @param text valid JSON whose value is an array */
export function spansOfItems(text: string): Span[] {
  const spans: Span[] = []
  let offset = skipSpace(text, skipSpace(text, 0) + 1)
  while (offset < text.length && text[offset] !== ']') {
    const end = endOfValue(text, offset)
    spans.push({ start: offset, end })
    offset = skipSpace(text, end)
    if (text[offset] === ',') offset = skipSpace(text, offset + 1)
  }
  return spans
}

/** The properties of an object as they are written: each name with the JSON of its value. @param text valid JSON */
export function propertiesOf(text: string): [name: string, json: string][] {
  const found: [string, string][] = []
  const start = skipSpace(text, 0)
  let offset = text[start] === '{' ? skipSpace(text, start + 1) : text.length
  while (text[offset] === '"') {
    const nameEnd = endOfString(text, offset)
    const name = String(JSON.parse(text.slice(offset, nameEnd)))
    const value = skipSpace(text, skipSpace(text, nameEnd) + 1)
    const end = endOfValue(text, value)
    found.push([name, text.slice(value, end)])
    offset = skipSpace(text, end)
    if (text[offset] === ',') offset = skipSpace(text, offset + 1)
  }
  return found
}

/** An object of properties as they are written. */
export function objectOf(properties: Iterable<readonly [name: string, json: string]>): string {
  const written = Array.from(properties, ([name, json]) => `${JSON.stringify(name)}:${json}`)
  return `{${written.join(',')}}`
}

/** Walks the value at `start` and returns the index after it. */
function walk(text: string, start: number, wanted: Wanted, name: Span | undefined): number {
  const char = text[start]
  let end: number
  if (wanted.below.size === 0 || (char !== '{' && char !== '[')) end = endOfValue(text, start)
  else {
    // Of several properties with one name the last counts, with all that is below it.
    for (const child of wanted.below.values()) forget(child)
    end = char === '{' ? walkProperties(text, start, wanted) : walkItems(text, start, wanted)
  }
  wanted.place = { value: { start, end }, ...defined({ name }) }
  return end
}

function forget(wanted: Wanted): void {
  delete wanted.place
  for (const child of wanted.below.values()) forget(child)
}

function walkProperties(text: string, start: number, wanted: Wanted): number {
  let offset = skipSpace(text, start + 1)
  while (text[offset] === '"') {
    const nameEnd = endOfString(text, offset)
    const name = { start: offset, end: nameEnd }
    const child = wanted.below.get(JSON.parse(text.slice(offset, nameEnd)) as string)
    offset = skipSpace(text, skipSpace(text, nameEnd) + 1)
    offset = child === undefined ? endOfValue(text, offset) : walk(text, offset, child, name)
    offset = skipSpace(text, offset)
    if (text[offset] === ',') offset = skipSpace(text, offset + 1)
  }
  return offset + 1
}

function walkItems(text: string, start: number, wanted: Wanted): number {
  let offset = skipSpace(text, start + 1)
  for (let index = 0; offset < text.length && text[offset] !== ']'; index++) {
    const child = wanted.below.get(String(index))
    offset = child === undefined ? endOfValue(text, offset) : walk(text, offset, child, undefined)
    offset = skipSpace(text, offset)
    if (text[offset] === ',') offset = skipSpace(text, offset + 1)
  }
  return offset + 1
}
