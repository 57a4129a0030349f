import { describe, expect, it } from 'vitest'
import { rulesOf, type Schema } from '../../src/contract/index.ts'

function rulesIn(schema: Schema): string[] {
  return rulesOf({ schema: () => schema, placeOf: () => undefined }).map(
    ({ keyword, schemaPointer, pointer }) => `${keyword} ${schemaPointer} ${pointer}`,
  )
}

/** A schema, and its rules as keyword, pointer into the schema, pointer into messages. */
const SCHEMAS: readonly (readonly [string, Schema, readonly string[]])[] = [
  ['what accepts anything', true, []],
  [
    'each required name',
    { required: ['a', 'b'] },
    ['required /required/a /a', 'required /required/b /b'],
  ],
  [
    'properties and a closed object',
    { properties: { a: { type: 'string' } }, additionalProperties: false },
    ['additionalProperties /additionalProperties ', 'type /properties/a/type /a'],
  ],
  [
    'a property that must not be there',
    { properties: { a: false } },
    ['false schema /properties/a /a'],
  ],
  ['items', { items: { minimum: 1 } }, ['minimum /items/minimum /*']],
  [
    'a tuple without further items',
    { prefixItems: [{ const: 1 }], items: false },
    ['items /items ', 'const /prefixItems/0/const /0'],
  ],
  [
    'alternatives and what is in them',
    { oneOf: [{ required: ['a'] }, { type: 'null' }] },
    ['oneOf /oneOf ', 'required /oneOf/0/required/a /a', 'type /oneOf/1/type '],
  ],
  [
    'what is within not, if and contains as one rule',
    { not: { type: 'null' }, contains: { const: 1 } },
    ['not /not ', 'contains /contains '],
  ],
  [
    'conditions, without the condition itself',
    JSON.parse(
      '{ "if": { "required": ["a"] }, "then": { "required": ["b"] }, "else": { "required": ["c"] } }',
    ) as Schema,
    ['required /then/required/b /b', 'required /else/required/c /c'],
  ],
  [
    'names with slashes, escaped',
    { properties: { 'a/b': { enum: [1] } }, dependentRequired: { 'a/b': ['c'] } },
    ['dependentRequired /dependentRequired/a~1b /c', 'enum /properties/a~1b/enum /a~1b'],
  ],
  [
    'maps and names',
    { additionalProperties: { type: 'string' }, propertyNames: { pattern: '^x' } },
    ['type /additionalProperties/type /*', 'pattern /propertyNames/pattern /*'],
  ],
  [
    'a recursive definition once',
    {
      $ref: '#/$defs/node',
      $defs: {
        node: { properties: { next: { $ref: '#/$defs/node' }, value: { type: 'string' } } },
      },
    },
    ['type /$defs/node/properties/value/type /value'],
  ],
  [
    'no rule that nothing can break',
    {
      minLength: 0,
      minItems: 0,
      uniqueItems: false,
      additionalProperties: true,
      required: [],
      minContains: 2,
    },
    [],
  ],
  [
    'no rule for values of types that are not allowed',
    { type: 'integer', maxLength: 3, maximum: 9 },
    ['type /type ', 'maximum /maximum '],
  ],
]

describe('rules of a request schema', () => {
  it.each(SCHEMAS)('lists %s', (_name, schema, expected) => {
    expect(rulesIn(schema)).toEqual(expected)
  })
})
