import { type Operation, typesOf } from '../contract/index.ts'
import { formatPointer, type Segment, toRulePointer, valueAt } from '../core/index.ts'
import type { Base } from './bases.ts'
import { applyEdit, type Edit } from './edit.ts'
import { type SchemaPlace, placesOf } from './places.ts'
import type { Variation, VariationKind } from './variation.ts'
import { sentence } from './variation-sentences.ts'
import {
  ASTRAL,
  DIGITS,
  longIdentifier,
  longText,
  NON_ASCII,
  PUNCTUATION,
  SEVERAL_LINES,
  SYMBOLS,
} from './texts.ts'

const FREE_LENGTH = 300
const IDENTIFIER_LENGTH = 40
const MANY_ITEMS = 100

/** The least an identifier's database can be expected to hold. */
const ABOVE_32_BITS = 4_294_967_296

/** More than a careless limit on pieces or cents allows. */
const A_MILLION = 1_000_000

/**
 * Every single difference that a valid message may show, found in the intended reading of the operation's schema and
 * proven by its validator against the given full message.
 *
 * @param bases messages that take other alternatives: each is a variation, and what may differ within it
 */
export function variationsOf(
  operation: Operation,
  full: unknown,
  bases: readonly Base[],
): Variation[] {
  const firstOfLists = placesOf(operation, 'intended', full).filter(isFirst)
  const seen = new Set<string>()
  const all = [
    ...firstOfLists.flatMap((place) => variationsAt(place)),
    ...bases.flatMap((base) =>
      base.absent === undefined
        ? [alternative(base), ...withinAlternative(base)]
        : [absentIn(base, base.absent)],
    ),
  ]
  return fewEnough(all)
    .filter(({ id, edit }) => !seen.has(id) && operation.accepts(applyEdit(full, edit), 'intended'))
    .filter(({ id }) => !seen.has(id) && seen.add(id))
}

/** Whether a place is in the first item of each list, or at its own index of a tuple. */
function isFirst({ at, schemaPointer }: SchemaPlace): boolean {
  const later = at.filter((segment) => typeof segment === 'number' && segment > 0)
  if (later.length === 0) return true
  const own = [...schemaPointer.matchAll(/\/prefixItems\/([1-9]\d*)(?=\/|$)/g)]
  return later.map(String).join() === own.map(([, index]) => index).join()
}

/** More would fill the memory, and take hours. */
const MOST_VARIATIONS = 5000

/** Of a message with thousands of places, not every kind of text at each of them. */
function fewEnough(all: readonly Variation[]): readonly Variation[] {
  if (all.length <= MOST_VARIATIONS) return all
  return all
    .filter(({ kind }) => kind === 'alternative' || WITHIN_ALTERNATIVES.has(kind))
    .slice(0, MOST_VARIATIONS)
}

/** What is sent of an alternative, which takes a message of its own each time: not every kind of text. */
const WITHIN_ALTERNATIVES: ReadonlySet<VariationKind> = new Set([
  'absent',
  'enum-value',
  'boolean',
  'boundary',
  'length',
  'null-value',
])

function withinAlternative(base: Base): Variation[] {
  const { at } = base.edit
  return base.places
    .filter((place) => isFirst(place) && place.at.length > base.edit.at.length)
    .flatMap((place) => variationsAt(place))
    .filter(({ kind }) => WITHIN_ALTERNATIVES.has(kind))
    .map((own) => ({
      ...own,
      id: `${own.id} of ${base.taken}`,
      edit: { operator: 'set', at, value: valueAt(applyEdit(base.body, own.edit), at) },
    }))
}

function alternative({ edit, taken }: Base): Variation {
  const pointer = formatPointer(edit.at)
  return {
    id: `alternative:${pointer}=${taken}`,
    kind: 'alternative',
    pointer,
    rulePointer: toRulePointer(edit.at),
    edit,
    sentence: `${pointer === '' ? 'the body' : pointer} is as ${taken} of the schema describes it`,
  }
}

/** Without a property that others need, and without these. */
function absentIn({ edit }: Base, at: readonly Segment[]): Variation {
  const pointer = formatPointer(at)
  return {
    id: `absent:${pointer}`,
    kind: 'absent',
    pointer,
    rulePointer: toRulePointer(at),
    edit,
    sentence: sentence('absent', pointer, { operator: 'remove', at }),
  }
}

/** Values of one list that are sent: more than there are countries or currencies. */
const MOST_LISTED = 300

function variationsAt(place: SchemaPlace): Variation[] {
  const found: Variation[] = []
  if (place.mayBeAbsent && place.at.length > 0)
    found.push(variation('absent', place, { operator: 'remove', at: place.at }))
  const { value, schema } = place
  for (const allowed of schema.enum?.slice(0, MOST_LISTED) ?? [])
    if (allowed !== value) found.push(set('enum-value', place, allowed))
  for (const sample of schema.examples ?? []) {
    const kind = sample === '' ? 'empty' : sample === 0 ? 'zero' : 'further-value'
    if (sample !== value && !isIdentity(place)) found.push(set(kind, place, sample))
  }
  if (value !== null && typesOf(schema).includes('null')) found.push(set('null-value', place, null))
  if (schema.enum !== undefined) return found
  if (typeof value === 'string') found.push(...textVariations(place))
  if (typeof value === 'number') found.push(...numberVariations(place))
  if (typeof value === 'boolean') found.push(set('boolean', place, !value))
  if (Array.isArray(value)) {
    for (const length of countsOf(schema)) {
      if (length !== value.length)
        found.push(variation('item-count', place, { operator: 'resize', at: place.at, length }))
    }
  }
  return found
}

/** One, two and many items, and as few and as many as the schema allows. */
function countsOf({ minItems, maxItems }: SchemaPlace['schema']): ReadonlySet<number> {
  const bounds = [minItems, maxItems].flatMap((count) =>
    count === undefined || count > MOST_ITEMS ? [] : [count],
  )
  return new Set([1, 2, MANY_ITEMS, ...bounds])
}

/** No list of a variation is longer. */
const MOST_ITEMS = 1000

function isIdentity({ schema }: SchemaPlace): boolean {
  return schema['x-identifies'] !== undefined
}

function textVariations(place: SchemaPlace): Variation[] {
  const lengths = lengthsOf(place)
  if (lengths.length > 0) return [...lengths, ...textsWithoutBounds(place)]
  return textsWithoutBounds(place)
}

/** As short and as long as the schema allows. */
function lengthsOf(place: SchemaPlace): Variation[] {
  const { minLength, maxLength, pattern, format } = place.schema
  const text = String(place.value)
  const least = minLength === undefined ? [] : [text.slice(0, minLength)]
  const most =
    maxLength === undefined || maxLength > MOST_CHARACTERS ? [] : [text.padEnd(maxLength, 'x')]
  return pattern === undefined && format === undefined
    ? [...least, ...most]
        .filter((each) => each !== text && each !== '')
        .map((each) => set('length', place, each))
    : []
}

/** No text of a variation is longer. */
const MOST_CHARACTERS = 100_000

function textsWithoutBounds(place: SchemaPlace): Variation[] {
  const { schema } = place
  if (schema.format === 'date-time') {
    return [
      set('fractional-seconds', place, '2026-01-05T09:12:44.5Z'),
      set('fractional-seconds', place, '2026-01-05T09:12:44.123456Z'),
      set('leap-day', place, '2028-02-29T23:59:59Z'),
    ]
  }
  if (schema.format === 'date') return [set('leap-day', place, '2028-02-29')]
  if (schema.format !== undefined) return []
  if (isIdentity(place)) return identityVariations(place)
  return [...everyText(place), ...textsOfKind(place)]
}

/** What any text may hold: nothing where it is optional, letters beyond ASCII, digits only, the other case. */
function everyText(place: SchemaPlace): Variation[] {
  const text = String(place.value)
  const upper = text.toUpperCase()
  return [
    ...(place.required ? [] : [set('empty', place, '')]),
    set('non-ascii', place, NON_ASCII),
    set('digits', place, DIGITS),
    set('other-case', place, text === upper ? text.toLowerCase() : upper),
  ].filter(({ edit }) => edit.operator !== 'set' || edit.value !== place.value)
}

function textsOfKind(place: SchemaPlace): Variation[] {
  switch (place.schema['x-text-kind']) {
    case 'free': {
      return [
        set('empty', place, ''),
        set('astral', place, ASTRAL),
        set('punctuation', place, PUNCTUATION),
        set('several-lines', place, SEVERAL_LINES),
        set('long', place, longText(FREE_LENGTH)),
      ]
    }
    case 'identifier': {
      return [set('symbols', place, SYMBOLS), set('long', place, longIdentifier(IDENTIFIER_LENGTH))]
    }
    default: {
      return [
        set('punctuation', place, PUNCTUATION),
        set('long', place, longText(IDENTIFIER_LENGTH)),
      ]
    }
  }
}

function identityVariations(place: SchemaPlace): Variation[] {
  return (['no-uuid', 'long', 'digits', 'symbols'] as const).map((style) =>
    variation(style, place, { operator: 'restyle', at: place.at, style }),
  )
}

function numberVariations(place: SchemaPlace): Variation[] {
  const { schema, value } = place
  const found: Variation[] = []
  const least = schema.minimum
  if (value !== 0) found.push(set('zero', place, 0))
  if (least !== undefined && least !== value) found.push(set('boundary', place, least))
  if (schema.maximum !== undefined && schema.maximum !== value)
    found.push(set('boundary', place, schema.maximum))
  if (schema.type === 'number') found.push(set('fraction', place, 12.345))
  if (schema.type === 'integer')
    found.push(set('large-number', place, place.name === 'id' ? ABOVE_32_BITS : A_MILLION))
  return found
}

function set(kind: VariationKind, place: SchemaPlace, value: unknown): Variation {
  return variation(kind, place, { operator: 'set', at: place.at, value })
}

function variation(kind: VariationKind, place: SchemaPlace, edit: Edit): Variation {
  const suffix = suffixOf(edit)
  return {
    id: `${kind}:${place.pointer}${suffix}`,
    kind,
    pointer: place.pointer,
    rulePointer: place.rulePointer,
    edit,
    sentence: sentence(kind, place.pointer, edit),
  }
}

function suffixOf(edit: Edit): string {
  switch (edit.operator) {
    case 'set': {
      return `=${digest(edit.value)}`
    }
    case 'resize': {
      return `=${edit.length}`
    }
    case 'remove':
    case 'restyle': {
      return ''
    }
  }
}

/** Short values as they are, long ones by their length. */
function digest(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 24 ? `${text.length} characters` : text
}
