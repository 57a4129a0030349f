import { isRecord } from '../core/index.ts'
import { broken, child, type LocatedValue } from './document.ts'

/** What the intended reading changes in a schema. */
export interface DisputedRule {
  readonly rule: string
  readonly intended: Readonly<Record<string, unknown>>
  readonly at: LocatedValue
}

/** @throws HarnessError CONTRACT_BROKEN for a malformed `x-disputed` */
export function disputedRules(at: LocatedValue): DisputedRule[] {
  const entries = isRecord(at.value) ? at.value['x-disputed'] : undefined
  if (entries === undefined) return []
  const place = child(at, 'x-disputed')
  if (!Array.isArray(entries))
    throw broken(place, 'is not a list', 'list rules as { rule: D1, intended: { … } }')
  return entries.map((entry: unknown, index) => {
    const here = child(place, String(index))
    if (isRecord(entry) && typeof entry.rule === 'string' && isRecord(entry.intended)) {
      return { rule: entry.rule, intended: entry.intended, at: here }
    }
    throw broken(here, 'is not a disputed rule', 'write it as { rule: D1, intended: { … } }')
  })
}
