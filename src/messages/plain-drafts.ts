import { isOfType, rulePointerOf, typesOf } from '../contract/index.ts'
import { isRecord, lookUp, valueAt } from '../core/index.ts'
import { BAD_FORMATS } from './bad-formats.ts'
import type { DeviationKind } from './deviation.ts'
import { changed, type DeviationDraft, pointersOf, unknownProperty } from './draft.ts'
import type { SchemaPlace } from './places.ts'

/** The usual slips at a place, each a draft of its own: endpoints miss one and see another. */
export function draftsAt(place: SchemaPlace): DeviationDraft[] {
  const { value, schema } = place
  return [
    ...wrongTypes(place),
    ...(isRecord(value) ? propertyDrafts(place) : []),
    ...(typeof value === 'string' ? textDrafts(place) : []),
    ...(typeof value === 'number' ? numberDrafts(place) : []),
    ...(Array.isArray(value) ? countDrafts(place) : []),
    ...(schema.enum === undefined ? [] : enumDrafts(place, schema.enum)),
  ]
}

function propertyDrafts(place: SchemaPlace): DeviationDraft[] {
  const { at, value, schema } = place
  const properties = isRecord(value) ? value : {}
  const missing = (schema.required ?? []).map((name): DeviationDraft => {
    const property = [...at, name]
    return {
      kind: 'missing',
      keyword: 'required',
      ...pointersOf(property),
      schemaPointer: rulePointerOf(place.schemaPointer, 'required', name),
      edit: { operator: 'remove', at: property },
      before: properties[name],
    }
  })
  if (schema.additionalProperties !== false) return missing
  return [
    ...missing,
    unknownProperty(place, 'unexpected_member', 'unexpected'),
    ...NOTHINGS.map(([name, nothing]) => ({
      ...unknownProperty(place, name, nothing),
      further: true,
    })),
  ]
}

/** Values that count as nothing in one language or another: a careless endpoint does not see the property then. */
const NOTHINGS: readonly (readonly [string, unknown])[] = [
  ['unexpected_null', null],
  ['unexpected_empty_text', ''],
  ['unexpected_false', false],
  ['unexpected_zero', 0],
  ['unexpected_empty_list', []],
  ['unexpected_empty_object', {}],
]

function wrongTypes(place: SchemaPlace): DeviationDraft[] {
  const types = typesOf(place.schema)
  if (types.length === 0) return []
  return candidatesFor(place)
    .filter(({ value }) => !types.some((type) => isOfType(value, type)))
    .map(({ kind, value, further }) => changed(place, kind, 'type', value, further))
}

interface Candidate {
  readonly kind: DeviationKind
  readonly value: unknown
  readonly further: boolean
}

/** What careless endpoints take for the right type: the coercible first, then null, then another structure. */
function candidatesFor({ value, schema }: SchemaPlace): readonly Candidate[] {
  const nothing: Candidate = { kind: 'null', value: null, further: false }
  const other = (candidate: unknown): Candidate => ({
    kind: 'other-type',
    value: candidate,
    further: true,
  })
  const structure = (candidate: unknown): Candidate => ({ ...other(candidate), further: false })
  const coercible = (candidate: unknown, further = false): Candidate => ({
    kind: 'coercible-type',
    value: candidate,
    further,
  })
  if (typeof value === 'string') {
    return [
      coercible(schema.format === undefined ? 12_345 : 1_767_604_364),
      nothing,
      coercible(true, true),
      other({}),
      other([value]),
    ]
  }
  if (typeof value === 'number') {
    return [
      coercible(String(value)),
      nothing,
      { kind: 'fraction', value: Math.floor(value) + 0.5, further: false },
      coercible(true, true),
      other('many'),
      other({}),
      other([value]),
    ]
  }
  if (typeof value === 'boolean')
    return [coercible(String(value)), nothing, coercible(value ? 1 : 0), other({})]
  // An empty list and an empty object are one value to some languages (PHP).
  if (Array.isArray(value))
    return [structure(value[0] ?? {}), structure({}), nothing, other('none')]
  if (isRecord(value)) return [structure([value]), structure([]), nothing, other('text')]
  return []
}

function enumDrafts(place: SchemaPlace, allowed: readonly unknown[]): DeviationDraft[] {
  const { value } = place
  if (typeof value !== 'string') return []
  const swapped = value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase()
  const candidates: [DeviationKind, string][] = [
    ['outside-enum', 'UNHEARD_OF'],
    ['other-case', swapped],
    ['outside-enum', `${value} `],
    ['outside-enum', ''],
  ]
  return candidates
    .filter(([, candidate]) => !allowed.includes(candidate))
    .map(([kind, candidate], index) => changed(place, kind, 'enum', candidate, index > 1))
}

function textDrafts(place: SchemaPlace): DeviationDraft[] {
  const { schema, value } = place
  const text = String(value)
  const bad = lookUp(BAD_FORMATS, schema.format) ?? []
  const drafts = bad.map((candidate, index) =>
    changed(place, 'bad-format', 'format', candidate, index > 1),
  )
  if (schema.minLength !== undefined && schema.minLength > 0) {
    drafts.push(changed(place, 'bad-length', 'minLength', text.slice(0, schema.minLength - 1)))
  }
  if (schema.maxLength !== undefined && schema.maxLength < MAX_CHARACTERS) {
    drafts.push(changed(place, 'bad-length', 'maxLength', text.padEnd(schema.maxLength + 1, 'x')))
  }
  if (schema.pattern !== undefined) {
    for (const candidate of ['', '\u{1F6AB}', `${text}\u{1F6AB}`])
      drafts.push(changed(place, 'bad-pattern', 'pattern', candidate))
  }
  return drafts
}

/** A text or a list beyond these is longer than any message: the rule is one that no message can break. */
const MAX_CHARACTERS = 1024 * 1024
const MAX_ITEMS = 10_000

function numberDrafts(place: SchemaPlace): DeviationDraft[] {
  const { schema } = place
  const drafts: DeviationDraft[] = []
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema
  if (minimum !== undefined) {
    drafts.push(changed(place, 'below-minimum', 'minimum', minimum - 1))
    drafts.push(changed(place, 'below-minimum', 'minimum', Math.min(-1, minimum - 2), true))
  }
  if (maximum !== undefined) drafts.push(changed(place, 'above-maximum', 'maximum', maximum + 1))
  if (exclusiveMinimum !== undefined)
    drafts.push(changed(place, 'below-minimum', 'exclusiveMinimum', exclusiveMinimum))
  if (exclusiveMaximum !== undefined)
    drafts.push(changed(place, 'above-maximum', 'exclusiveMaximum', exclusiveMaximum))
  return drafts
}

function countDrafts(place: SchemaPlace): DeviationDraft[] {
  const { minItems = 0, maxItems } = place.schema
  const resize = (keyword: string, length: number): DeviationDraft => ({
    kind: 'bad-count',
    keyword,
    ...pointersOf(place.at),
    schemaPointer: rulePointerOf(place.schemaPointer, keyword),
    edit: { operator: 'resize', at: place.at, length },
    allowed: valueAt(place.schema, [keyword]),
    before: place.value,
  })
  return [
    ...(minItems > 0 && minItems <= MAX_ITEMS ? [resize('minItems', minItems - 1)] : []),
    ...(maxItems === undefined || maxItems >= MAX_ITEMS ? [] : [resize('maxItems', maxItems + 1)]),
  ]
}
