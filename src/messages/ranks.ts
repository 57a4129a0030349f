import type { Operation } from '../contract/index.ts'
import { BAD_FORMATS } from './bad-formats.ts'
import type { Deviation } from './deviation.ts'
import type { Place } from './places.ts'

/** Of each format the slip that most endpoints miss. */
const USUAL_SLIPS: ReadonlySet<unknown> = new Set(
  Object.values(BAD_FORMATS).map(([first]) => first),
)

/** Whether the line of the document that rules this place has not ruled an earlier one (a shared schema, a later item). */
export function isFirstOfItsRule(
  operation: Operation,
  { schemaPointer }: Place,
  rules: Set<string>,
): boolean {
  const place = operation.placeOf('published', schemaPointer)
  const key = place === undefined ? schemaPointer : `${place.file}:${place.line}`
  return !rules.has(key) && rules.add(key).size > 0
}

/** Where a rule applies again, its rarer slips are left to the messages with several faults. */
export function isLessTelling(
  { kind, edit }: Pick<Deviation, 'kind' | 'edit'>,
  isFirst: boolean,
): boolean {
  if (isFirst) return false
  if (kind === 'fraction' || kind === 'null') return typeof edit.at.at(-1) === 'string'
  if (kind === 'bad-format') return edit.operator === 'set' && !USUAL_SLIPS.has(edit.value)
  const isLater = edit.at.some((segment) => typeof segment === 'number' && segment > 0)
  return kind === 'coercible-type' && isLater
}

/**
 * Every kind of slip comes first somewhere: an endpoint that takes true for any number, or a date with slashes in any
 * timestamp, is lenient in its ways rather than in one place. The places take turns, so that together the slips reach many.
 */
export function withEverySlip(deviations: readonly Deviation[]): Deviation[] {
  const slips = new Map<string, Deviation[]>()
  for (const deviation of deviations) {
    const slip = slipOf(deviation)
    slips.set(slip, [...(slips.get(slip) ?? []), deviation])
  }
  const promoted = new Set<Deviation>()
  let turn = 0
  for (const members of slips.values()) {
    if (members.some(({ rank }) => rank === 'first')) continue
    const member = members[turn++ % members.length]
    if (member !== undefined) promoted.add(member)
  }
  return deviations.map((deviation) =>
    promoted.has(deviation) ? { ...deviation, rank: 'first' } : deviation,
  )
}

/** What was put where what belongs; texts that break a format or an enum are slips of their own. */
function slipOf({ keyword, before, after }: Deviation): string {
  const isText = keyword === 'format' || keyword === 'enum' || keyword === 'minimum'
  return JSON.stringify([keyword, shapeOf(before), isText ? after : shapeOf(after)])
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (value === null) return 'null'
  return typeof value
}
