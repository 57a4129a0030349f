import type { ErrorObject } from 'ajv'
import { isRecord, lookUp, nearest, type Segment, toField, plural } from '../core/index.ts'
import type { SchemaObject } from './schema.ts'

/** The names of an object's fields: to list those of a large one takes long, and each of its violations asks. */
export type NamesOf = (value: object) => readonly string[]

/** Each object's names, listed once. */
export function namesOnce(): NamesOf {
  const known = new Map<object, readonly string[]>()
  return (value) => {
    const names = known.get(value) ?? Object.keys(value)
    known.set(value, names)
    return names
  }
}

/**
 * Says in one sentence which rule a body breaks.
 *
 * @param at the place of ajv's error in the body, `value` the value there
 * @param schema the schema object with the broken keyword
 * @param namesOf the names of an object's fields
 */
export function sentenceOf(
  error: ErrorObject,
  at: readonly Segment[],
  value: unknown,
  schema: SchemaObject,
  namesOf: NamesOf,
): string {
  const subject = at.length === 0 ? 'the body' : shorten(toField(at))
  const params: Readonly<Record<string, unknown>> = error.params
  const found = showValue(value)
  switch (error.keyword) {
    case 'required':
    case 'dependentRequired':
      return missingSentence(String(params.missingProperty), subject, value, schema, namesOf)
    case 'additionalProperties':
      return unknownSentence(String(params.additionalProperty), subject, value, schema)
    case 'unevaluatedProperties':
      return unknownSentence(String(params.unevaluatedProperty), subject, value, schema)
    case 'propertyNames':
      return `${showName(String(params.propertyName))} is not allowed as the name of a field of ${subject}`
    case 'enum':
      return enumSentence(subject, value, schema.enum ?? listOf(params.allowedValues))
    case 'minItems':
    case 'maxItems':
    case 'minProperties':
    case 'maxProperties':
      return sizeSentence(error.keyword, subject, params.limit, value, namesOf)
    case 'false schema':
      return `${subject} is not allowed`
    case 'uniqueItems':
      return `${subject} must have unique items, and items ${String(params.j)} and ${String(params.i)} are equal`
    case 'contains':
      return containsSentence(subject, params)
    default:
      return `${subject} must ${duty(error.keyword, params, schema)}, and is ${found}`
  }
}

/** What a value must be or do; the sentence ends with what it is. */
function duty(
  keyword: string,
  params: Readonly<Record<string, unknown>>,
  schema: SchemaObject,
): string {
  const limit = String(params.limit)
  switch (keyword) {
    case 'type':
      return `be ${article(params.type)}`
    case 'const':
      return `be ${showValue(params.allowedValue)}`
    case 'format':
      return `be ${lookUp(FORMATS, String(params.format)) ?? `of format ${String(params.format)}`}`
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `be ${COMPARISONS[keyword]} ${limit}`
    case 'multipleOf':
      return `be a multiple of ${String(params.multipleOf)}`
    case 'minLength':
    case 'maxLength':
      return `have ${COMPARISONS[keyword]} ${plural(Number(params.limit), 'character')}`
    case 'pattern':
      if (typeof params.withinMs === 'number') {
        return `match the contract's patterns within ${params.withinMs} ms`
      }
      return schema.format === 'date-time' && params.pattern === 'Z$'
        ? 'be in UTC and end in Z'
        : `match ${String(params.pattern)}`
    case 'anyOf':
      return 'match at least one of its alternatives'
    case 'oneOf':
      return 'match exactly one of its alternatives'
    case 'not':
      return 'not match the forbidden schema'
    case 'nesting':
      return 'be nested less deeply to be validated'
    default:
      return `satisfy ${keyword}`
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'a date-time with a zone, such as 2026-01-05T09:12:44Z',
  date: 'a date such as 2026-01-05',
  time: 'a time with a zone, such as 09:12:44Z',
}

const COMPARISONS = {
  minimum: 'at least',
  maximum: 'at most',
  exclusiveMinimum: 'more than',
  exclusiveMaximum: 'less than',
  minLength: 'at least',
  maxLength: 'at most',
  minItems: 'at least',
  maxItems: 'at most',
  minProperties: 'at least',
  maxProperties: 'at most',
} as const

function sizeSentence(
  keyword: 'minItems' | 'maxItems' | 'minProperties' | 'maxProperties',
  subject: string,
  limit: unknown,
  value: unknown,
  namesOf: NamesOf,
): string {
  const noun = keyword.endsWith('Items') ? 'item' : 'field'
  const size = Array.isArray(value) ? value.length : namesOf(Object(value) as object).length
  return `${subject} must have ${COMPARISONS[keyword]} ${plural(Number(limit), noun)}, and has ${size}`
}

/** `a string`, `an object or null`: of one type, several, or ajv's list with commas. */
export function article(types: unknown): string {
  return String(types)
    .split(',')
    .map((type) => (type === 'null' ? 'null' : `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`))
    .join(' or ')
}

function missingSentence(
  name: string,
  parent: string,
  value: unknown,
  schema: SchemaObject,
  namesOf: NamesOf,
): string {
  const known = isRecord(schema.properties) ? schema.properties : {}
  const names = isRecord(value) ? namesOf(value).slice(0, MOST_NAMES) : []
  const strangers = names.filter((key) => !Object.hasOwn(known, key))
  const typo = nearest(name, strangers)
  const hint = typo === undefined ? '' : `; is ${showText(typo)} meant to be it?`
  return `${showName(name)} is required in ${parent}, and is missing${hint}`
}

function unknownSentence(
  name: string,
  parent: string,
  value: unknown,
  schema: SchemaObject,
): string {
  const known = isRecord(schema.properties) ? Object.keys(schema.properties) : []
  const others = known.filter((key) => key !== name)
  const absent = others.filter((key) => !(isRecord(value) && Object.hasOwn(value, key)))
  const meant = nearest(name, absent) ?? nearest(name, others)
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`
  return `${showName(name)} is not a field of ${parent}${hint}`
}

/** Of one object that are searched for a misspelt one: each field that is missing is looked for. */
const MOST_NAMES = 1000
const SHOWN_CHOICES = 20

function enumSentence(subject: string, value: unknown, allowed: readonly unknown[]): string {
  const names = allowed.filter((item) => typeof item === 'string')
  const meant = typeof value === 'string' ? nearest(value, names) : undefined
  const hint = meant === undefined ? '' : `; did you mean ${showText(meant)}?`
  const shown = allowed.slice(0, SHOWN_CHOICES).map((item) => shorten(JSON.stringify(item)))
  const rest = allowed.length - shown.length
  const choices = `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
  return `${subject} must be one of ${choices}, and is ${showValue(value)}${hint}`
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function showName(name: string): string {
  return /^[\w-]{1,60}$/.test(name) ? name : showText(name)
}

const SHOWN = 80

/** A value as a person recognises it, in at most about 80 characters. */
export function showValue(value: unknown): string {
  if (value === undefined) return 'absent'
  if (Array.isArray(value)) return `an array of ${plural(value.length, 'item')}`
  if (isRecord(value)) return 'an object'
  if (typeof value === 'number') return `the number ${value}`
  return typeof value === 'string' ? showText(value) : JSON.stringify(value)
}

/** Text in quotes, cut where it is long, but never within a character. */
function showText(text: string): string {
  for (let length = Math.min(text.length, SHOWN - 2); ; length -= 8) {
    const start = text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
    const quoted = JSON.stringify(start)
    if (quoted.length <= SHOWN)
      return start.length === text.length ? quoted : `${quoted.slice(0, -1)}…"`
  }
}

/** Text that is cut in its middle where it is longer than two lines. */
export function shorten(text: string): string {
  return text.length <= 2 * SHOWN ? text : `${text.slice(0, SHOWN)}…${text.slice(-SHOWN)}`
}

/** The validator does not say how many it has: too few, or too many. */
function containsSentence(
  subject: string,
  { minContains, maxContains }: Readonly<Record<string, unknown>>,
): string {
  const least = typeof minContains === 'number' ? minContains : 1
  if (typeof maxContains !== 'number')
    return least === 1
      ? `${subject} must have an item that matches "contains", and has none`
      : `${subject} must have at least ${least} items that match "contains", and has fewer`
  const most = plural(maxContains, 'item')
  return least === 0
    ? `${subject} must have at most ${most} that match "contains", and has more`
    : `${subject} must have from ${least} to ${most} that match "contains", and has fewer or more`
}
