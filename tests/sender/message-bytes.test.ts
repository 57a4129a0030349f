import { describe, expect, it } from 'vitest'
import { messageBytes } from '../../src/sender/message-bytes.ts'

describe('the bytes of a message', () => {
  it('are those that were given, or the JSON of a value', () => {
    const written = Buffer.from('{ "id" : 9007199254740993, "x":1e400,"x":1295.0 }\r\n')
    expect(messageBytes(written)).toBe(written)
    expect(messageBytes({ shipment: { carrier: 'UPS' } })).toEqual(
      Buffer.from('{"shipment":{"carrier":"UPS"}}'),
    )
  })

  const round: { self?: unknown } = {}
  round.self = round
  it.each([
    ['an infinite number', { id: Number('1e400') }, 'Infinity as "id"'],
    ['what is not a number', [NaN], 'NaN as "0"'],
    ['a bigint', { a: { b: 9_007_199_254_740_993n } }, '9007199254740993 as "b"'],
    ['a circle', round, 'circular'],
    ['nothing', undefined, 'undefined'],
  ])('are not created from %s, which JSON cannot represent', (_what, body, found) => {
    expect(() => messageBytes(body)).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTION',
        details: expect.objectContaining({
          found: expect.stringContaining(found) as unknown,
        }) as unknown,
      }),
    )
  })
})
