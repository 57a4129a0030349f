import { array, assert, nat, property, uint8Array } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BoundedBytes } from '../../src/core/index.ts'

describe('bytes that arrive piece by piece', () => {
  it('are kept as they came, up to the bound', () => {
    assert(
      property(array(uint8Array({ maxLength: 40 })), nat(200), (pieces, limit) => {
        const whole = Buffer.concat(pieces)
        const kept = new BoundedBytes(limit)
        for (const piece of pieces) kept.add(piece)
        expect(kept.bytes().equals(whole.subarray(0, limit))).toBe(true)
        expect(kept.isOver).toBe(whole.length > limit)
      }),
    )
  })

  it('take the memory of what they hold, in however many pieces they come', () => {
    const kept = new BoundedBytes(1_000_000)
    const before = process.memoryUsage()
    for (let count = 0; count < 500_000; count++) kept.add(Buffer.from([count % 256]))
    const { arrayBuffers, heapUsed } = process.memoryUsage()
    expect(kept.bytes()).toHaveLength(500_000)
    // One object a piece would be 100 MB and more.
    expect(arrayBuffers + heapUsed - before.arrayBuffers - before.heapUsed).toBeLessThan(60_000_000)
  })

  it('that come in one piece are not copied', () => {
    const piece = Buffer.from('{"a":1}')
    const kept = new BoundedBytes(100)
    kept.add(piece)
    expect(kept.bytes().buffer).toBe(piece.buffer)
  })

  it('take the room that was announced, once, where they come in pieces', () => {
    const kept = new BoundedBytes(1_000_000, 100_000)
    for (let count = 0; count < 10; count++) kept.add(Buffer.alloc(10_000))
    expect(kept.bytes().buffer.byteLength).toBe(100_000)
  })

  it('announced at more than is kept get room for what is kept', () => {
    const kept = new BoundedBytes(100_000, 1e12)
    for (let count = 0; count < 20; count++) kept.add(Buffer.alloc(10_000))
    expect(kept.bytes().buffer.byteLength).toBe(100_000)
    expect(kept.isOver).toBe(true)
  })
})
