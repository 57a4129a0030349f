import { isRecord, type Segment } from '../core/index.ts'

/** One change to a message, as plain data, so that it can be stored, combined and replayed. */
export type Edit =
  | { readonly operator: 'set'; readonly at: readonly Segment[]; readonly value: unknown }
  | { readonly operator: 'remove'; readonly at: readonly Segment[] }
  /** The list at `at` gets this many items, made from its first one. */
  | { readonly operator: 'resize'; readonly at: readonly Segment[]; readonly length: number }
  /** The identifier at `at` is written in another style, derived from itself: distinct ones stay distinct. */
  | {
      readonly operator: 'restyle'
      readonly at: readonly Segment[]
      readonly style: IdentifierStyle
    }

/** Identifiers that the sender may use besides UUIDs. */
export type IdentifierStyle = 'no-uuid' | 'long' | 'digits' | 'symbols'

/** The body with the edit applied; the given body is left as it is. Where there is no such place, nothing is edited. */
export function applyEdit(body: unknown, edit: Edit): unknown {
  return edited(body, edit, 0)
}

function edited(value: unknown, edit: Edit, depth: number): unknown {
  const segment = edit.at[depth]
  if (segment === undefined) return replacement(value, edit)
  const isLast = depth === edit.at.length - 1
  if (!isLast || edit.operator !== 'set') {
    const isThere = Array.isArray(value)
      ? Number(segment) < value.length
      : isRecord(value) && Object.hasOwn(value, segment)
    if (!isThere) return value
  }
  if (Array.isArray(value)) {
    const items: unknown[] = [...value]
    if (isLast && edit.operator === 'remove') items.splice(Number(segment), 1)
    else items[Number(segment)] = edited(items[Number(segment)], edit, depth + 1)
    return items
  }
  if (!isRecord(value)) return value
  if (isLast && edit.operator === 'remove') {
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== String(segment)))
  }
  return { ...value, [segment]: edited(value[String(segment)], edit, depth + 1) }
}

function replacement(value: unknown, edit: Edit): unknown {
  switch (edit.operator) {
    case 'set': {
      return edit.value
    }
    case 'remove': {
      return undefined
    }
    case 'restyle': {
      return restyled(String(value), edit.style)
    }
    case 'resize': {
      const items: unknown[] = Array.isArray(value) ? value : []
      // Of an empty list nothing is known: what is not there is `null` in JSON, and judged as that.
      const [first = null] = items
      return Array.from({ length: edit.length }, (_, index) =>
        index < items.length ? items[index] : structuredClone(first),
      )
    }
  }
}

/** Whether two edits touch places of which one contains the other, so that they cannot be combined. */
export function conflict(left: Edit, right: Edit): boolean {
  const shared = Math.min(left.at.length, right.at.length)
  for (let index = 0; index < shared; index++) {
    if (left.at[index] !== right.at[index]) return false
  }
  return true
}

/** Characters of an identifier in the long style. */
export const LONG_IDENTIFIER = 40

const DIGITS = 20

function restyled(identifier: string, style: IdentifierStyle): string {
  switch (style) {
    case 'no-uuid': {
      return `${identifier.slice(0, 8)}.SO_${identifier.slice(-6)}`
    }
    case 'digits': {
      return identifier
        .replaceAll('-', '')
        .replaceAll(/\D/g, (letter) => String(letter.charCodeAt(0) % 10))
        .slice(0, DIGITS)
    }
    case 'symbols': {
      return `#${identifier.slice(0, 8)}/${identifier.slice(-6)}:1`
    }
    case 'long': {
      return `${identifier}-2026`.padEnd(LONG_IDENTIFIER, '0').slice(0, LONG_IDENTIFIER)
    }
  }
}
