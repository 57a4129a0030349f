import { _, type Code, type CodeKeywordDefinition, type KeywordCxt, Name } from 'ajv'
import type { Ajv2020 } from 'ajv/dist/2020.js'
import { isSame, multiplesOf, repeatedItem } from './json-rules.ts'

/** More values than this are looked up rather than compared one by one. */
const COMPARED = 8

/** A rule of `json-rules.ts` in compiled code, where it has the same name. */
function rule({ gen }: KeywordCxt, ref: unknown, code: Code): Name {
  return gen.scopeValue('func', { ref, code, key: String(code) })
}

/**
 * Ajv's `multipleOf` divides doubles, by which 19.99 is not a multiple of 0.01. Its `const`, `enum` and `uniqueItems` call
 * `valueOf` and `toString` of what they compare, which a payload may define, and compare every item with every other. Its
 * `unevaluatedProperties` looks names up in an object, which inherits `toString` and others.
 */
const KEYWORDS: readonly CodeKeywordDefinition[] = [
  {
    keyword: 'multipleOf',
    type: 'number',
    schemaType: 'number',
    error: {
      message: 'must be a multiple',
      params: ({ schemaCode }) => _`{multipleOf: ${schemaCode}}`,
    },
    code: (cxt) => {
      const divisor = Number(cxt.schema)
      cxt.fail(_`!${rule(cxt, multiplesOf(divisor), _`multiplesOf(${divisor})`)}(${cxt.data})`)
    },
  },
  {
    keyword: 'const',
    error: {
      message: 'must be the constant',
      params: ({ schemaCode }) => _`{allowedValue: ${schemaCode}}`,
    },
    code: (cxt) => cxt.fail(_`!(${equals(cxt, cxt.schema, cxt.schemaCode)})`),
  },
  {
    keyword: 'enum',
    schemaType: 'array',
    error: {
      message: 'must be one of',
      params: ({ schemaCode }) => _`{allowedValues: ${schemaCode}}`,
    },
    code: (cxt) => cxt.fail(_`!(${listed(cxt)})`),
  },
  {
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    error: { message: 'must not repeat items', params: ({ params }) => _`${params.repeated}` },
    code: (cxt) => {
      if (cxt.schema !== true) return
      const find = rule(cxt, repeatedItem, _`repeatedItem`)
      const repeated = cxt.gen.const('repeated', _`${find}(${cxt.data})`)
      cxt.setParams({ repeated })
      cxt.fail(_`${repeated} !== undefined`)
    },
  },
  {
    keyword: 'unevaluatedProperties',
    type: 'object',
    schemaType: ['boolean', 'object'],
    trackErrors: true,
    error: {
      message: 'must not have unevaluated properties',
      params: ({ params }) => _`{unevaluatedProperty: ${params.unevaluatedProperty}}`,
    },
    code: unevaluatedProperties,
  },
]

/** Replaces the keywords whose verdicts in ajv are not those of JSON Schema. */
export function addOwnKeywords(ajv: Ajv2020): void {
  for (const definition of KEYWORDS) {
    ajv.removeKeyword(String(definition.keyword))
    ajv.addKeyword(definition)
  }
}

function listed(cxt: KeywordCxt): Code {
  const values: readonly unknown[] = Array.isArray(cxt.schema) ? cxt.schema : []
  const list = cxt.gen.const('list', _`${cxt.schemaCode}`)
  if (values.length > COMPARED && !values.some(isStructured))
    return _`${list}.includes(${cxt.data})`
  return values
    .map((value, index) => equals(cxt, value, _`${list}[${index}]`))
    .reduce((one, other) => _`${one} || ${other}`, _`false`)
}

/** @param code of the value, where it is an object or an array */
function equals(cxt: KeywordCxt, value: unknown, code: KeywordCxt['schemaCode']): Code {
  const { data } = cxt
  if (isStructured(value)) return _`${rule(cxt, isSame, _`isSame`)}(${data}, ${code})`
  return _`${data} === ${value as string | number | boolean | null}`
}

function isStructured(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function unevaluatedProperties(cxt: KeywordCxt): void {
  const { gen, data, it, schema, errsCount } = cxt
  const { allErrors, props } = it
  const each = (key: Name): void => {
    const valid = gen.name('valid')
    if (schema === false) {
      cxt.setParams({ unevaluatedProperty: key })
      cxt.error()
      if (!allErrors) gen.break()
    } else if (schema !== true) {
      cxt.subschema({ keyword: 'unevaluatedProperties', dataProp: key, dataPropType: TEXT }, valid)
      if (!allErrors) gen.if(_`!${valid}`, () => gen.break())
    }
  }
  const eachUnevaluated = (): void => {
    gen.forIn('key', data, (key) => gen.if(isUnevaluated(props, key), () => each(key)))
  }
  if (props instanceof Name) gen.if(_`${props} !== true`, eachUnevaluated)
  else if (props !== true) eachUnevaluated()
  it.props = true
  cxt.ok(_`${errsCount} === errors`)
}

/** Ajv's mark of a name that is text, and no index. */
const TEXT = 1

/** @param props what other keywords have seen: known now, or when a body is judged */
function isUnevaluated(props: KeywordCxt['it']['props'], key: Name): Code {
  if (props instanceof Name) return _`!${props} || ${props}[${key}] !== true`
  return Object.keys(props ?? {})
    .map((name) => _`${key} !== ${name}`)
    .reduce((one, other) => _`${one} && ${other}`, _`true`)
}
