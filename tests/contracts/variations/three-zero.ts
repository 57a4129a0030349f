import { object, ofSchemas } from './variation.ts'

/** Spellings of OpenAPI 3.0 that 3.1 has in another way. */
export const OF_THREE_ZERO = ofSchemas(
  {
    'bounds that are excluded, as 3.0 spells it': {
      schema: object({
        ratio: {
          type: 'number',
          minimum: 0,
          exclusiveMinimum: true,
          maximum: 1,
          exclusiveMaximum: false,
        },
      }),
      valid: [{ ratio: 1 }, { ratio: 0.5 }],
      invalid: [{ ratio: 0 }, { ratio: 1.01 }],
    },
    'nullable in nullable': {
      schema: object({
        stock: {
          type: 'object',
          nullable: true,
          required: ['counts'],
          properties: {
            counts: {
              type: 'array',
              nullable: true,
              items: { type: 'integer', nullable: true, minimum: 1 },
            },
          },
        },
      }),
      valid: [{ stock: null }, { stock: { counts: null } }, { stock: { counts: [null, 1] } }],
      invalid: [{ stock: {} }, { stock: { counts: [0] } }, { stock: { counts: 1 } }, {}],
    },
    'a nullable enum': {
      schema: object({ state: { type: 'string', nullable: true, enum: ['open', null] } }),
      valid: [{ state: 'open' }, { state: null }],
      invalid: [{ state: 'closed' }, { state: '' }],
    },
    'properties that are called as keywords are': {
      schema: object({
        nullable: { type: 'boolean' },
        minimum: { type: 'string', minLength: 1 },
        exclusiveMinimum: { type: 'integer' },
        type: { type: 'string', enum: ['object'] },
      }),
      valid: [{ nullable: true, minimum: 'a', exclusiveMinimum: 1, type: 'object' }],
      invalid: [
        { nullable: null, minimum: 'a', exclusiveMinimum: 1, type: 'object' },
        { nullable: true, minimum: '', exclusiveMinimum: 1, type: 'object' },
        { nullable: true, minimum: 'a', exclusiveMinimum: true, type: 'object' },
        { nullable: true, minimum: 'a', exclusiveMinimum: 1, type: 'string' },
      ],
    },
    'properties that are called as what holds values is': {
      schema: object(
        {
          example: { type: 'string', minLength: 2 },
          examples: { type: 'array', items: { type: 'integer', nullable: true } },
          default: { type: 'object', properties: { nullable: { type: 'boolean' } } },
          enum: { type: 'string', nullable: true, enum: ['open', null] },
          value: { type: 'integer', minimum: 3, exclusiveMinimum: true },
          const: { type: 'string', maxLength: 1 },
        },
        {
          example: {
            example: 'ab',
            examples: [1],
            default: { nullable: true },
            enum: 'open',
            value: 4,
            const: '',
          },
        },
      ),
      valid: [
        { example: 'ab', examples: [null], default: {}, enum: null, value: 4, const: 'a' },
        {
          example: 'ab',
          examples: [1],
          default: { nullable: true },
          enum: 'open',
          value: 9,
          const: '',
        },
      ],
      invalid: [
        { example: 'a', examples: [1], default: {}, enum: 'open', value: 4, const: '' },
        { example: 'ab', examples: ['1'], default: {}, enum: 'open', value: 4, const: '' },
        {
          example: 'ab',
          examples: [1],
          default: { nullable: 1 },
          enum: 'open',
          value: 4,
          const: '',
        },
        { example: 'ab', examples: [1], default: {}, enum: 'shut', value: 4, const: '' },
        { example: 'ab', examples: [1], default: {}, enum: 'open', value: 3, const: '' },
        { example: 'ab', examples: [1], default: {}, enum: 'open', value: 4, const: 'ab' },
      ],
    },
    'values that look like schemas': {
      schema: object({
        rule: {
          type: 'object',
          enum: [
            { type: 'string', nullable: true },
            { type: 'string', format: 'byte' },
          ],
          default: { type: 'string', nullable: true },
          example: { type: 'string', format: 'byte' },
        },
        note: { default: { example: 1, minimum: 2, exclusiveMinimum: true } },
      }),
      valid: [{ rule: { type: 'string', nullable: true }, note: 1 }],
      invalid: [
        { rule: { type: ['string', 'null'] }, note: 1 },
        { rule: { type: 'string', contentEncoding: 'base64' }, note: 1 },
      ],
    },
  },
  '3.0.3',
)
