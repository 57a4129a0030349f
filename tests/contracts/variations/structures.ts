import { object, ofSchemas } from './variation.ts'

/** A literal property of this name makes an object one that can be awaited. */
const THEN = 'THEN'.toLowerCase()

const TEXT = { type: 'string' }
const COUNT = { type: 'integer' }

/** Rules of objects, lists, and what is composed of several schemas. */
export const STRUCTURES = ofSchemas({
  'unevaluated properties behind allOf': {
    schema: {
      allOf: [object({ label: TEXT }), { properties: { floor: COUNT } }],
      unevaluatedProperties: false,
    },
    valid: [{ label: 'a' }, { label: 'a', floor: 1 }],
    invalid: [{ label: 'a', more: 1 }, { floor: 1 }],
  },
  'unevaluated properties behind oneOf': {
    schema: {
      type: 'object',
      oneOf: [object({ label: TEXT }), object({ floor: COUNT })],
      unevaluatedProperties: false,
    },
    valid: [{ label: 'a' }, { floor: 1 }],
    invalid: [{ label: 'a', floor: 1 }, { label: 'a', floor: 'b' }, { label: 'a', more: 1 }, {}],
  },
  'unevaluated properties behind a condition': {
    schema: {
      type: 'object',
      required: ['kind'],
      if: { properties: { kind: { const: 'tall' } } },
      [THEN]: { required: ['height'], properties: { height: COUNT } },
      else: { properties: { kind: { const: 'low' }, width: COUNT } },
      unevaluatedProperties: false,
    },
    valid: [{ kind: 'tall', height: 1 }, { kind: 'low', width: 1 }, { kind: 'low' }],
    invalid: [{ kind: 'tall' }, { kind: 'tall', height: 1, width: 1 }, { kind: 'low', height: 1 }],
  },
  'what a list must contain, so many and no more': {
    schema: object({
      marks: { type: 'array', contains: { const: 'x' }, minContains: 2, maxContains: 3 },
    }),
    valid: [{ marks: ['x', 'x'] }, { marks: ['x', 1, 'x', 'x'] }],
    invalid: [{ marks: ['x'] }, { marks: ['x', 'x', 'x', 'x'] }, { marks: [] }],
  },
  'what a list may contain at most': {
    schema: object({
      marks: { type: 'array', contains: { type: 'null' }, minContains: 0, maxContains: 1 },
    }),
    valid: [{ marks: [] }, { marks: [null] }, { marks: [1, null, 2] }],
    invalid: [{ marks: [null, null] }],
  },
  'a tuple': {
    schema: object({
      place: { type: 'array', prefixItems: [TEXT, COUNT], items: false, minItems: 1 },
    }),
    valid: [{ place: ['a'] }, { place: ['a', 1] }],
    invalid: [{ place: [] }, { place: [1] }, { place: ['a', 'b'] }, { place: ['a', 1, 1] }],
  },
  'a tuple with items behind it': {
    schema: object({ place: { type: 'array', prefixItems: [TEXT], items: COUNT, minItems: 2 } }),
    valid: [{ place: ['a', 1] }, { place: ['a', 1, 2] }],
    invalid: [{ place: ['a', 'b'] }, { place: ['a'] }],
  },
  'unevaluated items': {
    schema: object({
      place: { type: 'array', allOf: [{ prefixItems: [TEXT] }], unevaluatedItems: COUNT },
    }),
    valid: [{ place: ['a', 1] }, { place: [] }],
    invalid: [{ place: ['a', 'b'] }, { place: [1] }],
  },
  'a list of objects that differ': {
    schema: object({
      lines: { type: 'array', minItems: 2, uniqueItems: true, items: object({ sku: TEXT }) },
    }),
    valid: [{ lines: [{ sku: 'a' }, { sku: 'b' }] }],
    invalid: [{ lines: [{ sku: 'a' }, { sku: 'a' }] }, { lines: [{ sku: 'a' }] }],
  },
  'a list that has every value there is': {
    schema: object({
      days: { type: 'array', items: { enum: ['mon', 'tue'] }, uniqueItems: true, minItems: 2 },
    }),
    valid: [{ days: ['tue', 'mon'] }],
    invalid: [{ days: ['mon', 'mon'] }, { days: ['mon'] }, { days: ['mon', 'wed'] }],
  },
  'maps of maps': {
    schema: object({
      stock: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          additionalProperties: { type: 'integer', minimum: 0 },
        },
      },
    }),
    valid: [{ stock: {} }, { stock: { north: { a: 0 } } }],
    invalid: [{ stock: { north: { a: -1 } } }, { stock: { north: 1 } }],
  },
  'a map that has two or three entries': {
    schema: { type: 'object', minProperties: 2, maxProperties: 3, additionalProperties: TEXT },
    valid: [{ a: 'a', b: 'b' }],
    invalid: [{ a: 'a' }, { a: 'a', b: 'b', c: 'c', d: 'd' }, { a: 'a', b: 1 }],
  },
  'a tuple that must contain what it does not begin with': {
    schema: object({
      marks: {
        type: 'array',
        prefixItems: [TEXT],
        items: COUNT,
        contains: { const: 7 },
        uniqueItems: true,
        maxItems: 4,
      },
    }),
    valid: [{ marks: ['a', 7] }, { marks: ['a', 1, 7] }],
    invalid: [{ marks: ['a'] }, { marks: [7] }, { marks: ['a', 7, 7] }],
  },
  'alternatives of which several may be true': {
    schema: object({
      size: {
        anyOf: [
          { type: 'integer', minimum: 10 },
          { type: 'integer', maximum: 20 },
          { type: 'string', minLength: 3 },
        ],
      },
    }),
    valid: [{ size: 5 }, { size: 15 }, { size: 25 }, { size: 'abc' }],
    invalid: [{ size: 'ab' }, { size: true }, { size: 1.5 }],
  },
  'alternatives within a list within allOf': {
    schema: {
      allOf: [
        object({
          lines: {
            type: 'array',
            minItems: 1,
            items: {
              oneOf: [
                object({ kind: { const: 'a' }, count: COUNT }),
                object({ kind: { const: 'b' } }),
              ],
            },
          },
        }),
        object({ label: TEXT }),
      ],
    },
    valid: [{ label: 'a', lines: [{ kind: 'a', count: 1 }, { kind: 'b' }] }],
    invalid: [
      { label: 'a', lines: [{ kind: 'a' }] },
      { label: 'a', lines: [{ kind: 'c' }] },
    ],
  },
  'a closed schema beside one that has more properties': {
    schema: {
      allOf: [
        { type: 'object', properties: { label: TEXT }, additionalProperties: false },
        { type: 'object', properties: { label: { minLength: 2 }, floor: COUNT } },
      ],
    },
    valid: [{ label: 'ab' }, {}],
    invalid: [{ label: 'ab', floor: 1 }, { label: 'a' }],
    // Whatever it is, it must not be there.
    notTested: ['/floor type'],
  },
  'what a value must not be': {
    schema: object({
      label: { type: 'string', not: { enum: ['none', ''] } },
      size: { not: { type: ['string', 'object'] } },
    }),
    valid: [
      { label: 'a', size: 1 },
      { label: 'a', size: null },
    ],
    invalid: [
      { label: 'none', size: 1 },
      { label: 'a', size: 'b' },
      { label: 'a', size: {} },
    ],
  },
  'conditions within conditions': {
    schema: {
      ...object({ kind: { enum: ['book', 'disc', 'map'] } }),
      properties: { kind: { enum: ['book', 'disc', 'map'] }, pages: COUNT, tracks: COUNT },
      if: { properties: { kind: { const: 'book' } } },
      [THEN]: { required: ['pages'] },
      else: { if: { properties: { kind: { const: 'disc' } } }, [THEN]: { required: ['tracks'] } },
    },
    valid: [{ kind: 'book', pages: 1 }, { kind: 'disc', tracks: 1 }, { kind: 'map' }],
    invalid: [{ kind: 'book' }, { kind: 'disc' }, { kind: 'other' }],
  },
  'keywords of other types, without effect': {
    schema: object({ label: { type: 'string', minimum: 5, minItems: 2, minLength: 1 } }),
    valid: [{ label: 'a' }],
    invalid: [{ label: '' }],
  },
})
