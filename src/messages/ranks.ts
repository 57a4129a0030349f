import type { Operation } from '../contract/index.ts'
import { BAD_FORMATS } from './bad-formats.ts'
import type { Deviation } from './deviation.ts'
import type { SchemaPlace } from './places.ts'

/** Of each format the slip that most endpoints miss. */
const USUAL_SLIPS: ReadonlySet<unknown> = new Set(
  Object.values(BAD_FORMATS).map(([first]) => first),
)

/** What is first at a place: its own rule, and its being a property of the object around it. */
export interface Firsts {
  readonly rule: boolean
  readonly property: boolean
}

/**
 * Whether the line of the document that rules a place has not ruled an earlier one (a shared schema, a later item), and
 * whether the object around it has not shown this property before.
 */
export function firstOccurrences(
  operation: Operation,
  { schemaPointer, name }: SchemaPlace,
  seen: Set<string>,
): Firsts {
  const lineOf = (pointer: string): string => {
    const place = operation.placeOf('published', pointer)
    return place === undefined ? pointer : `${place.file}:${place.line}`
  }
  const around = schemaPointer.replace(/\/(?:properties\/[^/]+|items)$/, '')
  const isNew = (key: string): boolean => !seen.has(key) && seen.add(key).size > 0
  return { rule: isNew(lineOf(schemaPointer)), property: isNew(`${lineOf(around)} ${name}`) }
}

/** Where a rule applies again, its rarer slips are left to the messages with several faults. */
export function isRedundant(
  { kind, edit }: Pick<Deviation, 'kind' | 'edit'>,
  firsts: Firsts,
): boolean {
  if (kind === 'null') return !firsts.property && typeof edit.at.at(-1) === 'string'
  if (firsts.rule) return false
  if (kind === 'fraction') return true
  if (kind === 'bad-format') return edit.operator === 'set' && !USUAL_SLIPS.has(edit.value)
  const isLater = edit.at.some((segment) => typeof segment === 'number' && segment > 0)
  return kind === 'coercible-type' && isLater
}

/**
 * Every kind of slip comes first somewhere: an endpoint that takes true for any number, or a date with slashes in any
 * timestamp, is lenient in its ways rather than in one place. The places take turns, so that together the slips reach many.
 */
export function promoteOnePerKind(deviations: readonly Deviation[]): Deviation[] {
  const slips = new Map<string, Deviation[]>()
  for (const deviation of deviations) {
    const slip = slipOf(deviation)
    slips.set(slip, [...(slips.get(slip) ?? []), deviation])
  }
  const promoted = new Set<Deviation>()
  let turn = 0
  for (const group of slips.values()) {
    if (group.some(({ rank }) => rank === 'first')) continue
    const next = group[turn++ % group.length]
    if (next !== undefined) promoted.add(next)
  }
  return deviations.map((deviation) =>
    promoted.has(deviation) ? { ...deviation, rank: 'first' } : deviation,
  )
}

/** What was put where what belongs; texts that break a format or an enum are slips of their own. */
function slipOf({ keyword, before, after }: Deviation): string {
  if (keyword === 'additionalProperties') return JSON.stringify([keyword, nothingOf(after)])
  const isText = keyword === 'format' || keyword === 'enum' || keyword === 'minimum'
  return JSON.stringify([keyword, shapeOf(before), isText ? after : shapeOf(after)])
}

/** An empty value as it is: an unknown property that holds nothing is easily overlooked. */
function nothingOf(value: unknown): string {
  const text = JSON.stringify(value)
  return /^(?:null|""|false|0|\[\]|\{\})$/.test(text) ? text : 'something'
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (value === null) return 'null'
  return typeof value
}
