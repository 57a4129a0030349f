import {
  essenceOf,
  integerBounds,
  type Schema,
  type SchemaObject,
  understoodTypes,
  type UnderstoodType,
} from '../../contract/index.ts'

const FIRST_BYTES: Readonly<Record<UnderstoodType, string>> = {
  object: 'c === 123',
  array: 'c === 91',
  string: 'c === 34',
  integer: 'c === 45 || (c >= 48 && c <= 57)',
  number: 'c === 45 || (c >= 48 && c <= 57)',
  boolean: 'c === 116 || c === 102',
  null: 'c === 110',
}

const DOUBTFUL = '-1'

/**
 * The source of a function `(b, v, p)` that walks one JSON value in bytes `b` (with a DataView `v` on them) from index
 * `p` on and returns the index after it when the value is JSON and satisfies the schema, and −1 when that is in doubt.
 * Nothing of the schema enters the source but numbers.
 */
export function generateWalker(schema: Schema): string {
  const functions = new Map<string, string>()
  const declare = (prefix: string, schemaPart: unknown, body: () => string): string => {
    const key = prefix + JSON.stringify(schemaPart)
    const known = functions.get(key)
    if (known !== undefined) return known.slice(9, known.indexOf('('))
    const name = `${prefix}${functions.size}`
    functions.set(key, `function ${name}()`)
    functions.set(key, `function ${name}(b, v, p) {\n${body()}\n}`)
    return name
  }
  const root = valueOf(essenceOf(schema) as Schema, declare)
  return `'use strict'\n${[...functions.values()].join('\n')}\nreturn (b, v, p) => ${root}`
}

type Declare = (prefix: string, schemaPart: unknown, body: () => string) => string

/** An expression for the index after the value at `p`. */
function valueOf(schema: Schema, declare: Declare): string {
  if (typeof schema === 'boolean') return schema ? 'any(b, v, p)' : DOUBTFUL
  const types = understoodTypes(schema)
  if (types === undefined) return DOUBTFUL
  if (types === 'any') return 'any(b, v, p)'
  const [only] = types
  if (only !== undefined && types.length === 1) return typed(only, schema, declare)
  const name = declare('u', schema, () => {
    const cases = types.map(
      (type) => `if (${FIRST_BYTES[type]}) return ${typed(type, schema, declare)}`,
    )
    return `const c = b[p]\n${cases.join('\n')}\nreturn -1`
  })
  return `${name}(b, v, p)`
}

function typed(type: UnderstoodType, schema: SchemaObject, declare: Declare): string {
  switch (type) {
    case 'object': {
      return `${declare('o', schema, () => objectBody(schema, declare))}(b, v, p)`
    }
    case 'array': {
      return `${declare('a', schema, () => arrayBody(schema, declare))}(b, v, p)`
    }
    case 'string': {
      return textOf(schema, declare)
    }
    case 'integer':
    case 'number': {
      return numberOf(type, schema)
    }
    case 'boolean':
    case 'null': {
      if (schema.enum !== undefined || schema.const !== undefined) return DOUBTFUL
      return type === 'null' ? 'nothing(b, p)' : 'boolean(b, p)'
    }
  }
}

function numberOf(type: string, schema: SchemaObject): string {
  const bounds = integerBounds(schema)
  if (bounds === undefined || schema.enum !== undefined || schema.const !== undefined) {
    return DOUBTFUL
  }
  const { min, max } = bounds
  // A fraction within bounds is left to the full validator.
  return min === -Infinity && max === Infinity
    ? `${type}(b, p)`
    : `boundedInteger(b, p, ${min}, ${max})`
}

function textOf(schema: SchemaObject, declare: Declare): string {
  const { format, pattern, minLength, maxLength, const: only } = schema
  const values = only === undefined ? schema.enum : [only]
  const isSized = minLength !== undefined || maxLength !== undefined
  if (values !== undefined) {
    if (format !== undefined || pattern !== undefined || isSized) return DOUBTFUL
    const name = declare('e', values, () => enumBody(values))
    return `${name}(b, v, p)`
  }
  if (format !== undefined) {
    // What the walker passes as a date-time ends in Z, which is what this pattern asks for.
    const isKnownPattern = pattern === undefined || (pattern === 'Z$' && format === 'date-time')
    if (!isKnownPattern || isSized) return DOUBTFUL
    return format === 'date-time' ? 'dateTime(b, p)' : format === 'date' ? 'date(b, p)' : DOUBTFUL
  }
  if (pattern !== undefined) return DOUBTFUL
  return isSized
    ? `sizedText(b, v, p, ${minLength ?? 0}, ${maxLength ?? Infinity})`
    : 'text(b, v, p)'
}

function enumBody(values: readonly unknown[]): string {
  const cases = values.flatMap((value) => {
    const literal = typeof value === 'string' ? literalOf(value) : undefined
    return literal === undefined ? [] : [`if (${literal.matches}) return p + ${literal.length}`]
  })
  return `${cases.join('\n')}\nreturn -1`
}

interface Literal {
  /** An expression that is true when the literal stands at `p`. */
  readonly matches: string
  readonly length: number
}

/**
 * How a string is recognised in the bytes, or `undefined` when it is not plain ASCII of a moderate length. Eight bytes
 * are compared at once as a double: of two doubles that are equal only the zeros differ in their bits, and no ASCII text
 * makes a zero or a NaN.
 */
function literalOf(value: string): Literal | undefined {
  const bytes = Buffer.from(JSON.stringify(value), 'latin1')
  if (!/^[ !#-[\]-~]{1,200}$/.test(value)) return undefined
  const { length } = bytes
  const width = length >= 8 ? 8 : length >= 4 ? 4 : 1
  const tests: string[] = []
  for (let at = 0; at < length; at += width) {
    const from = Math.min(at, length - width)
    const place = from === 0 ? 'p' : `p + ${from}`
    if (width === 8) tests.push(`v.getFloat64(${place}, true) === ${bytes.readDoubleLE(from)}`)
    else if (width === 4) tests.push(`v.getInt32(${place}, true) === ${bytes.readInt32LE(from)}`)
    else tests.push(`b[${place}] === ${bytes[from]}`)
  }
  return { matches: tests.join(' && '), length }
}

/** Bits of one number that record which members were seen. */
const BITS = 31

function objectBody(schema: SchemaObject, declare: Declare): string {
  const properties: Record<string, Schema> = { ...schema.properties }
  const required = schema.required ?? []
  const additional = schema.additionalProperties ?? true
  for (const name of required) if (!Object.hasOwn(properties, name)) properties[name] = additional
  const names = Object.keys(properties)
  const literals = names.map((name) => literalOf(name))
  // A name that cannot be recognised would pass as an unknown one.
  if (literals.includes(undefined) && additional !== false) return 'return -1'
  const masks = Array.from({ length: Math.ceil(names.length / BITS) }, () => 0)
  for (const name of required) {
    const index = names.indexOf(name)
    masks[Math.floor(index / BITS)] = (masks[Math.floor(index / BITS)] ?? 0) | (1 << (index % BITS))
  }
  const end = masks.map((mask, index) => `(s${index} & ${mask}) === ${mask}`).join(' && ') || 'true'
  const cases = names.map((name, index) => {
    const literal = literals[index]
    if (literal === undefined) return `case ${index}:`
    const seen = `s${Math.floor(index / BITS)}`
    const bit = 1 << (index % BITS)
    // Of several members with one name the last counts; a walker passes none that breaks a rule.
    return `case ${index}: if (${literal.matches}) {
      ${seen} |= ${bit}
      next = ${index + 1}
      p = b[p + ${literal.length}] === 58 && b[p + ${literal.length + 1}] > 32 ? p + ${literal.length + 1} : colon(b, p + ${literal.length})
      if (p !== -1) p = ${valueOf(properties[name] ?? true, declare)}
      break member
    }`
  })
  const unknown =
    additional === false
      ? 'return -1'
      : `p = colon(b, plainText(b, p))\nif (p !== -1) p = ${valueOf(additional, declare)}\nbreak member`
  return `if (b[p] !== 123) return -1
  p = space(b, p + 1)
  let next = 0
  ${masks.map((_, index) => `let s${index} = 0`).join('\n')}
  if (b[p] === 125) return ${end} ? p + 1 : -1
  for (;;) {
    member: for (;;) {
      switch (next) {
        ${cases.join('\n')}
      }
      if (next !== 0) { next = 0; continue }
      ${unknown}
    }
    if (p === -1) return -1
    ${closing(125, `return ${end} ? p + 1 : -1`)}
  }`
}

/** After a member or item: a comma, or the end. */
function closing(close: number, atEnd: string): string {
  return `if (b[p] <= 32) p = space(b, p)
    if (b[p] === ${close}) ${atEnd}
    if (b[p] !== 44) return -1
    p++
    if (b[p] <= 32) p = space(b, p)`
}

function arrayBody(schema: SchemaObject, declare: Declare): string {
  const { minItems = 0, maxItems = Infinity } = schema
  return `if (b[p] !== 91) return -1
  p = space(b, p + 1)
  if (b[p] === 93) return ${minItems <= 0} ? p + 1 : -1
  for (let count = 1; ; count++) {
    p = ${valueOf(schema.items ?? true, declare)}
    if (p === -1) return -1
    ${closing(93, `return count >= ${minItems} && count <= ${maxItems} ? p + 1 : -1`)}
  }`
}
