import { isRecord } from '../../core/index.ts'
import type { Messages } from '../../messages/index.ts'

/** More items than this are not generated, whatever they weigh. */
const MOST_ITEMS = 20_000

/** Nor more values: items of many small values take long to make, however few bytes they are. */
const MOST_VALUES = 100_000

/** How much the items of a list differ in bytes, at most: numbers grow longer. */
const EVEN = 0.01

interface Sized {
  readonly items: number
  readonly message: unknown
  readonly bytes: number
}

function valuesIn(value: unknown): number {
  if (!Array.isArray(value) && !isRecord(value)) return 1
  return Object.values(value).reduce<number>((sum, each) => sum + valuesIn(each), 1)
}

/**
 * A valid message of about so many bytes and not more, by the number of items in its lists; smaller where it has no list, or
 * where so many items weigh less.
 */
export function messageOfSize(messages: Messages, bytes: number): unknown {
  const sized = (items: number): Sized => {
    const message = messages.message('full', items)
    return { items, message, bytes: Buffer.byteLength(JSON.stringify(message)) }
  }
  const [two, four, eight] = [sized(2), sized(4), sized(8)]
  const mostItems = Math.min(MOST_ITEMS, Math.max(8, (MOST_VALUES / valuesIn(eight.message)) * 8))
  const each = (eight.bytes - four.bytes) / 4
  // Lists side by side: every item adds as much, and one more message is enough.
  if (each > 0 && Math.abs((four.bytes - two.bytes) / 2 - each) < each * EVEN) {
    const items = eight.items + Math.floor(((bytes - eight.bytes) / each) * (1 - EVEN))
    const message = sized(Math.floor(Math.min(mostItems, Math.max(1, items))))
    if (message.bytes <= bytes) return message.message
  }
  let [fits, next] = [two, four]
  while (next.bytes <= bytes && next.items * 2 <= mostItems) {
    fits = next
    next = sized(next.items * 2)
  }
  if (next.bytes <= bytes) return next.message
  // Of lists in lists the bytes grow faster than the items: the result is smaller then, and never larger.
  const share = (bytes - fits.bytes) / (next.bytes - fits.bytes)
  return sized(fits.items + Math.floor(share * (next.items - fits.items))).message
}
