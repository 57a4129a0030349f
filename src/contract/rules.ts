import { defined, escapeSegment, isRecord } from '../core/index.ts'
import type { RulePlace } from './inlined-schema.ts'
import { isAnnotation, type Reading, type Schema, type SchemaObject, typesOf } from './schema.ts'

/** One rule of a request body: a keyword of its schema that can make a message invalid. */
export interface Rule {
  /** The keyword; `false schema` for a property that must not be there. */
  readonly keyword: string
  /**
   * JSON Pointer of the rule into `operation.schema('published')`, which names it uniquely: of the keyword, and of the name
   * below `required` and `dependentRequired` (`/properties/order/required/brand`).
   */
  readonly schemaPointer: string
  /** Where in messages it applies: JSON Pointer with `*` for every item and every name that is not fixed. */
  readonly pointer: string
  /** The line of the contract that imposes it. */
  readonly place?: RulePlace
}

/** An operation as far as it has rules. */
interface Ruled {
  schema(reading: Reading): Schema
  placeOf(reading: Reading, schemaPointer: string): RulePlace | undefined
}

/** What a keyword's rule is called: deviations name the rule that they break with the same function. */
export function rulePointerOf(schemaPointer: string, keyword: string, name?: string): string {
  const own = `${schemaPointer}/${escapeSegment(keyword)}`
  return name === undefined ? own : `${own}/${escapeSegment(name)}`
}

/**
 * Every rule of an operation's request body under the published reading, in the order of the schema. What no value can
 * break is not listed: `minLength: 0`, a maximum of a text. Below `not`, `if` and `contains` only the keyword itself is one.
 */
export function rulesOf(operation: Ruled): readonly Rule[] {
  const root = operation.schema('published')
  const rules: Rule[] = []
  const entered = new Set<string>()
  const add = (keyword: string, schemaPointer: string, pointer: string, at = schemaPointer) => {
    const place =
      operation.placeOf('published', schemaPointer) ?? operation.placeOf('published', at)
    rules.push({ keyword, schemaPointer, pointer, ...defined({ place }) })
  }
  const visit = (schema: unknown, at: string, pointer: string): void => {
    if (schema === false) add('false schema', at, pointer)
    if (!isRecord(schema)) return
    if (typeof schema.$ref === 'string') enter(schema.$ref, pointer)
    for (const { keyword, name, field } of ownRules(schema)) {
      add(keyword, rulePointerOf(at, keyword, name), withName(pointer, field), at)
    }
    for (const { below, into, schema: inner } of innerSchemas(schema)) {
      visit(inner, `${at}${below}`, `${pointer}${into}`)
    }
  }
  const enter = (reference: string, pointer: string): void => {
    const [, at = ''] = reference.split('#')
    const definition = definitionOf(root, at)
    if (definition === undefined || entered.has(at)) return
    entered.add(at)
    visit(definition, at, pointer)
  }
  visit(root, '', '')
  return rules
}

/** References that remain lead to `$defs` of the root. */
function definitionOf(root: Schema, at: string): unknown {
  if (!isRecord(root)) return undefined
  if (at === '') return root
  const name = at.replace('/$defs/', '').replaceAll('~1', '/').replaceAll('~0', '~')
  return isRecord(root.$defs) ? root.$defs[name] : undefined
}

function withName(pointer: string, name: string | undefined): string {
  return name === undefined ? pointer : `${pointer}/${escapeSegment(name)}`
}

interface OwnRule {
  readonly keyword: string
  /** The name below the keyword that makes it a rule of its own. */
  readonly name?: string
  /** The property whose absence breaks it; absent where there are several. */
  readonly field?: string | undefined
}

function ownRules(schema: SchemaObject): OwnRule[] {
  return Object.entries(schema).flatMap(([keyword, value]): OwnRule[] => {
    if (isAnnotation(keyword) || !concerns(keyword, schema)) return []
    if (keyword === 'required')
      return namesIn(value).map((name) => ({ keyword, name, field: name }))
    if (keyword === 'dependentRequired')
      return Object.entries(isRecord(value) ? value : {}).map(([name, needed]) => {
        const [field, ...others] = namesIn(needed)
        return { keyword, name, ...(others.length > 0 ? {} : { field }) }
      })
    return isRule(keyword, value, schema) ? [{ keyword }] : []
  })
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : []
}

/** Whether a value of some type that the schema allows is one that the keyword says something about. */
function concerns(keyword: string, schema: SchemaObject): boolean {
  const type = TYPE_OF.get(keyword)
  const types = typesOf(schema)
  if (type === undefined || types.length === 0) return true
  return types.some((own) => own === type || (own === 'integer' && type === 'number'))
}

const TYPE_OF: ReadonlyMap<string, string> = new Map([
  ...['minLength', 'maxLength', 'pattern'].map((keyword) => [keyword, 'string'] as const),
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'].map(
    (keyword) => [keyword, 'number'] as const,
  ),
  ...['minItems', 'maxItems', 'uniqueItems', 'contains', 'minContains', 'maxContains'].map(
    (keyword) => [keyword, 'array'] as const,
  ),
  ...['required', 'dependentRequired', 'minProperties', 'maxProperties', 'propertyNames'].map(
    (keyword) => [keyword, 'object'] as const,
  ),
  ['additionalProperties', 'object'],
  ['unevaluatedProperties', 'object'],
  ['unevaluatedItems', 'array'],
])

const ALL_TYPES = ['object', 'array', 'string', 'number', 'boolean', 'null']

/** Keywords that are a rule whatever they say. */
const ALWAYS = new Set([
  'enum',
  'const',
  'format',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'maxLength',
  'maxItems',
  'maxProperties',
  'not',
  'oneOf',
  'anyOf',
])
const UNLESS_ZERO = new Set(['minLength', 'minItems', 'minProperties'])
/** `false` closes what holds the keyword; another schema has rules of its own. */
const IF_FALSE = new Set([
  'additionalProperties',
  'unevaluatedProperties',
  'items',
  'unevaluatedItems',
  'propertyNames',
])

function isRule(keyword: string, value: unknown, schema: SchemaObject): boolean {
  if (ALWAYS.has(keyword)) return true
  if (keyword === 'type') return !ALL_TYPES.every((type) => typesOf(schema).includes(type))
  if (UNLESS_ZERO.has(keyword)) return value !== 0
  if (IF_FALSE.has(keyword)) return value === false
  if (keyword === 'uniqueItems') return value === true
  if (keyword === 'contains') return schema.minContains !== 0
  if (keyword === 'maxContains') return schema.contains !== undefined
  return keyword === 'minContains' && schema.contains !== undefined && Number(value) > 1
}

interface InnerSchema {
  /** From the schema to the inner one. */
  readonly below: string
  /** From the value to the one that the inner schema rules. */
  readonly into: string
  readonly schema: unknown
}

/** The schemas within one whose rules are rules of messages. */
function innerSchemas(schema: SchemaObject): InnerSchema[] {
  return Object.entries(schema).flatMap(([keyword, value]): InnerSchema[] => {
    switch (keyword) {
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
        return inList(keyword, value, () => '')
      case 'prefixItems':
        return inList(keyword, value, (index) => `/${index}`)
      case 'properties':
        return inRecord(keyword, value, (name) => `/${escapeSegment(name)}`)
      case 'patternProperties':
        return inRecord(keyword, value, () => '/*')
      case 'dependentSchemas':
        return inRecord(keyword, value, () => '')
      case 'then':
      case 'else':
        return schema.if === undefined ? [] : [{ below: `/${keyword}`, into: '', schema: value }]
      case 'items':
      case 'unevaluatedItems':
      case 'additionalProperties':
      case 'unevaluatedProperties':
      case 'propertyNames':
        // What is false is a rule of its keyword.
        return value === false ? [] : [{ below: `/${keyword}`, into: '/*', schema: value }]
      default:
        return []
    }
  })
}

function inList(keyword: string, value: unknown, into: (index: number) => string): InnerSchema[] {
  const schemas: readonly unknown[] = Array.isArray(value) ? value : []
  return schemas.map((schema, index) => ({
    below: `/${keyword}/${index}`,
    into: into(index),
    schema,
  }))
}

function inRecord(keyword: string, value: unknown, into: (name: string) => string): InnerSchema[] {
  return Object.entries(isRecord(value) ? value : {}).map(([name, schema]) => ({
    below: `/${keyword}/${escapeSegment(name)}`,
    into: into(name),
    schema,
  }))
}
