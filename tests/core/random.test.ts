import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/core/index.ts'

describe('seeded randomness', () => {
  it('gives this very sequence for this seed, on every machine', () => {
    const random = createRandom(42)
    expect([random.integer(0, 999), random.integer(0, 999), random.uuid()]).toMatchInlineSnapshot(`
      [
        865,
        777,
        "a15cfdac-2b26-4cde-a33f-4781e35374c1",
      ]
    `)
  })

  it('repeats for the same seed and differs for another', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const first = Array.from(
          { length: 5 },
          (
            (random) => () =>
              random.next()
          )(createRandom(seed)),
        )
        const again = Array.from(
          { length: 5 },
          (
            (random) => () =>
              random.next()
          )(createRandom(seed)),
        )
        const other = Array.from(
          { length: 5 },
          (
            (random) => () =>
              random.next()
          )(createRandom(seed + 1)),
        )
        expect(again).toEqual(first)
        expect(other).not.toEqual(first)
      }),
    )
  })

  it('stays within its bounds and reaches both', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -5, max: 5 }), fc.nat(3), (seed, min, span) => {
        const random = createRandom(seed)
        const drawn = new Set(Array.from({ length: 200 }, () => random.integer(min, min + span)))
        expect([...drawn].toSorted((left, right) => left - right)).toEqual(
          Array.from({ length: span + 1 }, (_each, index) => min + index),
        )
      }),
      { numRuns: 50 },
    )
  })

  it('makes version 4 UUIDs, all different', () => {
    const random = createRandom('uuids')
    const made = Array.from({ length: 2000 }, () => random.uuid())
    expect(new Set(made).size).toBe(2000)
    for (const uuid of made) {
      expect(uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    }
  })

  it('forks by label, not by how much was drawn before', () => {
    const fresh = createRandom(7)
    const used = createRandom(7)
    used.next()
    used.pick(['a', 'b'])
    expect(used.fork('items').next()).toBe(fresh.fork('items').next())
    expect(fresh.fork('items').next()).not.toBe(fresh.fork('orders').next())
  })

  it('spreads evenly', () => {
    const random = createRandom('even')
    const counts = Array.from({ length: 10 }, () => 0)
    for (let draw = 0; draw < 10_000; draw++) {
      const cell = random.integer(0, 9)
      counts[cell] = (counts[cell] ?? 0) + 1
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150)
  })
})
