import { object, ofSchemas } from './variation.ts'

/** Rules of single values, at their edges. */
export const VALUES = ofSchemas({
  'multiples of a hundredth': {
    schema: object({ price: { type: 'number', multipleOf: 0.01, minimum: 0 } }),
    valid: [{ price: 19.99 }, { price: 0.07 }, { price: 1.1 }, { price: 0 }],
    invalid: [{ price: 19.999 }, { price: 0.001 }, { price: -0.01 }],
  },
  'a multiple of which one is within the bounds': {
    schema: { type: 'integer', minimum: 4, maximum: 8, multipleOf: 3 },
    valid: [6, 6.0],
    invalid: [3, 9, 4, 8],
  },
  'bounds that are excluded themselves': {
    schema: object({ ratio: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 } }),
    valid: [{ ratio: 0.5 }, { ratio: 0.000_001 }],
    invalid: [{ ratio: 0 }, { ratio: 1 }],
  },
  'both kinds of bound at once': {
    schema: object({ floor: { type: 'integer', minimum: 3, exclusiveMinimum: 3, maximum: 9 } }),
    valid: [{ floor: 4 }, { floor: 9 }],
    invalid: [{ floor: 3 }, { floor: 10 }],
  },
  'the largest exact integers': {
    schema: object({
      serial: {
        type: 'integer',
        minimum: -9_007_199_254_740_991,
        maximum: 9_007_199_254_740_991,
      },
    }),
    valid: [{ serial: 9_007_199_254_740_991 }],
    invalid: [{ serial: 9_007_199_254_740_992 }, { serial: 0.5 }],
  },
  'bounds between which and the next number is more than one': {
    schema: object({
      serial: {
        type: 'integer',
        minimum: -(2 ** 63),
        maximum: 2 ** 63,
      },
      weight: { type: 'number', maximum: 1e300 },
    }),
    valid: [{ serial: 2 ** 63, weight: 1e300 }],
    invalid: [
      { serial: 2 ** 63 + 2048, weight: 1 },
      { serial: 1, weight: 1.0001e300 },
    ],
  },
  'a pattern that repeats what its groups match': {
    schema: object({
      code: { type: 'string', pattern: String.raw`^(?<sign>[xy])(\d)\2\k<sign>$` },
    }),
    valid: [{ code: 'x11x' }],
    invalid: [{ code: 'x12x' }, { code: 'x11y' }],
  },
  'texts of a format that must begin or end in a way': {
    schema: object({
      mail: {
        type: 'string',
        format: 'email',
        pattern: String.raw`@shelf\.example$`,
        maxLength: 20,
      },
      page: { type: 'string', format: 'uri', pattern: String.raw`\.pdf$` },
      host: { type: 'string', format: 'hostname', pattern: String.raw`\.shelf\.example$` },
    }),
    valid: [{ mail: 'a@shelf.example', page: 'https://a.co/b.pdf', host: 'a.shelf.example' }],
    invalid: [
      { mail: 'a@other.example', page: 'https://a.co/b.pdf', host: 'a.shelf.example' },
      { mail: 'a@shelf.example', page: 'https://a.co/b', host: 'a.shelf.example' },
    ],
  },
  'a list of every value of several types': {
    schema: object({
      marks: {
        type: 'array',
        items: { enum: [1, true, '1', null] },
        uniqueItems: true,
        minItems: 4,
      },
    }),
    valid: [{ marks: [null, true, '1', 1] }],
    invalid: [{ marks: [1, true, '1', '1'] }, { marks: [1, true, null] }],
  },
  'lengths in characters, not in code units': {
    schema: object({ sign: { type: 'string', minLength: 2, maxLength: 2 } }),
    valid: [{ sign: '🎁🚚' }, { sign: 'ab' }],
    invalid: [{ sign: '🎁' }, { sign: 'abc' }],
  },
  'a pattern whose length is fixed besides': {
    schema: object({
      code: { type: 'string', pattern: '^[A-Z]{2,}$', minLength: 5, maxLength: 5 },
    }),
    valid: [{ code: 'ABCDE' }],
    invalid: [{ code: 'ABCD' }, { code: 'ABCDEF' }, { code: 'ABCD5' }],
  },
  'a date-time that must be in UTC': {
    schema: object({
      since: { type: 'string', format: 'date-time', pattern: 'Z$', maxLength: 20 },
    }),
    valid: [{ since: '2026-01-05T09:12:44Z' }],
    invalid: [{ since: '2026-01-05T09:12:44+00:00' }, { since: '2026-01-05' }],
  },
  'formats of JSON Schema': {
    schema: object({
      address: { type: 'string', format: 'ipv4' },
      other: { type: 'string', format: 'ipv6' },
      host: { type: 'string', format: 'hostname' },
      page: { type: 'string', format: 'uri' },
      part: { type: 'string', format: 'uri-reference' },
      links: { type: 'string', format: 'uri-template' },
      mail: { type: 'string', format: 'email' },
      id: { type: 'string', format: 'uuid' },
      place: { type: 'string', format: 'json-pointer' },
      near: { type: 'string', format: 'relative-json-pointer' },
      rule: { type: 'string', format: 'regex' },
      lasts: { type: 'string', format: 'duration' },
      day: { type: 'string', format: 'date' },
      hour: { type: 'string', format: 'time' },
    }),
  },
  'formats of the OpenAPI registry, and one of nobody': {
    schema: object({
      small: { type: 'integer', format: 'int32' },
      large: { type: 'integer', format: 'int64' },
      half: { type: 'number', format: 'float' },
      whole: { type: 'number', format: 'double' },
      bytes: { type: 'string', format: 'byte' },
      file: { type: 'string', format: 'binary' },
      secret: { type: 'string', format: 'password' },
      colour: { type: 'string', format: 'shade-of-grey' },
    }),
    invalid: [{}],
    // The validator accepts every value of these.
    notTested: ['/half', '/whole', '/file', '/secret', '/colour'].map((place) => `${place} format`),
  },
  'a constant that is an object': {
    schema: object({ kind: { const: { name: 'shelf', sizes: [1, { unit: null }] } } }),
    valid: [{ kind: { sizes: [1, { unit: null }], name: 'shelf' } }],
    invalid: [{ kind: { name: 'shelf', sizes: [{ unit: null }, 1] } }, { kind: { name: 'shelf' } }],
  },
  'values of every type in one list': {
    schema: object({ state: { enum: ['open', null, 1, { since: 2020 }, [true], false] } }),
    valid: [{ state: null }, { state: { since: 2020 } }, { state: [true] }, { state: false }],
    invalid: [{ state: 0 }, { state: '1' }, { state: true }, { state: [] }],
  },
  'null alone': {
    schema: object({ gone: { type: 'null' } }),
    valid: [{ gone: null }],
    invalid: [{ gone: 0 }, { gone: '' }, { gone: false }, {}],
  },
  'a body that is null': {
    schema: { type: 'null' },
    valid: [null],
    invalid: [0, '', {}, []],
  },
  'a body that is a text': {
    schema: { type: 'string', minLength: 1, maxLength: 8 },
    valid: ['a', '12345678'],
    invalid: ['', '123456789', 1],
  },
  'several types, each with its own rules': {
    schema: object({ size: { type: ['string', 'integer', 'null'], minLength: 2, minimum: 10 } }),
    valid: [{ size: 'ab' }, { size: 10 }, { size: null }],
    invalid: [{ size: 'a' }, { size: 9 }, { size: true }, { size: 10.5 }],
  },
  'an empty schema': {
    schema: {},
    valid: [null, 1, 'text', [], {}],
    withoutRules: ['shelf'],
  },
  'boolean schemas': {
    schema: object({ any: true }, { additionalProperties: true }),
    valid: [{ any: null }, { any: {}, more: 1 }],
    invalid: [{}, []],
  },
  'a property that must not be there': {
    schema: { type: 'object', properties: { gone: false, kept: { type: 'string' } } },
    valid: [{}, { kept: 'a' }, { other: 1 }],
    invalid: [{ gone: null }, { kept: 1 }],
  },
  'lists and objects that must be empty': {
    schema: object({
      none: { type: 'array', maxItems: 0 },
      nothing: { type: 'object', maxProperties: 0 },
      blank: { type: 'string', maxLength: 0 },
    }),
    valid: [{ none: [], nothing: {}, blank: '' }],
    invalid: [
      { none: [1], nothing: {}, blank: '' },
      { none: [], nothing: { a: 1 }, blank: '' },
      { none: [], nothing: {}, blank: ' ' },
    ],
  },
})
