import type { SchemaObject } from '../../src/contract/index.ts'

/** A schema, JSON texts that are valid, and others that are not. */
export const JSON_RULES: readonly [
  schema: SchemaObject,
  valid: readonly string[],
  invalid: readonly string[],
][] = [
  [
    { multipleOf: 0.01 },
    ['19.99', '0.07', '4.35', '8.69', '1.11', '143.48', '-0.07', '0', '1e308', '1e2', '"text"'],
    ['19.995', '1e-7', '0.30000000000000004', '1e-320'],
  ],
  [{ multipleOf: 1e-7 }, ['1e-7', '3e-7', '0.0000012', '5'], ['1e-8', '1.5e-7']],
  [
    { multipleOf: 10 },
    ['12345678901234567890', '1e308', '9007199254740990', '1295.0e1'],
    ['5', '9007199254740991', '1e-1'],
  ],
  [{ multipleOf: 0.123456789 }, ['0.246913578'], ['1e308']],
  [{ type: 'integer', multipleOf: 0.5 }, ['1e308', '3'], ['1.5']],
  [{ enum: ['packed', 'sent'] }, ['"sent"'], ['{}', '[]', '["sent"]', '0', 'null', '"Sent"']],
  [
    { enum: [1, true, null, { a: 1, b: [2] }, [3]] },
    ['1.0', 'true', 'null', '{"b":[2],"a":1}', '[3]'],
    ['"1"', '2', 'false', '{}', '{"a":1}', '{"a":1,"b":[2],"c":3}', '[]', '[3,3]', '{"0":3}'],
  ],
  [{ enum: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 2] }, ['"i"', '2'], ['"j"', '"2"', '[]']],
  [{ const: 'x' }, ['"x"'], ['{}', '[]', '"y"', '["x"]']],
  [{ const: null }, ['null'], ['{}', '[]', '0', 'false', '""']],
  [{ type: ['object', 'array'], const: { a: 1 } }, ['{"a":1}'], ['{"a":2}', '{}', '[]', '[1]']],
  [{ const: { a: 1 } }, ['{"a":1.0}'], ['{"valueOf":1}', '{"toString":1}', '{"constructor":1}']],
  [{ const: { constructor: {} } }, ['{"constructor":{}}'], ['{}', '{"constructor":1}']],
  [
    { uniqueItems: true },
    ['[1,"1",true,[1],{"a":1}]', '[{"valueOf":1},{"valueOf":2}]', '[[1],["1"],"[1]"]'],
    ['[1,1.0]', '[{"a":1,"b":2},{"b":2,"a":1}]', '[{"valueOf":1},{"valueOf":1}]', '[0,-0]'],
  ],
  [{ uniqueItems: false }, ['[1,1]'], []],
  [
    { properties: { ['__proto__']: { type: 'string' }, a: {} }, additionalProperties: false },
    ['{"__proto__":"text","a":1}', '{}'],
    ['{"__proto__":1}', '{"b":1}', '{"__proto":1}'],
  ],
  [{ patternProperties: { ['__proto__']: false } }, ['{"proto":1}'], ['{"a__proto__b":1}']],
  [
    { additionalProperties: false, properties: { a: {} } },
    ['{"a":1}'],
    ['{"__proto__":1}', '{"constructor":1}', '{"toString":1}'],
  ],
  [
    { required: ['constructor', '__proto__'] },
    ['{"constructor":1,"__proto__":2}', '[]'],
    ['{}', '{"constructor":1}', '{"__proto__":1}'],
  ],
  [
    { properties: { toString: { type: 'string' }, valueOf: { minimum: 3 } } },
    ['{}', '{"toString":"text"}', '{"valueOf":3}'],
    ['{"toString":1}', '{"valueOf":2}'],
  ],
  [{ dependentRequired: { valueOf: ['a'] } }, ['{}', '{"valueOf":1,"a":2}'], ['{"valueOf":1}']],
  [{ type: 'number' }, ['1e400', '-1e400', '9007199254740993'], ['"1"']],
  [{ type: 'integer', minimum: 1 }, ['1295.0', '1e400'], ['-1e400', '0.5']],
  [
    {
      anyOf: [
        { properties: { a: {} }, required: ['a'] },
        { properties: { b: {} }, required: ['b'] },
      ],
      unevaluatedProperties: false,
    },
    ['{"a":1}', '{"a":1,"b":2}'],
    ['{"a":1,"c":1}', '{"a":1,"toString":1}', '{"a":1,"constructor":1}', '{"a":1,"__proto__":1}'],
  ],
  [
    { patternProperties: { '^x': {} }, unevaluatedProperties: { type: 'string' } },
    ['{"x":1,"valueOf":"text"}', '{}'],
    ['{"x":1,"valueOf":2}', '{"y":3}'],
  ],
  [
    {
      allOf: [{ properties: { a: {} } }],
      properties: { valueOf: {} },
      unevaluatedProperties: false,
    },
    ['{"a":1,"valueOf":2}'],
    ['{"b":1}', '{"toString":1}'],
  ],
]
