import type { ErrorObject } from 'ajv'
import {
  escapeSegment,
  formatPointer,
  isRecord,
  nearest,
  parsePointer,
  type Segment,
  toField,
  toRulePointer,
  typedSegments,
  valueAt,
} from '../core/index.ts'
import type { RulePlaces } from './inline.ts'
import type { Schema, SchemaObject } from './schema.ts'
import type { Violation, ViolationCode } from './violation.ts'

/** A schema with everything that explaining its violations needs. */
export interface ExplainableSchema {
  readonly schema: Schema
  readonly places: RulePlaces
  /** Where a schema object stands in `schema`; only for schemas compiled at start. */
  readonly pointerOf?: (schema: object) => string | undefined
}

const BRANCHING = /\/(anyOf|oneOf|if|then|else|not)(\/|$)/

/** Turns ajv's errors for one body into violations, one per broken rule, in the order of the body. */
export function explain(
  errors: readonly ErrorObject[],
  body: unknown,
  explainable: ExplainableSchema,
): Violation[] {
  const branching = new Set(
    errors
      .filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
      .map(({ schemaPath }) => schemaPath),
  )
  const seen = new Set<string>()
  return errors
    .filter((error) => error.keyword !== 'if' && !isBranchDetail(error, branching))
    .map((error) => violationOf(error, body, explainable))
    .filter(({ pointer, keyword, message }) => {
      const key = `${pointer} ${keyword} ${message}`
      return !seen.has(key) && seen.add(key)
    })
}

/** What is wrong inside one alternative of several says little: the alternatives as a whole are reported. */
function isBranchDetail(error: ErrorObject, branching: ReadonlySet<string>): boolean {
  if (!BRANCHING.test(error.schemaPath)) return false
  return [...branching].some(
    (path) => error.schemaPath !== path && error.schemaPath.startsWith(`${path}/`),
  )
}

function violationOf(error: ErrorObject, body: unknown, explainable: ExplainableSchema): Violation {
  const at = typedSegments(body, error.instancePath)
  const subject = subjectOf(error, at)
  const node = nodePointer(error, explainable)
  const schema = valueAt(explainable.schema, parsePointer(node))
  const rule = placeOf(error, node, explainable.places)
  return {
    pointer: formatPointer(subject),
    field: toField(subject),
    rulePointer: toRulePointer(subject),
    code: codeOf(error.keyword),
    message: sentenceOf(error, at, valueAt(body, at), isRecord(schema) ? schema : {}),
    keyword: error.keyword,
    ...(rule === undefined ? {} : { rule }),
  }
}

/** The pointer, within the inlined schema, of the schema object that holds the failed keyword. */
function nodePointer(error: ErrorObject, { pointerOf }: ExplainableSchema): string {
  const known = isRecord(error.parentSchema) ? pointerOf?.(error.parentSchema) : undefined
  if (known !== undefined) return known
  const path = formatPointer(parsePointer(error.schemaPath))
  const end = path.lastIndexOf('/')
  return end === -1 ? '' : path.slice(0, end)
}

function placeOf(error: ErrorObject, node: string, places: RulePlaces): Violation['rule'] {
  if (error.keyword === 'required') {
    const name = escapeSegment(String(error.params.missingProperty))
    const place = places[`${node}/required/${name}`]
    if (place !== undefined) return place
  }
  return places[`${node}/${error.keyword}`] ?? places[node]
}

function subjectOf(error: ErrorObject, at: readonly Segment[]): Segment[] {
  const name: unknown =
    error.params.missingProperty ??
    error.params.additionalProperty ??
    error.params.unevaluatedProperty ??
    (error.keyword === 'propertyNames' ? error.params.propertyName : undefined)
  return typeof name === 'string' ? [...at, name] : [...at]
}

function codeOf(keyword: string): ViolationCode {
  if (keyword === 'required' || keyword === 'dependentRequired') return 'missing_field'
  return keyword === 'type' ? 'invalid_type' : 'invalid'
}

function sentenceOf(
  error: ErrorObject,
  at: readonly Segment[],
  value: unknown,
  schema: SchemaObject,
): string {
  const parent = at.length === 0 ? 'the body' : toField(at)
  const subject = at.length === 0 ? 'the body' : toField(at)
  const found = showValue(value)
  switch (error.keyword) {
    case 'required':
    case 'dependentRequired': {
      return missingSentence(String(error.params.missingProperty), parent, value, schema)
    }
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name = subjectOf(error, []).at(-1)
      return unknownSentence(String(name), parent, value, schema)
    }
    case 'type': {
      return `${subject} must be ${article(String(error.params.type))}, and is ${found}`
    }
    case 'enum': {
      return enumSentence(subject, value, schema.enum ?? (error.params.allowedValues as unknown[]))
    }
    case 'const': {
      return `${subject} must be ${showValue(error.params.allowedValue)}, and is ${found}`
    }
    case 'format': {
      return `${subject} must be a ${FORMATS[String(error.params.format)] ?? String(error.params.format)}, and is ${found}`
    }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum': {
      return `${subject} must be ${COMPARISONS[error.keyword]} ${String(error.params.limit)}, and is ${found}`
    }
    case 'minItems':
    case 'maxItems': {
      return `${subject} must hold ${COMPARISONS[error.keyword]} ${count(error.params.limit, 'item')}, and holds ${Array.isArray(value) ? value.length : found}`
    }
    case 'minLength':
    case 'maxLength': {
      return `${subject} must have ${COMPARISONS[error.keyword]} ${count(error.params.limit, 'character')}, and is ${found}`
    }
    case 'pattern': {
      return schema.format === 'date-time' && error.params.pattern === 'Z$'
        ? `${subject} must be in UTC and end in Z, and is ${found}`
        : `${subject} must match ${String(error.params.pattern)}, and is ${found}`
    }
    case 'anyOf':
    case 'oneOf': {
      return `${subject} must match ${error.keyword === 'anyOf' ? 'at least' : 'exactly'} one of its alternatives, and is ${found}`
    }
    default: {
      return `${subject} breaks ${error.keyword}, and is ${found}`
    }
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'date-time with a zone, such as 2026-01-05T09:12:44Z',
  date: 'date such as 2026-01-05',
}

const COMPARISONS: Readonly<Record<string, string>> = {
  minimum: 'at least',
  maximum: 'at most',
  exclusiveMinimum: 'more than',
  exclusiveMaximum: 'less than',
  minItems: 'at least',
  maxItems: 'at most',
  minLength: 'at least',
  maxLength: 'at most',
}

function count(limit: unknown, noun: string): string {
  return `${String(limit)} ${noun}${limit === 1 ? '' : 's'}`
}

function article(types: string): string {
  return types
    .split(',')
    .map((type) => (type === 'null' ? 'null' : `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`))
    .join(' or ')
}

function missingSentence(
  name: string,
  parent: string,
  value: unknown,
  schema: SchemaObject,
): string {
  const known = isRecord(schema.properties) ? Object.keys(schema.properties) : []
  const strangers = isRecord(value) ? Object.keys(value).filter((key) => !known.includes(key)) : []
  const typo = nearest(name, strangers)
  const hint = typo === undefined ? '' : `; is ${JSON.stringify(typo)} meant to be it?`
  return `${name} is required in ${parent}, and is missing${hint}`
}

function unknownSentence(
  name: string,
  parent: string,
  value: unknown,
  schema: SchemaObject,
): string {
  const known = isRecord(schema.properties) ? Object.keys(schema.properties) : []
  const absent = known.filter((key) => !(isRecord(value) && Object.hasOwn(value, key)))
  const meant = nearest(name, absent) ?? nearest(name, known)
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`
  return `${showName(name)} is no member of ${parent}${hint}`
}

function enumSentence(subject: string, value: unknown, allowed: readonly unknown[]): string {
  const names = allowed.filter((item) => typeof item === 'string')
  const meant = typeof value === 'string' ? nearest(value, names) : undefined
  const hint = meant === undefined ? '' : `; did you mean ${JSON.stringify(meant)}?`
  return `${subject} must be one of ${allowed.map(showValue).join(', ')}, and is ${showValue(value)}${hint}`
}

function showName(name: string): string {
  return /^[\w-]{1,60}$/.test(name) ? name : showValue(name)
}

/** A value as a person recognises it, in at most 80 characters. */
export function showValue(value: unknown): string {
  if (value === undefined) return 'absent'
  if (Array.isArray(value)) return `an array of ${count(value.length, 'item')}`
  if (isRecord(value)) return 'an object'
  const text = JSON.stringify(value)
  const kind =
    typeof value === 'string' ? 'the string ' : typeof value === 'number' ? 'the number ' : ''
  const shown = text.length > 80 ? `${text.slice(0, 76)}…"` : text
  return kind === 'the number ' ? `${kind}${shown}` : shown
}
