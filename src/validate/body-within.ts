import type { Contract, Reading } from '../contract/index.ts'
import { formatPointer, isRecord, jsonIn, type Segment } from '../core/index.ts'
import { sharesProperties } from './infer.ts'

/** Values that are looked at, the nearest first: hostile records are deep or wide. */
const MOST_VALUES = 1000
/** Characters of text that is read as JSON, as loggers write it. */
const LONGEST_TEXT = 100_000

/** Where the body of an operation is somewhere within a record: `/req/body`; undefined where there is none. */
export function bodyWithin(
  { operations }: Contract,
  record: unknown,
  reading: Reading,
): string | undefined {
  const queue: { readonly value: unknown; readonly at: readonly Segment[] }[] = [
    { value: record, at: [] },
  ]
  for (const { value, at } of queue) {
    const found = typeof value === 'string' ? readText(value) : value
    if (at.length > 0 && operations.some((each) => sharesProperties(each, found, reading)))
      return formatPointer(at)
    // Text within text is followed no further.
    if (!isRecord(value)) continue
    for (const [name, inner] of Object.entries(value)) {
      if (queue.length >= MOST_VALUES) break
      queue.push({ value: inner, at: [...at, name] })
    }
  }
  return undefined
}

function readText(text: string): unknown {
  return text.length <= LONGEST_TEXT && text.trimStart().startsWith('{') ? jsonIn(text) : undefined
}
