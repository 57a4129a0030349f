import { escapeSegment, formatPointer, isRecord } from '../../core/index.ts'
import { applyEdits, type Edit, type Messages } from '../../messages/index.ts'

/** Items in each list of an ordinary message: a first one and a later one. */
const ITEMS = 2

/** A full message with two items and fresh identifiers, with these edits. */
export function ordinaryMessage(messages: Messages, edits: readonly Edit[]): unknown {
  return applyEdits(withLists(messages, edits), edits)
}

/** Items of a longer list are items of their own, not copies of the first: identifiers do not come twice. */
function withLists(messages: Messages, edits: readonly Edit[]): unknown {
  const usual = messages.message('full', ITEMS)
  const lists = edits.filter(({ operator }) => operator === 'resize')
  const most = Math.max(0, ...lists.map((edit) => (edit.operator === 'resize' ? edit.length : 0)))
  if (most <= ITEMS) return usual
  const longer = messages.message('full', most)
  return shortened(longer, usual, new Set(lists.map(({ at }) => formatPointer(at))))
}

/** Lists as long as they usually are, except those at the given pointers. */
function shortened(
  value: unknown,
  usual: unknown,
  kept: ReadonlySet<string>,
  pointer = '',
): unknown {
  if (Array.isArray(value) && Array.isArray(usual)) {
    const items: readonly unknown[] = kept.has(pointer) ? value : value.slice(0, usual.length)
    return items.map((item, index) => shortened(item, usual[0], kept, `${pointer}/${index}`))
  }
  if (!isRecord(value) || !isRecord(usual)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, property]) => [
      name,
      shortened(property, usual[name], kept, `${pointer}/${escapeSegment(name)}`),
    ]),
  )
}
