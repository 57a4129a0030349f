import { isOfType, typesOf } from '../contract/index.ts'
import { isRecord, lookUp } from '../core/index.ts'
import { BAD_FORMATS } from './bad-formats.ts'
import type { DeviationKind } from './deviation.ts'
import { changed, type DraftGroup, type DraftContext } from './draft.ts'
import { matchesPattern, textsMatching } from './matching.ts'
import type { SchemaPlace } from './places.ts'
import { exact, isMultiple, isListed } from './scalars.ts'

/** At most so many characters, only to break a rule. */
const MAX_CHARACTERS = 1024 * 1024

/** Values of other types, and others than the documented ones. */
export function valueGroups(place: SchemaPlace): DraftGroup[] {
  const { schema } = place
  const groups: DraftGroup[] = []
  const types = typesOf(schema)
  if (types.length > 0) {
    const others = STRANGERS.filter((value) => !types.some((type) => isOfType(value, type)))
    groups.push(groupOf(place, 'other-type', 'type', others))
  }
  const { enum: listed } = schema
  if (listed !== undefined)
    groups.push(groupOf(place, 'outside-enum', 'enum', othersThan(place, listed)))
  if (schema.const !== undefined)
    groups.push(groupOf(place, 'other-constant', 'const', othersThan(place, [schema.const])))
  return groups
}

/** Values of every type. */
export const STRANGERS = [12_345, 'text', true, {}, [], null, 1.5] as const

/** Values near the present one that are not listed, then some of other types. */
function othersThan({ value }: SchemaPlace, listed: readonly unknown[]): readonly unknown[] {
  return [...near(value), ...STRANGERS].filter((candidate) => !isListed(listed, candidate))
}

function near(value: unknown): readonly unknown[] {
  if (typeof value === 'string')
    return ['UNHEARD_OF', `${value} `, value.toUpperCase(), value.toLowerCase(), 'x', '']
  if (typeof value === 'number') return [value + 1, value + 1000, value - 1, 0, -1]
  if (typeof value === 'boolean') return [!value]
  if (Array.isArray(value)) return [[...(value as readonly unknown[]), 'unexpected'], []]
  return isRecord(value) ? [{ ...value, unexpected_member: 'unexpected' }, {}] : []
}

export function numberGroups(place: SchemaPlace): DraftGroup[] {
  const { schema, value } = place
  if (typeof value !== 'number') return []
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
  const step = multipleOf ?? 1
  const bounds: readonly (readonly [DeviationKind, string, number | undefined, number])[] = [
    ['below-minimum', 'minimum', minimum, -1],
    ['above-maximum', 'maximum', maximum, 1],
    ['below-minimum', 'exclusiveMinimum', exclusiveMinimum, -1],
    ['above-maximum', 'exclusiveMaximum', exclusiveMaximum, 1],
  ]
  const groups = bounds.flatMap(([kind, keyword, bound, sign]) => {
    if (bound === undefined) return []
    const last = exact(Math.floor(bound / step) * step)
    const values = [
      bound,
      bound + sign,
      bound + sign * step,
      bound + sign * 0.5,
      last,
      last + sign * step,
      last + 2 * sign * step,
    ]
    return [groupOf(place, kind, keyword, [...values.map(exact), beyond(bound, sign)])]
  })
  if (multipleOf !== undefined) {
    const values = [1, 0.5, 0.1, 1 / 3].flatMap((part) => [
      value + multipleOf * part,
      value - multipleOf * part,
    ])
    const others = [...values, value + 1, value - 1, 0.123456789].map(exact)
    groups.push(
      groupOf(
        place,
        'no-multiple',
        'multipleOf',
        others.filter((each) => !isMultiple(each, multipleOf)),
      ),
    )
  }
  if (schema.format === 'int32' || schema.format === 'int64')
    groups.push(groupOf(place, 'bad-format', 'format', [2_147_483_648, -2_147_483_649, 1e19, 0.5]))
  return groups
}

/** The next number but one in a direction: of large ones, adding one does not lead to another. */
function beyond(bound: number, sign: number): number {
  return bound + sign * Math.max(Number.MIN_VALUE, Math.abs(bound) * 2 * Number.EPSILON)
}

export function textGroups(place: SchemaPlace, { random }: DraftContext): DraftGroup[] {
  const { schema, value: text } = place
  if (typeof text !== 'string') return []
  const { minLength, maxLength, pattern, format } = schema
  const ofPattern = (length: number): readonly string[] =>
    pattern === undefined ? [] : textsMatching(pattern, random, length)
  const groups: DraftGroup[] = []
  if (minLength !== undefined && minLength > 0) {
    const shorter = [
      text.slice(0, minLength - 1),
      text.slice(text.length - minLength + 1),
      ...ofPattern(0),
      ...SHORT,
    ]
    groups.push(
      groupOf(
        place,
        'bad-length',
        'minLength',
        shorter.filter((each) => lengthOf(each) < minLength),
      ),
    )
  }
  if (maxLength !== undefined && maxLength < MAX_CHARACTERS) {
    const longer = [...lengthened(text, maxLength + 1, format), ...ofPattern(maxLength + 1)].filter(
      (each) => lengthOf(each) > maxLength,
    )
    groups.push(groupOf(place, 'bad-length', 'maxLength', longer))
  }
  if (pattern !== undefined) {
    const others = slips(text).filter((each) => !matchesPattern(pattern, each))
    groups.push(groupOf(place, 'bad-pattern', 'pattern', others))
  }
  if (format !== undefined) {
    const bad = [...(lookUp(BAD_FORMATS, format) ?? []), ...slips(text), '\u{1F6AB}', ' ']
    groups.push(groupOf(place, 'bad-format', 'format', bad))
  }
  return groups
}

const SHORT = ['', 'a', '1', 'a@b.co', '::1', '/', 'P1D']

function lengthOf(text: string): number {
  return Array.from(text).length
}

/** Longer texts of the kind: texts of a format have a part that may be of any length. */
function lengthened(text: string, length: number, format: string | undefined): readonly string[] {
  const fill = 'a'.repeat(length)
  const ofFormat: Readonly<Record<string, readonly string[]>> = {
    email: [
      `${fill.slice(0, 60)}@${'a.'.repeat(Math.ceil(length / 2)).slice(0, 240)}co`,
      `a@${'abc.'.repeat(length)}co`,
    ],
    uri: [`https://client.example/${fill}`],
    url: [`https://client.example/${fill}`],
    'uri-reference': [`/${fill}`],
    'date-time': [`2026-01-05T09:12:44.${'0'.repeat(length)}Z`],
    time: [`09:12:44.${'0'.repeat(length)}Z`],
    hostname: [`${'abc.'.repeat(Math.ceil(length / 4))}co`],
    'json-pointer': [`/${fill}`],
    duration: [`P${'1'.repeat(length)}D`],
    byte: ['YWFh'.repeat(Math.ceil(length / 4))],
    regex: [fill],
  }
  const padded = ['x', '0', 'a', 'A', text.at(-1) ?? 'x', ' '].map((fillText) =>
    text.padEnd(length, fillText),
  )
  return [
    ...padded,
    ...['0', 'a', 'A'].map((each) => each.repeat(length)),
    ...(lookUp(ofFormat, format) ?? []),
  ]
}

const MOST_POSITIONS = 16

/** One character more, less or other than it should be, and other usual slips. */
function slips(text: string): readonly string[] {
  const positions = Array.from(
    { length: Math.min(text.length, MOST_POSITIONS) },
    (_, index) => index,
  )
  const replaced = positions.flatMap((index) =>
    ['x', 'X', '0', '9', '-', ' ', 'é'].map(
      (other) => `${text.slice(0, index)}${other}${text.slice(index + 1)}`,
    ),
  )
  const ofLength = ['x', 'X', '0', '-', ' ', '\u{1F6AB}'].map((each) =>
    each.repeat(Math.max(1, text.length)),
  )
  return [
    ...replaced,
    ...ofLength,
    `${text}x`,
    `${text}0`,
    ` ${text}`,
    text.slice(1),
    text.slice(0, -1),
    '',
    '\u{1F6AB}',
    `${text}\u{1F6AB}`,
  ]
}

function groupOf(
  place: SchemaPlace,
  kind: DeviationKind,
  keyword: string,
  values: readonly unknown[],
): DraftGroup {
  return values.map((value) => changed(place, kind, keyword, value))
}
