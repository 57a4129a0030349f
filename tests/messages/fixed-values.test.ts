import { expect, it } from 'vitest'
import type { Schema, SchemaObject } from '../../src/contract/index.ts'
import { excludeEachOther } from '../../src/messages/fixed-values.ts'

const kind = (...values: readonly string[]): SchemaObject => ({
  required: ['kind'],
  properties: { kind: { enum: values } },
})

it.each<readonly [verdict: string, one: Schema, other: Schema]>([
  ['exclude', kind('a'), kind('b')],
  ['exclude', kind('a', 'b'), { allOf: [kind('c'), { required: ['size'] }] }],
  ['exclude', kind('a'), { required: ['kind'], properties: { kind: { const: 'b' } } }],
  ['exclude', { oneOf: [kind('a'), kind('b')] }, { anyOf: [kind('c'), { oneOf: [kind('d')] }] }],
  ['exclude', { ...kind('a', 'b'), allOf: [kind('b', 'c')] }, kind('a', 'c')],
  ['allow', kind('a', 'b'), kind('b', 'c')],
  ['allow', kind('a'), { properties: { kind: { const: 'b' } } }],
  ['allow', kind('a'), { required: ['kind'], properties: { kind: { type: 'string' } } }],
  ['allow', { oneOf: [kind('a'), kind('b')] }, { anyOf: [kind('b'), kind('c')] }],
  ['allow', kind('a'), { required: ['size'], properties: { size: { const: 1 } } }],
])('schemas %s each other: %j and %j', (verdict, one, other) => {
  const root: Schema = { oneOf: [one, other] }
  const branches = [one, other].map((schema, index) => ({ schema, pointer: `/oneOf/${index}` }))
  expect(excludeEachOther(root, branches[0]!, branches[1]!)).toBe(verdict === 'exclude')
})
