import { type Operation, showValue, typesOf } from '../contract/index.ts'
import { plural, type Random } from '../core/index.ts'
import { applyEdit, type Edit } from './edit.ts'
import { type SchemaPlace, placesOf } from './places.ts'
import { ASTRAL, NON_ASCII, PUNCTUATION, SEVERAL_LINES } from './texts.ts'

/** One random change to a valid message, which leaves it valid. */
export interface RandomChange {
  readonly pointer: string
  readonly rulePointer: string
  readonly edit: Edit
  /** A sentence part: «`/order/comments` is absent». */
  readonly sentence: string
}

/** How many of the places are changed, and how many of the optional ones omitted. */
const CHANGED = 0.35
const LEFT_OUT = 0.15

/**
 * A random message within the schema, as changes to a full one: other texts, times, documented values, numbers, list lengths
 * and optional properties. Identifiers stay. All numbers of a message are the same: in no message of the sender is more
 * cancelled than ordered.
 */
export function randomChanges(operation: Operation, full: unknown, random: Random): RandomChange[] {
  const amount = random.next() < 0.5 ? undefined : amountOf(random)
  const changes: RandomChange[] = []
  let body = full
  for (const place of placesOf(operation, 'intended', full)) {
    const edit = changeOf(place, amount, random)
    if (edit === undefined || isWithin(edit, changes)) continue
    const changed = applyEdit(body, edit)
    if (!operation.accepts(changed, 'intended')) continue
    body = changed
    const { pointer, rulePointer } = place
    changes.push({ pointer, rulePointer, edit, sentence: sentenceOf(pointer, edit) })
  }
  return changes
}

function sentenceOf(pointer: string, edit: Edit): string {
  switch (edit.operator) {
    case 'set':
      return `${pointer} is ${showValue(edit.value)}`
    case 'resize':
      return `${pointer} has ${plural(edit.length, 'item')}`
    default:
      return `${pointer} is absent`
  }
}

/** Whether an earlier change removed or replaced what contains the place. */
function isWithin({ at }: Edit, changes: readonly RandomChange[]): boolean {
  return changes.some(
    ({ edit }) =>
      edit.operator !== 'resize' && edit.at.every((segment, index) => segment === at[index]),
  )
}

/** From single digits to a million, each magnitude as often as another. */
function amountOf(random: Random): number {
  const digits = random.integer(1, 6)
  return random.integer(10 ** (digits - 1), 10 ** digits - 1)
}

function changeOf(
  place: SchemaPlace,
  amount: number | undefined,
  random: Random,
): Edit | undefined {
  const { at, schema, value } = place
  if (at.length === 0 || schema['x-identifies'] !== undefined) return undefined
  if (!place.required && random.next() < LEFT_OUT) return { operator: 'remove', at }
  if (typeof value === 'number' && schema.enum === undefined)
    return amount === undefined ? undefined : set(place, amount)
  if (random.next() >= CHANGED) return undefined
  if (Array.isArray(value)) return { operator: 'resize', at, length: random.integer(1, 5) }
  if (schema.enum !== undefined) {
    const { enum: listed } = schema
    return set(place, listed[random.integer(0, listed.length - 1)])
  }
  if (typeof value === 'boolean') return set(place, !value)
  return typesOf(schema).includes('string') && typeof value === 'string'
    ? textChange(place, random)
    : undefined
}

function set({ at }: SchemaPlace, value: unknown): Edit {
  return { operator: 'set', at, value }
}

function textChange(place: SchemaPlace, random: Random): Edit | undefined {
  switch (place.schema.format) {
    case undefined:
      return place.schema.pattern === undefined ? set(place, textOf(place, random)) : undefined
    case 'date':
      return set(place, dayOf(random))
    case 'date-time':
      return set(place, momentOf(random))
    default:
      return undefined
  }
}

/** From the beginning of the time that machines count to the end of the one that 32 bits hold, by the second. */
function momentOf(random: Random): string {
  const moment = new Date(random.integer(0, 2_147_483_647) * 1000).toISOString()
  return moment.replace('.000Z', random.next() < 0.5 ? 'Z' : `.${random.integer(0, 999_999)}Z`)
}

function dayOf(random: Random): string {
  return momentOf(random).slice(0, 10)
}

const WORDS = [
  'order',
  'Ltd.',
  'N/A',
  '10%',
  'née',
  'straße',
  'O’Brien',
  '東京',
  'null',
  '007',
  'true',
  '<none>',
  '"quoted"',
  NON_ASCII,
  PUNCTUATION,
] as const

/** What only a text for people contains. */
const FREE = [...WORDS, ASTRAL, SEVERAL_LINES] as const

/** As long as the variations of one value are: what holds one holds the other. */
const FREE_LENGTH = 300
const SHORT_LENGTH = 40

/** One to eight words of all kinds. */
function textOf({ schema }: SchemaPlace, random: Random): string {
  const isFree = schema['x-text-kind'] === 'free'
  const words = Array.from({ length: random.integer(1, 8) }, () =>
    random.pick(isFree ? FREE : WORDS),
  )
  // By characters, none of which is cut in two.
  const most = isFree ? FREE_LENGTH : SHORT_LENGTH
  return Array.from(words.join(' ')).slice(0, most).join('').trim()
}
