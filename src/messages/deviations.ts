import { isOfType, type Operation, typesOf } from '../contract/index.ts'
import { formatPointer, isRecord, type Segment, toRulePointer } from '../core/index.ts'
import { applyEdit, type Edit } from './edit.ts'
import { type Place, placesOf } from './places.ts'

/** In which way a message breaks its one rule. */
export type DeviationKind =
  | 'missing'
  | 'unknown-member'
  | 'null'
  | 'coercible-type'
  | 'other-type'
  | 'fraction'
  | 'outside-enum'
  | 'other-case'
  | 'bad-format'
  | 'below-minimum'
  | 'above-maximum'
  | 'bad-length'
  | 'bad-count'
  | 'bad-pattern'

/**
 * One named way in which a message breaks exactly one rule of the published reading. Plain data: the sentence is rendered
 * from it by `describeDeviation`, nothing is decided by text.
 */
export interface Deviation {
  /** Stable: `type:/order/price_cents=string`. */
  readonly id: string
  readonly operation: string
  readonly kind: DeviationKind
  /** The JSON Schema keyword of the broken rule. */
  readonly keyword: string
  /** JSON Pointer of what is wrong: of a missing member the place where it belongs, of an unknown one the member. */
  readonly pointer: string
  /** The same with `*` in place of every index. */
  readonly rulePointer: string
  readonly edit: Edit
  /** What stood there; absent for an unknown member. */
  readonly before?: unknown
  /** What stands there now; absent for a missing member. */
  readonly after?: unknown
  /** `first` probes the rule; `further` ones probe the same rule in one more way. */
  readonly rank: 'first' | 'further'
}

type Draft = Omit<Deviation, 'operation' | 'rank' | 'id'> & { readonly further?: boolean }

/**
 * Every single deviation of an operation's messages, at every depth, in every item of the given message. Each is proven
 * with the validator: it breaks the published reading at its pointer, by its keyword, and nowhere else.
 *
 * @param full a valid message that holds every member, with two items in each list
 */
export function deviationsOf(operation: Operation, full: unknown): Deviation[] {
  const seen = new Set<string>()
  const rules = new Set<string>()
  return placesOf(operation.schema('published'), full)
    .flatMap((place) => {
      const isFirst = isFirstOfItsRule(operation, place, rules)
      return draftsAt(place).map((draft) => ({ draft, isFirst }))
    })
    .map(({ draft: { further, ...draft }, isFirst }): Deviation => ({
      ...draft,
      id: idOf(draft),
      operation: operation.id,
      rank: further === true || isLessTelling(draft, isFirst) ? 'further' : 'first',
    }))
    .filter(({ id }) => !seen.has(id) && seen.add(id))
    .filter((deviation) => breaksOnlyItsRule(operation, full, deviation))
}

/** Whether the line of the document that rules this place has not ruled an earlier one (a shared schema, a later item). */
function isFirstOfItsRule(
  operation: Operation,
  { schemaPointer }: Place,
  rules: Set<string>,
): boolean {
  const place = operation.placeOf('published', schemaPointer)
  const key = place === undefined ? schemaPointer : `${place.file}:${place.line}`
  return !rules.has(key) && rules.add(key).size > 0
}

/** Where a rule applies again, its rarer slips are left to the messages with several faults. */
function isLessTelling(
  { kind, edit }: Pick<Deviation, 'kind' | 'edit'>,
  isFirst: boolean,
): boolean {
  if (isFirst) return false
  if (kind === 'fraction') return true
  if (kind === 'bad-format')
    return (
      edit.operator === 'set' && edit.value !== BAD_DATE_TIMES[0] && edit.value !== BAD_DATES[0]
    )
  const isLater = edit.at.some((segment) => typeof segment === 'number' && segment > 0)
  return kind === 'null' && isLater && typeof edit.at.at(-1) === 'string'
}

function idOf({ keyword, pointer, edit }: Pick<Deviation, 'keyword' | 'pointer' | 'edit'>): string {
  if (edit.operator !== 'set' || keyword === 'additionalProperties') return `${keyword}:${pointer}`
  const value = typeof edit.value === 'string' ? edit.value : JSON.stringify(edit.value)
  return `${keyword}:${pointer}=${value.length > 40 ? `${value.length} characters` : value}`
}

/** Whether the deviation makes the message break its rule, and nothing that is not at its own place. */
export function breaksOnlyItsRule(
  operation: Operation,
  full: unknown,
  deviation: Deviation,
): boolean {
  const violations = operation.validate(applyEdit(full, deviation.edit), 'published')
  return (
    violations.some(
      ({ keyword, pointer }) => keyword === deviation.keyword && pointer === deviation.pointer,
    ) && violations.every(({ pointer }) => pointer === deviation.pointer)
  )
}

function draftsAt(place: Place): Draft[] {
  const { value, schema } = place
  return [
    ...wrongTypes(place),
    ...(isRecord(value) ? memberDrafts(place) : []),
    ...(typeof value === 'string' ? textDrafts(place) : []),
    ...(typeof value === 'number' ? numberDrafts(place) : []),
    ...(Array.isArray(value) ? countDrafts(place) : []),
    ...(schema.enum === undefined ? [] : enumDrafts(place, schema.enum)),
  ]
}

function memberDrafts({ at, value, schema }: Place): Draft[] {
  const members = isRecord(value) ? value : {}
  const missing = (schema.required ?? []).map((name): Draft => {
    const member = [...at, name]
    return {
      kind: 'missing',
      keyword: 'required',
      ...pointersOf(member),
      edit: { operator: 'remove', at: member },
      before: members[name],
    }
  })
  if (schema.additionalProperties !== false) return missing
  const stranger = [...at, 'unexpected_member']
  return [
    ...missing,
    {
      kind: 'unknown-member',
      keyword: 'additionalProperties',
      ...pointersOf(stranger),
      edit: { operator: 'set', at: stranger, value: 'unexpected' },
      after: 'unexpected',
    },
  ]
}

function wrongTypes(place: Place): Draft[] {
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
function candidatesFor({ value, schema }: Place): readonly Candidate[] {
  const nothing: Candidate = { kind: 'null', value: null, further: false }
  const other = (candidate: unknown): Candidate => ({
    kind: 'other-type',
    value: candidate,
    further: true,
  })
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
  if (Array.isArray(value))
    return [{ kind: 'other-type', value: value[0] ?? {}, further: false }, nothing, other('none')]
  if (isRecord(value))
    return [{ kind: 'other-type', value: [value], further: false }, nothing, other('text')]
  return []
}

function enumDrafts(place: Place, allowed: readonly unknown[]): Draft[] {
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

/** Texts that are no date-time by RFC 3339 nor by ISO 8601 with a zone; the first two are the usual slips. */
const BAD_DATE_TIMES = [
  '2026-02-30T09:12:44Z',
  '2026-01-05T09:12:44',
  '2026-01-05',
  '2026-01-05T25:12:44Z',
  '2026-13-05T09:12:44Z',
  'yesterday',
  '05/01/2026 09:12',
  '',
]

const BAD_DATES = ['2026-02-30', '2026-01-05T09:12:44Z', '05.01.2026', '2026-13-05', 'soon', '']

const BAD_FORMATS: Readonly<Record<string, readonly string[]>> = {
  'date-time': BAD_DATE_TIMES,
  date: BAD_DATES,
  time: ['25:00:00Z', 'noon'],
  email: ['nobody', ''],
  uuid: ['no-uuid', ''],
  uri: ['not a uri', ''],
  ipv4: ['999.0.0.1'],
}

function textDrafts(place: Place): Draft[] {
  const { schema, value } = place
  const text = String(value)
  const bad = BAD_FORMATS[schema.format ?? ''] ?? []
  const drafts = bad.map((candidate, index) =>
    changed(place, 'bad-format', 'format', candidate, index > 1),
  )
  if (schema.minLength !== undefined && schema.minLength > 0) {
    drafts.push(changed(place, 'bad-length', 'minLength', text.slice(0, schema.minLength - 1)))
  }
  if (schema.maxLength !== undefined) {
    drafts.push(changed(place, 'bad-length', 'maxLength', text.padEnd(schema.maxLength + 1, 'x')))
  }
  if (schema.pattern !== undefined) {
    for (const candidate of ['', '\u{1F6AB}', `${text}\u{1F6AB}`])
      drafts.push(changed(place, 'bad-pattern', 'pattern', candidate))
  }
  return drafts
}

function numberDrafts(place: Place): Draft[] {
  const { schema } = place
  const drafts: Draft[] = []
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

function countDrafts(place: Place): Draft[] {
  const { minItems = 0, maxItems } = place.schema
  const resize = (keyword: string, length: number): Draft => ({
    kind: 'bad-count',
    keyword,
    ...pointersOf(place.at),
    edit: { operator: 'resize', at: place.at, length },
    before: place.value,
  })
  return [
    ...(minItems > 0 ? [resize('minItems', minItems - 1)] : []),
    ...(maxItems === undefined ? [] : [resize('maxItems', maxItems + 1)]),
  ]
}

function changed(
  place: Place,
  kind: DeviationKind,
  keyword: string,
  after: unknown,
  further = false,
): Draft {
  return {
    kind,
    keyword,
    pointer: place.pointer,
    rulePointer: place.rulePointer,
    edit: { operator: 'set', at: place.at, value: after },
    before: place.value,
    after,
    further,
  }
}

function pointersOf(at: readonly Segment[]): { pointer: string; rulePointer: string } {
  return { pointer: formatPointer(at), rulePointer: toRulePointer(at) }
}
