import { expect, it } from 'vitest'
import { hostileBodies } from '../../src/certify/mutations/bodies.ts'

it.each(['{}', '[]', '[10,15]', '{"is":true}', '{"order":{"id":1,"note":"x"}}', '"text"', 'null'])(
  'a body declared invalid JSON is invalid JSON, whatever the message: %s',
  (json) => {
    for (const { name, isNotJson, make } of hostileBodies({ index: 0, of: 1 })) {
      const { raw, contentType } = make(json)
      if (!isNotJson || contentType !== undefined || !(raw instanceof Uint8Array)) continue
      expect(() => JSON.parse(Buffer.from(raw).toString('utf8')) as unknown, name).toThrow(
        SyntaxError,
      )
    }
  },
)
