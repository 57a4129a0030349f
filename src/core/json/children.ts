import { jsonIn } from './parse.ts'
import { skipSpace } from './space.ts'
import { endOfString, endOfValue, LIST, LIST_END, OBJECT, OBJECT_END } from './tokens.ts'

/** A value within an object or array of a JSON text. */
export interface JsonChild {
  /** Its name, or its index. */
  readonly step: string
  /** The index at which the property begins, with its name, or the item. */
  readonly start: number
  /** The index at which the value begins. */
  readonly value: number
}

/**
 * What an object or array holds, in the order of the text; nothing where another value begins. Of what those hold in turn
 * nothing is kept, so that the places of a large text are found one container at a time.
 *
 * @param text valid JSON
 * @param start the index at which the object or array begins
 */
export function childrenAt(text: string, start: number): JsonChild[] {
  const open = text.charCodeAt(start)
  if (open !== OBJECT && open !== LIST) return []
  const children: JsonChild[] = []
  let offset = skipSpace(text, start + 1)
  while (!isEnd(text.charCodeAt(offset))) {
    const begin = offset
    let step = String(children.length)
    if (open === OBJECT) {
      const end = endOfString(text, begin)
      step = nameOf(text.slice(begin, end))
      offset = skipSpace(text, skipSpace(text, end) + 1)
    }
    children.push({ step, start: begin, value: offset })
    offset = skipSpace(text, endOfValue(text, offset))
    if (text.charCodeAt(offset) === COMMA) offset = skipSpace(text, offset + 1)
  }
  return children
}

function nameOf(quoted: string): string {
  return quoted.includes('\\') ? String(jsonIn(quoted)) : quoted.slice(1, -1)
}

function isEnd(code: number): boolean {
  return code === OBJECT_END || code === LIST_END || Number.isNaN(code)
}

const COMMA = 44
