import type { Messages } from '../../messages/index.ts'

/** More items than this are not generated, whatever they weigh. */
const MOST_ITEMS = 20_000

/**
 * A valid message of about so many bytes and not more, by the number of items in its lists; smaller where it has no list, or
 * where so many items weigh less.
 */
export function messageOfSize(messages: Messages, bytes: number): unknown {
  const sized = (items: number) => {
    const message = messages.message('full', items)
    return { items, message, bytes: Buffer.byteLength(JSON.stringify(message)) }
  }
  let fits = sized(2)
  let next = sized(fits.items * 2)
  while (next.bytes <= bytes && next.items * 2 <= MOST_ITEMS) {
    fits = next
    next = sized(next.items * 2)
  }
  if (next.bytes <= bytes) return next.message
  // Of lists in lists the bytes grow faster than the items: the result is smaller then, and never larger.
  const share = (bytes - fits.bytes) / (next.bytes - fits.bytes)
  return sized(fits.items + Math.floor(share * (next.items - fits.items))).message
}
