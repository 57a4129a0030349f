import type { ErrorObject } from 'ajv'
import {
  defined,
  escapeSegment,
  formatPointer,
  isRecord,
  parsePointer,
  type Segment,
  toField,
  toRulePointer,
  typedSegments,
  valueAt,
} from '../core/index.ts'
import { tellingErrors } from './alternatives.ts'
import { placeAt, type RulePlaces } from './inlined-schema.ts'
import { rulePointerOf } from './rules.ts'
import type { Schema } from './schema.ts'
import { type NamesOf, namesOnce, sentenceOf } from './sentences.ts'
import type { Violation, ViolationCode } from './violation.ts'

/** A schema with everything that explaining its violations needs. */
export interface ExplainableSchema {
  readonly schema: Schema
  readonly places: RulePlaces
  /** The place of a schema object in `schema`; only for schemas compiled at start. */
  readonly pointerOf?: (schema: object) => string | undefined
}

/** Turns ajv's errors for one body into violations, one per broken rule, in the order of the body. */
export function explain(
  errors: readonly ErrorObject[],
  body: unknown,
  explainable: ExplainableSchema,
): Violation[] {
  const seen = new Set<string>()
  const namesOf = namesOnce()
  return tellingErrors(errors)
    .map((error) => violationOf(error, body, explainable, namesOf))
    .filter(({ pointer, keyword, message }) => {
      const key = `${pointer} ${keyword} ${message}`
      return !seen.has(key) && seen.add(key)
    })
}

/** One error of a validator: the rule, and the value that breaks it. */
export interface BrokenRule {
  /** As in a violation: for a missing property where it belongs, for an unknown one the property. */
  readonly pointer: string
  readonly keyword: string
  /** The pointer of the rule into the schema. */
  readonly rule: string
}

/** Every rule that is broken, those of alternatives that do not apply included: a violation names the alternatives as one. */
export function brokenRulesOf(
  errors: readonly ErrorObject[],
  body: unknown,
  explainable: ExplainableSchema,
): BrokenRule[] {
  return errors
    .filter(({ keyword }) => keyword !== 'if')
    .map((error) => ({
      pointer: formatPointer(subjectOf(error, typedSegments(body, error.instancePath))),
      keyword: error.keyword,
      rule: ruleOf(nodePointer(error, explainable), error),
    }))
}

/** As `rulesOf` names it. */
function ruleOf(node: string, { keyword, params }: ErrorObject): string {
  if (keyword === 'false schema') return node
  if (keyword === 'required') return rulePointerOf(node, keyword, String(params.missingProperty))
  return keyword === 'dependentRequired'
    ? rulePointerOf(node, keyword, String(params.property))
    : rulePointerOf(node, keyword)
}

function violationOf(
  error: ErrorObject,
  body: unknown,
  explainable: ExplainableSchema,
  namesOf: NamesOf,
): Violation {
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
    message: sentenceOf(error, at, valueAt(body, at), isRecord(schema) ? schema : {}, namesOf),
    keyword: error.keyword,
    ...defined({ rule }),
  }
}

/** The pointer, within the inlined schema, of the schema object with the failed keyword. */
function nodePointer(error: ErrorObject, { pointerOf }: ExplainableSchema): string {
  const known = isRecord(error.parentSchema) ? pointerOf?.(error.parentSchema) : undefined
  if (known !== undefined) return known
  // Of a part the schema that it belongs to is named first.
  const path = formatPointer(parsePointer(error.schemaPath.slice(error.schemaPath.indexOf('#'))))
  const end = path.lastIndexOf('/')
  return end === -1 ? '' : path.slice(0, end)
}

function placeOf(error: ErrorObject, node: string, places: RulePlaces): Violation['rule'] {
  if (error.keyword === 'required') {
    const name = escapeSegment(String(error.params.missingProperty))
    const place = placeAt(places, `${node}/required/${name}`)
    if (place !== undefined) return place
  }
  return placeAt(places, `${node}/${error.keyword}`) ?? placeAt(places, node)
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
