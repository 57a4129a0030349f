import {
  registerSchema,
  type SchemaObject,
  unregisterSchema,
  validate,
} from '@hyperjump/json-schema/openapi-3-1'
import { describe, expect, it } from 'vitest'
import { rulesOf } from '../../src/contract/index.ts'
import { applyEdit, createMessages } from '../../src/messages/index.ts'
import { compileText, contractWith } from '../support/contracts.ts'

/** Each keyword, at the top and below others. */
const SCHEMAS: readonly (readonly [string, string])[] = [
  ['type', 'type: [string, integer]'],
  ['enum of every type', 'enum: [a, 1, true, null, { b: 1 }, [1]]'],
  ['an enum that is not nullable', 'type: [string, "null"]\nenum: [a, b]'],
  ['const', 'properties: { a: { const: { b: 1 } }, c: { const: null } }\nrequired: [a]'],
  ['multipleOf', 'type: object\nproperties: { price: { type: number, multipleOf: 0.01 } }'],
  ['bounds', 'type: number\nexclusiveMinimum: 0\nexclusiveMaximum: 1'],
  ['bounds of multiples', 'type: integer\nminimum: 10\nmaximum: 100\nmultipleOf: 5'],
  ['lengths', 'type: string\nminLength: 3\nmaxLength: 5'],
  ['a pattern with lengths', "type: string\npattern: '^[A-Z]+$'\nminLength: 3\nmaxLength: 5"],
  ['a format with a length', 'type: string\nformat: email\nmaxLength: 30'],
  [
    'a list',
    'type: array\nminItems: 2\nmaxItems: 3\nuniqueItems: true\nitems: { type: object, required: [a], properties: { a: { type: integer } } }',
  ],
  [
    'a tuple',
    'type: array\nprefixItems: [{ type: string }, { minimum: 3 }]\nitems: false\nminItems: 2',
  ],
  [
    'contains',
    'type: array\nitems: { type: integer }\ncontains: { minimum: 5 }\nminContains: 2\nmaxContains: 3',
  ],
  [
    'a map',
    'type: object\nadditionalProperties: { type: string, maxLength: 3 }\npropertyNames: { pattern: "^[a-z]+$" }\nminProperties: 1\nmaxProperties: 3',
  ],
  [
    'patternProperties',
    'type: object\npatternProperties: { "^x-": { type: integer }, "^y": false }\nadditionalProperties: false',
  ],
  [
    'dependentRequired',
    'type: object\nproperties: { a: { type: string }, b: { type: string } }\ndependentRequired: { a: [b] }',
  ],
  [
    'dependentSchemas',
    'type: object\nproperties: { a: { type: string } }\ndependentSchemas: { a: { required: [b], properties: { b: { minimum: 2 } } } }',
  ],
  [
    'if, then and else',
    'type: object\nrequired: [kind]\nproperties: { kind: { enum: [a, b] } }\nif: { properties: { kind: { const: a } } }\nthen: { required: [x] }\nelse: { required: [y], properties: { y: { maxLength: 2 } } }',
  ],
  [
    'allOf',
    'allOf: [{ type: object, required: [a], properties: { a: { type: string } } }, { properties: { a: { minLength: 2 }, b: { type: boolean } } }]',
  ],
  [
    'anyOf of what is required',
    'type: object\nproperties: { email: { type: string, format: email }, phone: { type: string } }\nanyOf: [{ required: [email] }, { required: [phone] }]',
  ],
  [
    'oneOf with a discriminator',
    'type: object\nrequired: [kind]\ndiscriminator: { propertyName: kind }\noneOf:\n  - { required: [at], properties: { kind: { const: a }, at: { type: string, format: date-time } } }\n  - { required: [sizes], properties: { kind: { const: b }, sizes: { type: array, items: { multipleOf: 0.5 } } } }',
  ],
  [
    'alternatives within alternatives',
    'type: object\nrequired: [a]\nproperties:\n  a:\n    oneOf:\n      - { type: string, maxLength: 4 }\n      - { type: object, required: [b], properties: { b: { anyOf: [{ type: integer, minimum: 3 }, { type: boolean }] } } }',
  ],
  [
    'not',
    'type: object\nproperties: { a: { type: string, not: { enum: [x, y] } } }\nnot: { required: [b, c] }',
  ],
  [
    'unevaluatedProperties',
    'type: object\nallOf: [{ properties: { a: { type: string } } }]\nunevaluatedProperties: false',
  ],
  [
    'unevaluatedItems',
    'type: array\nprefixItems: [{ type: string }]\nunevaluatedItems: { type: integer }',
  ],
  [
    'a nullable list of lists',
    'type: [array, "null"]\nitems: { type: array, items: { type: [integer, "null"], maximum: 3 }, maxItems: 2 }',
  ],
]

describe('of a schema with', () => {
  it.each(SCHEMAS)(
    '%s every valid message is valid, and one invalid message breaks each rule',
    async (name, text) => {
      const operation = (await compileText(contractWith(text))).operation('send')
      const id = `https://schemas.example/${encodeURIComponent(name)}`
      registerSchema(
        {
          $schema: 'https://json-schema.org/draft/2020-12/schema',
          $id: id,
          ...(operation.schema('published') as SchemaObject),
        },
        id,
      )
      const isValid = await validate(id)
      const messages = createMessages(operation)
      const full = messages.message('full', 2)
      const valid = [
        full,
        messages.message('minimal', 1),
        ...messages.variations().map(({ edit }) => applyEdit(full, edit)),
      ]
      for (const body of valid)
        expect(isValid(body as Parameters<typeof isValid>[0]).valid, JSON.stringify(body)).toBe(
          true,
        )
      const deviations = messages.deviations()
      const isFormat = ({ keyword }: { readonly keyword: string }): boolean => keyword === 'format'
      for (const { id: own, edit } of deviations.filter((each) => !isFormat(each)))
        expect(isValid(applyEdit(full, edit) as Parameters<typeof isValid>[0]).valid, own).toBe(
          false,
        )
      const rules = rulesOf(operation).map(({ schemaPointer }) => schemaPointer)
      const broken = new Set(deviations.map(({ schemaPointer }) => schemaPointer))
      expect(rules.filter((rule) => !broken.has(rule))).toEqual([])
      // About one message for each rule, and never many more.
      const firsts = deviations.filter(({ rank }) => rank === 'first')
      expect(firsts.length + messages.variations().length).toBeLessThanOrEqual(
        Math.max(2, rules.length) * 10,
      )
      unregisterSchema(id)
    },
  )
})

it('lists within lists grow with the outermost one alone', async () => {
  let schema = 'type: string'
  for (let depth = 0; depth < 6; depth++)
    schema = `type: array\nitems:\n  ${schema.replaceAll('\n', '\n  ')}`
  const operation = (await compileText(contractWith(schema))).operation('send')
  const text = JSON.stringify(createMessages(operation).message('full', 3000))
  expect(text.length).toBeLessThan(3000 * 2 * 40)
})
