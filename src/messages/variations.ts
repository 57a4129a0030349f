import type { Operation } from '../contract/index.ts'
import { applyEdit, type Edit } from './edit.ts'
import { type SchemaPlace, placesOf } from './places.ts'
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

/** In which way a valid message differs from the ordinary one. */
export type VariationKind =
  | 'absent'
  | 'enum-value'
  | 'further-value'
  | 'zero'
  | 'boundary'
  | 'fraction'
  | 'large-number'
  | 'digits'
  | 'other-case'
  | 'symbols'
  | 'non-ascii'
  | 'astral'
  | 'punctuation'
  | 'several-lines'
  | 'empty'
  | 'long'
  | 'no-uuid'
  | 'fractional-seconds'
  | 'leap-day'
  | 'boolean'
  | 'item-count'

/** One way in which the sender's messages may differ from each other, all of them valid. */
export interface Variation {
  /** Stable: `absent:/order/comments`. */
  readonly id: string
  readonly kind: VariationKind
  /** JSON Pointer into the message. */
  readonly pointer: string
  /** The same with `*` in place of every index. */
  readonly rulePointer: string
  readonly edit: Edit
  /** A sentence part: «`/order/comments` is absent». */
  readonly sentence: string
}

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
 */
export function variationsOf(operation: Operation, full: unknown): Variation[] {
  const root = operation.schema('intended')
  const firstOfLists = placesOf(root, full).filter(({ at }) =>
    at.every((segment) => typeof segment === 'string' || segment === 0),
  )
  const seen = new Set<string>()
  return firstOfLists
    .flatMap((place) => variationsAt(place))
    .filter(({ id }) => !seen.has(id) && seen.add(id))
    .filter(({ edit }) => operation.accepts(applyEdit(full, edit), 'intended'))
}

function variationsAt(place: SchemaPlace): Variation[] {
  const found: Variation[] = []
  if (!place.required && place.at.length > 0)
    found.push(variation('absent', place, { operator: 'remove', at: place.at }))
  const { value, schema } = place
  for (const allowed of schema.enum ?? [])
    if (allowed !== value) found.push(set('enum-value', place, allowed))
  for (const sample of schema.examples ?? []) {
    const kind = sample === '' ? 'empty' : sample === 0 ? 'zero' : 'further-value'
    if (sample !== value && !isIdentity(place)) found.push(set(kind, place, sample))
  }
  if (schema.enum !== undefined) return found
  if (typeof value === 'string') found.push(...textVariations(place))
  if (typeof value === 'number') found.push(...numberVariations(place))
  if (typeof value === 'boolean') found.push(set('boolean', place, !value))
  if (Array.isArray(value)) {
    for (const length of [1, 2, MANY_ITEMS]) {
      if (length !== value.length)
        found.push(variation('item-count', place, { operator: 'resize', at: place.at, length }))
    }
  }
  return found
}

function isIdentity({ schema }: SchemaPlace): boolean {
  return schema['x-identifies'] !== undefined
}

function textVariations(place: SchemaPlace): Variation[] {
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

function sentence(kind: VariationKind, pointer: string, edit: Edit): string {
  const value: unknown = edit.operator === 'set' ? edit.value : undefined
  const shown = JSON.stringify(value)
  switch (kind) {
    case 'absent': {
      return `${pointer} is absent, and is optional`
    }
    case 'enum-value': {
      return `${pointer} is ${shown}, one of its documented values`
    }
    case 'further-value': {
      return `${pointer} is ${shown}`
    }
    case 'zero': {
      return `${pointer} is 0`
    }
    case 'boundary': {
      return `${pointer} is ${shown}, the boundary of what is allowed`
    }
    case 'fraction': {
      return `${pointer} is ${shown}, a number with a fraction`
    }
    case 'large-number': {
      return `${pointer} is ${shown}, a large number`
    }
    case 'digits': {
      return `${pointer} is a text of digits`
    }
    case 'other-case': {
      return `${pointer} is ${shown}, in another case`
    }
    case 'symbols': {
      return `${pointer} contains symbols such as #, / and :`
    }
    case 'non-ascii': {
      return `${pointer} contains non-ASCII text`
    }
    case 'astral': {
      return `${pointer} contains characters beyond the basic plane (an emoji)`
    }
    case 'punctuation': {
      return `${pointer} contains quotes, angle brackets and backslashes`
    }
    case 'several-lines': {
      return `${pointer} contains a line break and a tab`
    }
    case 'empty': {
      return `${pointer} is an empty string`
    }
    case 'long': {
      return edit.operator === 'set'
        ? `${pointer} has ${String(value).length} characters`
        : `${pointer} has ${IDENTIFIER_LENGTH} characters`
    }
    case 'no-uuid': {
      return `${pointer} is an identifier that is not a UUID`
    }
    case 'fractional-seconds': {
      return `${pointer} has fractions of a second`
    }
    case 'leap-day': {
      return `${pointer} is a leap day`
    }
    case 'boolean': {
      return `${pointer} is ${shown}`
    }
    case 'item-count': {
      return `${pointer} has ${edit.operator === 'resize' ? edit.length : 0} items`
    }
  }
}
