import { describe, expect, it } from 'vitest'
import { defined } from '../../src/core/index.ts'
import { newMessageId, shownStore } from '../../src/queue/index.ts'
import {
  afterAttempt,
  type BreakerPolicy,
  CLOSED,
  permitOf,
  showsDown,
} from '../../src/queue/breaker.ts'
import { Batch } from '../../src/queue/batch.ts'
import { LatencyHistogram } from '../../src/queue/latency.ts'
import type { Attempt, AttemptErrorKind } from '../../src/sender/index.ts'
import { ACCEPTED } from '../support/deliveries.ts'

const failed = (kind: AttemptErrorKind, status?: number): Attempt => ({
  startedAt: 0,
  durationMs: 1,
  renewed: false,
  error: { kind, message: 'x' },
  ...defined({ status }),
})
const DOWN = failed('connection-refused')
const POLICY: BreakerPolicy = { threshold: 3, cooldownMs: 100, factor: 2, maxCooldownMs: 300 }
const after = (attempts: readonly Attempt[], now = 0, from = CLOSED) =>
  attempts.reduce((state, attempt) => afterAttempt(state, attempt, now, POLICY), from)

describe('the circuit breaker', () => {
  it('opens at its threshold, and any response of a working endpoint resets the count', () => {
    expect(permitOf(after([DOWN, DOWN]), 0)).toBe('all')
    expect(permitOf(after([DOWN, DOWN, failed('client-error', 422), DOWN, DOWN]), 0)).toBe('all')
    expect(permitOf(after([DOWN, DOWN, DOWN]), 0)).toBe('retries')
  })

  it('allows one attempt after the cooldown, and waits longer after each failure, up to its limit', () => {
    let state = after([DOWN, DOWN, DOWN])
    let now = 0
    for (const cooldown of [100, 200, 300, 300]) {
      expect(permitOf(state, now + cooldown - 1)).toBe('retries')
      expect(permitOf(state, now + cooldown)).toBe('probe')
      now += cooldown
      state = after([DOWN], now, state)
    }
    expect(after([ACCEPTED], now, state)).toBe(CLOSED)
  })

  it('is not held open by retries that fail during the cooldown', () => {
    const state = after([DOWN, DOWN, DOWN])
    expect(permitOf(after([DOWN, DOWN], 50, state), 100)).toBe('probe')
  })

  it.each<[Attempt, boolean]>([
    [ACCEPTED, false],
    [failed('server-error', 500), false],
    [failed('server-error', 502), true],
    [failed('server-error', 503), true],
    [failed('server-error', 504), true],
    [failed('client-error', 429), true],
    [failed('client-error', 422), false],
    [failed('unauthorized', 401), false],
    [failed('timeout'), true],
    [failed('token-unreachable'), true],
    [failed('token-refused'), false],
    [failed('unreadable-answer'), false],
  ])('takes %j as down: %j', (attempt, isDown) => {
    expect(showsDown(attempt)).toBe(isDown)
  })
})

describe('the latency histogram', () => {
  it('gives percentiles to within five percent, and the exact maximum', () => {
    const histogram = new LatencyHistogram()
    for (let ms = 1; ms <= 1000; ms++) histogram.add(ms)
    const { p50Ms, p95Ms, p99Ms, maxMs } = histogram.summary() ?? {
      p50Ms: 0,
      p95Ms: 0,
      p99Ms: 0,
      maxMs: 0,
    }
    for (const [found, exact] of [
      [p50Ms, 500],
      [p95Ms, 950],
      [p99Ms, 990],
    ] as const) {
      expect(found / exact).toBeGreaterThanOrEqual(1)
      expect(found / exact).toBeLessThan(1.05)
    }
    expect(maxMs).toBe(1000)
  })

  it('without values has no percentiles', () => {
    expect(new LatencyHistogram().summary()).toBeUndefined()
  })
})

describe('a batch', () => {
  it('sends together what comes while it is busy, in order and within its limit', async () => {
    const trips: (readonly number[])[] = []
    const batch = new Batch<number, number>({ items: 3 }, (items) => {
      trips.push(items)
      return Promise.resolve(items.map((item) => item * 10))
    })
    const results = await Promise.all([1, 2, 3, 4, 5].map((item) => batch.add(item)))
    expect(results).toEqual([10, 20, 30, 40, 50])
    expect(trips).toEqual([
      [1, 2, 3],
      [4, 5],
    ])
    await batch.idle()
  })

  it('carries no more bytes than allowed, and one item always', async () => {
    const trips: (readonly number[])[] = []
    const limits = { items: 10, bytes: 5, bytesOf: (item: number) => item }
    const batch = new Batch<number, number>(limits, (items) => {
      trips.push(items)
      return Promise.resolve(items)
    })
    await Promise.all([2, 3, 4, 9, 1].map((item) => batch.add(item)))
    expect(trips).toEqual([[2, 3], [4], [9], [1]])
  })

  it('has one promise for many items, which rejects when one of their round trips fails', async () => {
    const trips: (readonly number[])[] = []
    const batch = new Batch<number, number>({ items: 2 }, (items) => {
      trips.push(items)
      const isBad = items.includes(9)
      return isBad ? Promise.reject(new Error('gone')) : Promise.resolve(items.map((n) => n * 10))
    })
    expect(await batch.addAll([])).toEqual([])
    expect(await batch.addAll([1, 2, 3])).toEqual([10, 20, 30])
    await expect(batch.addAll([4, 9, 5])).rejects.toThrow('gone')
    await batch.idle()
    expect(trips).toEqual([[1, 2], [3], [4, 9], [5]])
  })

  it('sends an item that is added at the moment the last one was sent', async () => {
    const batch = new Batch<number, number>({ items: 3 }, (items) => Promise.resolve(items))
    await batch.add(1)
    expect(await batch.add(2)).toBe(2)
  })

  it('fails all items of a failed round trip, and continues with the next', async () => {
    let trips = 0
    const batch = new Batch<number, number>({ items: 1 }, (items) =>
      ++trips === 1 ? Promise.reject(new Error('gone')) : Promise.resolve(items),
    )
    const [first, second] = await Promise.allSettled([batch.add(1), batch.add(2)])
    expect(first.status).toBe('rejected')
    expect(second).toEqual({ status: 'fulfilled', value: 2 })
  })
})

it.each([
  ['postgres://me:secret@host/db', 'postgres://me:***@host/db'],
  ['postgres://host/db?password=secret', 'postgres://host/db'],
  ['postgres://me:12/secret@host/db', 'postgres://…'],
  ['host=db password=secret', 'host=db password=…'],
  ['postgres:/me:secret@host/db', 'postgres:/…'],
  ['.dropship/queue.db', '.dropship/queue.db'],
])('the store %s is shown as %s', (location, shown) => {
  expect(shownStore(location)).toBe(shown)
})

describe('a new message id', () => {
  it('is a version 7 UUID that comes after all before it', () => {
    const ids = Array.from({ length: 2000 }, () => newMessageId())
    expect(ids.toSorted()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids[0]).toMatch(
      /^msg_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
  })
})
