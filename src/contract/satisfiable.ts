import { formatPointer, isRecord, withinCpuTime } from '../core/index.ts'
import { article } from './sentences.ts'
import { readPattern } from './patterns.ts'
import { type SchemaObject, typesOf, walkSchema } from './schema.ts'

/** A schema, or a keyword of it, that no value can satisfy or that has no effect at its place. */
export interface SchemaProblem {
  /** JSON Pointer into the schema, the keyword at fault last. */
  readonly pointer: string
  readonly reason: string
  /** The name in `required` at fault. */
  readonly name?: string
}

type Rule = (schema: SchemaObject) => { keyword: string; reason: string; name?: string } | undefined

/**
 * Finds what nothing can satisfy: a required property that a closed object forbids, a minimum above a maximum, an empty
 * enum, a property schema that is `false` and required.
 */
export function findUnsatisfiable(root: unknown): SchemaProblem[] {
  return found(root, UNSATISFIABLE)
}

/**
 * Finds what is legal and has no effect, which nobody means: a keyword for one type on a schema of another, and an enum
 * value outside the type.
 */
export function findWithoutEffect(root: unknown): SchemaProblem[] {
  return found(root, WITHOUT_EFFECT)
}

/**
 * Whether a problem makes the whole schema one that nothing satisfies, as far as its place tells: not where another
 * alternative may be chosen, or where the property, item or condition may be absent.
 */
export function isFatal({ pointer }: SchemaProblem): boolean {
  // An enum without values is legal; that no message can be made is said where one is wanted.
  if (pointer.endsWith('/enum')) return false
  return !/\/(?:anyOf|oneOf|not|if|then|else|contains|dependentSchemas|patternProperties|propertyNames)\//.test(
    pointer,
  )
}

function found(root: unknown, rules: readonly Rule[]): SchemaProblem[] {
  const problems: SchemaProblem[] = []
  walkSchema(root, (schema, steps) => {
    for (const rule of rules) {
      const problem = rule(schema)
      if (problem !== undefined) {
        const { keyword, ...rest } = problem
        problems.push({ pointer: formatPointer([...steps, keyword]), ...rest })
      }
    }
  })
  return problems
}

/** One that takes long, or cannot be read, is given the benefit of the doubt. */
function matches(pattern: string, name: string): boolean {
  const expression = readPattern(pattern)
  if (expression === undefined) return true
  return withinCpuTime(20, () => expression.test(name))?.value ?? true
}

const closedAgainstRequired: Rule = (schema) => {
  if (schema.additionalProperties !== false || schema.required === undefined) return undefined
  const known = isRecord(schema.properties) ? schema.properties : {}
  const patterns = isRecord(schema.patternProperties) ? Object.keys(schema.patternProperties) : []
  const forbidden = schema.required.find(
    (name) => !Object.hasOwn(known, name) && !patterns.some((pattern) => matches(pattern, name)),
  )
  return forbidden === undefined
    ? undefined
    : {
        keyword: 'required',
        name: forbidden,
        reason: `requires ${JSON.stringify(forbidden)}, which additionalProperties: false forbids`,
      }
}

const requiredFalse: Rule = (schema) => {
  const properties = isRecord(schema.properties) ? schema.properties : {}
  const forbidden = schema.required?.find((name) => properties[name] === false)
  return forbidden === undefined
    ? undefined
    : {
        keyword: 'required',
        name: forbidden,
        reason: `requires ${JSON.stringify(forbidden)}, whose schema is false`,
      }
}

/** A keyword for one type on a schema that never is of that type. */
const foreignKeyword: Rule = (schema) => {
  const types = typesOf(schema)
  if (types.length === 0) return undefined
  for (const [keyword, type] of Object.entries(TYPE_OF_KEYWORD)) {
    if (schema[keyword] === undefined || types.includes(type)) continue
    if (type === 'number' && types.includes('integer')) continue
    return {
      keyword,
      reason: `is a keyword of type ${type} on a schema of type ${types.join(' or ')}, where it says nothing`,
    }
  }
  return undefined
}

const TYPE_OF_KEYWORD: Readonly<Record<string, string>> = {
  required: 'object',
  properties: 'object',
  patternProperties: 'object',
  additionalProperties: 'object',
  propertyNames: 'object',
  minProperties: 'object',
  maxProperties: 'object',
  items: 'array',
  prefixItems: 'array',
  contains: 'array',
  uniqueItems: 'array',
  minItems: 'array',
  maxItems: 'array',
  minLength: 'string',
  maxLength: 'string',
  pattern: 'string',
  minimum: 'number',
  maximum: 'number',
  exclusiveMinimum: 'number',
  exclusiveMaximum: 'number',
  multipleOf: 'number',
}

const bounds: Rule = (schema) => {
  for (const [lower, upper] of [
    ['minimum', 'maximum'],
    ['minLength', 'maxLength'],
    ['minItems', 'maxItems'],
    ['minProperties', 'maxProperties'],
  ] as const) {
    const least = schema[lower]
    const most = schema[upper]
    if (typeof least === 'number' && typeof most === 'number' && least > most) {
      return { keyword: lower, reason: `is ${least}, above ${upper}, which is ${most}` }
    }
  }
  for (const [lower, upper] of [
    ['exclusiveMinimum', 'maximum'],
    ['minimum', 'exclusiveMaximum'],
    ['exclusiveMinimum', 'exclusiveMaximum'],
  ] as const) {
    const least = schema[lower]
    const most = schema[upper]
    if (typeof least === 'number' && typeof most === 'number' && least >= most) {
      return { keyword: lower, reason: `is ${least}, which leaves nothing below ${upper} ${most}` }
    }
  }
  return undefined
}

const enumOutsideType: Rule = (schema) => {
  const types = typesOf(schema)
  if (types.length === 0) return undefined
  const values = schema.enum ?? (schema.const === undefined ? [] : [schema.const])
  const outside = values.find((value) => !types.some((type) => isOfType(value, type)))
  if (outside === undefined) return undefined
  return {
    keyword: schema.enum === undefined ? 'const' : 'enum',
    reason: `has the value ${JSON.stringify(outside)}, which is not ${article(types)}`,
  }
}

const emptyEnum: Rule = (schema) =>
  schema.enum?.length === 0
    ? { keyword: 'enum', reason: 'is empty, so no value can be right' }
    : undefined

const UNSATISFIABLE: readonly Rule[] = [closedAgainstRequired, requiredFalse, bounds, emptyEnum]
const WITHOUT_EFFECT: readonly Rule[] = [foreignKeyword, enumOutsideType]

/** Whether a value is of a JSON Schema type. */
export function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null': {
      return value === null
    }
    case 'array': {
      return Array.isArray(value)
    }
    case 'object': {
      return isRecord(value)
    }
    case 'integer': {
      return typeof value === 'number' && Number.isInteger(value)
    }
    default: {
      return typeof value === type
    }
  }
}
