import { expect, it } from 'vitest'
import { hostileBodies } from '../../src/certify/mutations/bodies.ts'

it.each([
  '{}',
  '[]',
  '[10,15]',
  '{"is":true}',
  '{"order":{"id":1,"note":"x"}}',
  '{"heights":"trees:1,timber:3,"}',
  String.raw`{"quoted":"\"a\":1,{\"b\":[true,"}`,
  '"text"',
  'null',
  'true',
  '5',
  '-1',
  '12',
  '1.5e10',
])('a body declared invalid JSON is invalid JSON, whatever the message: %s', (json) => {
  for (const { name, isNotJson, make } of hostileBodies({ index: 0, of: 1 })) {
    const { raw, contentType } = make(json)
    if (!isNotJson || contentType !== undefined || !(raw instanceof Uint8Array)) continue
    // An optional body may be empty.
    if (name !== 'empty-body') expect(raw.length, name).toBeGreaterThan(0)
    expect(() => JSON.parse(Buffer.from(raw).toString('utf8')) as unknown, name).toThrow(
      SyntaxError,
    )
  }
})
