import { object, ofSchemas } from './variation.ts'

const TEXT = { type: 'string' }
const COUNT = { type: 'integer' }

/** Which properties an object has, and how they are called. */
export const PRESENCE = ofSchemas({
  'names of properties': {
    schema: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: '^[a-z]+$', maxLength: 4 },
      additionalProperties: COUNT,
    },
    valid: [{ abc: 1 }],
    invalid: [{ Abc: 1 }, { abcde: 1 }, { abc: 'a' }, {}],
  },
  'names to which two patterns apply': {
    schema: {
      type: 'object',
      patternProperties: { '^a': COUNT, z$: { minimum: 5 } },
      additionalProperties: false,
    },
    valid: [{}, { a: 1 }, { z: 'any' }, { az: 5 }],
    invalid: [{ az: 4 }, { a: 'b' }, { z: 4 }, { other: 1 }],
  },
  'names that mean something elsewhere': {
    schema: object(
      Object.fromEntries(
        [
          '$ref',
          '',
          'a/b',
          'a~b',
          'a%20b',
          'constructor',
          'toString',
          'properties',
          'const',
          '*',
        ].map((name) => [name, { type: 'string', minLength: 1 }]),
      ),
      { additionalProperties: false },
    ),
    invalid: [{}],
  },
  'a required property that is not described': {
    schema: {
      type: 'object',
      required: ['label', 'floor'],
      properties: { label: TEXT },
      additionalProperties: COUNT,
    },
    valid: [{ label: 'a', floor: 1 }],
    invalid: [{ label: 'a' }, { label: 'a', floor: 'b' }],
  },
  'properties and schemas that depend on others': {
    schema: {
      type: 'object',
      properties: { card: TEXT, owner: TEXT, limit: COUNT },
      dependentRequired: { card: ['owner'] },
      dependentSchemas: { limit: { required: ['card'], properties: { limit: { minimum: 10 } } } },
    },
    valid: [{}, { owner: 'a' }, { card: 'a', owner: 'b' }, { limit: 10, card: 'a', owner: 'b' }],
    invalid: [{ card: 'a' }, { limit: 10 }, { limit: 9, card: 'a', owner: 'b' }],
  },
  'alternatives that only require': {
    schema: {
      type: 'object',
      properties: { mail: TEXT, phone: TEXT, post: TEXT },
      oneOf: [{ required: ['mail'] }, { required: ['phone'] }, { required: ['post'] }],
    },
    valid: [{ mail: 'a' }, { phone: 'a' }, { post: 'a' }],
    invalid: [{}, { mail: 'a', phone: 'b' }, { mail: 'a', phone: 'b', post: 'c' }, { mail: 1 }],
  },
  'alternatives that only require, one or more of which are true': {
    schema: {
      type: 'object',
      properties: { mail: TEXT, phone: TEXT },
      anyOf: [{ required: ['mail'] }, { required: ['phone'] }],
    },
    valid: [{ mail: 'a' }, { phone: 'a' }, { mail: 'a', phone: 'b' }],
    invalid: [{}, { mail: 1, phone: 'a' }],
  },
  'properties that exclude each other': {
    schema: {
      type: 'object',
      properties: { mail: TEXT, phone: TEXT },
      not: { required: ['mail', 'phone'] },
    },
    valid: [{}, { mail: 'a' }, { phone: 'a' }],
    invalid: [{ mail: 'a', phone: 'b' }],
  },
  'a chain of properties that need each other': {
    schema: {
      type: 'object',
      properties: { card: TEXT, owner: TEXT, town: TEXT },
      dependentRequired: { card: ['owner'], owner: ['town'] },
    },
    valid: [{}, { town: 'a' }, { owner: 'a', town: 'b' }],
    invalid: [{ card: 'a' }, { owner: 'a' }, { card: 'a', owner: 'b' }],
  },
  'a property whose presence another one, or anything, forbids': {
    schema: {
      type: 'object',
      properties: { mail: TEXT, phone: TEXT },
      dependentSchemas: { mail: { properties: { phone: false } }, fax: false },
    },
    valid: [{}, { mail: 'a' }, { phone: 'a' }],
    invalid: [{ mail: 'a', phone: 'b' }, { fax: 1 }],
  },
  'names that are listed, of which some match a pattern': {
    schema: {
      type: 'object',
      propertyNames: { enum: ['x-a', 'x-b', 'label'] },
      patternProperties: { '^x-': COUNT },
      additionalProperties: TEXT,
    },
    valid: [{}, { 'x-a': 1, label: 'a' }],
    invalid: [{ 'x-c': 1 }, { label: 1 }, { 'x-a': 'a' }],
  },
  'an empty name, within another': {
    schema: object({ '': object({ '': { type: 'string', minLength: 1 }, label: TEXT }) }),
    valid: [{ '': { '': 'a', label: '' } }],
    invalid: [{}, { '': {} }, { '': { label: 'a' } }, { '': { '': '', label: 'a' } }],
  },
  'an empty name that another property needs': {
    schema: {
      type: 'object',
      properties: { '': COUNT, label: TEXT },
      dependentRequired: { label: ['', 'label'] },
    },
    valid: [{}, { '': 1 }, { '': 1, label: 'a' }],
    invalid: [{ label: 'a' }],
  },
})
