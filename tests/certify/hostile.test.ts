import { expect, test } from 'vitest'
import { hostileBodies } from '../../src/certify/checks/hostile.ts'

test.each([
  '{}',
  '[]',
  '[10,15]',
  '{"is":true}',
  '{"order":{"id":1,"note":"x"}}',
  '"text"',
  'null',
])('what is said to be no JSON is none, whatever the message: %s', (json) => {
  for (const { name, noJson, make } of hostileBodies({ index: 0, of: 1 })) {
    const { raw, contentType } = make(json)
    if (!noJson || contentType !== undefined || !(raw instanceof Uint8Array)) continue
    expect(() => JSON.parse(Buffer.from(raw).toString('utf8')) as unknown, name).toThrow(
      SyntaxError,
    )
  }
})
