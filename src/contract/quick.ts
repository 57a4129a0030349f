import { formats } from './formats.ts'
import { essenceOf, type Schema, type SchemaObject } from './schema.ts'
import { integerBounds, understoodTypes, type UnderstoodType } from './understood.ts'

/** True when a parsed body is valid for certain; false when that takes the full validator. */
export type QuickCheck = (body: unknown) => boolean

type Declare = (schema: unknown, body: () => string) => string

/**
 * The source of an expression for a {@link QuickCheck}; it uses the free name `formats`. Closed objects are checked by
 * counting their members, each known member is read once: several times as fast as a validator that must explain itself.
 */
export function generateQuick(schema: Schema): string {
  const functions: string[] = []
  const known = new Map<string, string>()
  const declare: Declare = (part, body) => {
    const key = JSON.stringify(part)
    const name = known.get(key) ?? `f${known.size}`
    if (known.has(key)) return name
    known.set(key, name)
    functions.push(`function ${name}(d) {\n${body()}\n}`)
    return name
  }
  const root = valid('d', essenceOf(schema) as Schema, declare)
  return `(() => {\n${functions.join('\n')}\nreturn (d) => ${root}\n})()`
}

/** Compiles a quick check at start; `undefined` where code must not be made at start. */
export function createQuick(schema: Schema): QuickCheck | undefined {
  try {
    // oxlint-disable-next-line no-implied-eval -- as ajv does; what the schema names is written as JSON strings
    return new Function('formats', `'use strict'\nreturn ${generateQuick(schema)}`)(
      formats,
    ) as QuickCheck
  } catch (error) {
    if (error instanceof EvalError) return undefined
    throw error
  }
}

/** An expression that is true when the value of `name` is valid for certain. */
function valid(name: string, schema: Schema, declare: Declare): string {
  if (typeof schema === 'boolean') return String(schema)
  const types = understoodTypes(schema)
  if (types === undefined) return 'false'
  if (types === 'any') return 'true'
  return `(${types.map((type) => validAs(type, name, schema, declare)).join(' || ')})`
}

function validAs(
  type: UnderstoodType,
  name: string,
  schema: SchemaObject,
  declare: Declare,
): string {
  switch (type) {
    case 'object': {
      return `${declare(['object', schema], () => objectBody(schema, declare))}(${name})`
    }
    case 'array': {
      return `${declare(['array', schema], () => arrayBody(schema, declare))}(${name})`
    }
    case 'string': {
      return [`typeof ${name} === 'string'`, ...textRules(name, schema)].join(' && ')
    }
    case 'integer':
    case 'number': {
      return numberRules(type, name, schema).join(' && ')
    }
    case 'boolean':
    case 'null': {
      if (schema.enum !== undefined || schema.const !== undefined) return 'false'
      return type === 'null' ? `${name} === null` : `typeof ${name} === 'boolean'`
    }
  }
}

function textRules(name: string, schema: SchemaObject): string[] {
  const { format, pattern, minLength = 0, maxLength } = schema
  const values = schema.const === undefined ? schema.enum : [schema.const]
  const rules: string[] = []
  if (values !== undefined) {
    const texts = values.filter((value) => typeof value === 'string')
    rules.push(
      `(${['false', ...texts.map((text) => `${name} === ${JSON.stringify(text)}`)].join(' || ')})`,
    )
  }
  // A character may take two units of a string's length.
  if (minLength > 0) rules.push(`${name}.length >= ${minLength === 1 ? 1 : minLength * 2}`)
  if (maxLength !== undefined) rules.push(`${name}.length <= ${maxLength}`)
  if (pattern !== undefined) {
    const end = /^(\w+)\$$/.exec(pattern)?.[1]
    rules.push(end === undefined ? 'false' : `${name}.endsWith(${JSON.stringify(end)})`)
  }
  if (format !== undefined) {
    rules.push(
      Object.hasOwn(formats, format) ? `formats[${JSON.stringify(format)}](${name})` : 'false',
    )
  }
  return rules
}

function numberRules(type: 'integer' | 'number', name: string, schema: SchemaObject): string[] {
  const bounds = integerBounds(schema)
  const isListed = schema.enum !== undefined || schema.const !== undefined
  if (bounds === undefined || isListed) return ['false']
  const { min, max } = bounds
  const isBounded = min !== -Infinity || max !== Infinity
  return [
    // A fraction within bounds is left to the full validator.
    type === 'integer' || isBounded ? `Number.isInteger(${name})` : `typeof ${name} === 'number'`,
    ...(min === -Infinity ? [] : [`${name} >= ${min}`]),
    ...(max === Infinity ? [] : [`${name} <= ${max}`]),
  ]
}

function objectBody(schema: SchemaObject, declare: Declare): string {
  const properties = schema.properties ?? {}
  const required = schema.required ?? []
  const additional = schema.additionalProperties ?? true
  const names = [...new Set([...Object.keys(properties), ...required])]
  // A member that every object inherits, or further members with rules of their own, take the full validator.
  if (names.some((name) => name in {}) || typeof additional !== 'boolean') return 'return false'
  const strange = required.some((name) => !Object.hasOwn(properties, name))
  if (strange && !additional) return 'return false'
  const reads = names.map((name) => {
    const rule = valid('v', properties[name] ?? true, declare)
    const counted = additional ? '' : 'n++; '
    const read = `v = d[${JSON.stringify(name)}]`
    return required.includes(name)
      ? `${read}; ${counted}if (v === undefined || !${rule}) return false`
      : `${read}; if (v !== undefined) { ${counted}if (!${rule}) return false }`
  })
  return [
    `if (typeof d !== 'object' || d === null || Array.isArray(d)) return false`,
    `let v${additional ? '' : ', n = 0'}`,
    ...reads,
    additional ? 'return true' : 'for (const k in d) n--\nreturn n === 0',
  ].join('\n')
}

function arrayBody(schema: SchemaObject, declare: Declare): string {
  const { minItems = 0, maxItems } = schema
  return [
    'if (!Array.isArray(d)) return false',
    ...(minItems > 0 ? [`if (d.length < ${minItems}) return false`] : []),
    ...(maxItems === undefined ? [] : [`if (d.length > ${maxItems}) return false`]),
    `for (const v of d) if (!${valid('v', schema.items ?? true, declare)}) return false`,
    'return true',
  ].join('\n')
}
