import { describe, expect, it } from 'vitest'
import { growthOf, shorterWait, shortestWaits } from '../../src/examine/timeline/waits.ts'
import { isEndless, quietAt } from '../../src/examine/timeline/quiet.ts'
import type { SenderRequest } from '../../src/examine/timeline/received.ts'

describe('waits', () => {
  it.each<[string, number[][]]>([
    ['1, 2, 4, 8 and 16 s', [[1000, 2000, 4000, 8000, 16_000]]],
    ['by a factor of 1.5', [[1000, 1500, 2250, 3375, 5062]]],
    ['by a factor of 3 in two retries', [[1000, 3000]]],
    [
      'with a fifth of jitter, in two messages',
      [
        [1200, 2000, 4800, 8100, 16_500],
        [1000, 2400, 4100, 9000, 19_000],
      ],
    ],
    ['scaled to 40 ms, with 26 ms of work besides each', [[66, 106, 186, 346, 666]]],
  ])('that grow %s are exponential', (_name, sequences) => {
    expect(growthOf(sequences)).toMatchObject({ kind: 'exponential' })
  })

  it.each<[string, number[]]>([
    ['that are equal', [1000, 1000, 1000, 1000, 1000]],
    ['that grow linearly', [1000, 2000, 3000, 4000, 5000]],
    ['that grow linearly, scaled to 40 ms', [40, 80, 120, 160, 200]],
    ['that stop growing', [1000, 2000, 4000, 4000, 4000]],
    ['that shrink', [4000, 2000, 1000]],
    ['of which the first is missing', [0, 1000, 2000, 4000]],
    ['that grow like factorials', [1000, 2000, 6000, 24_000, 120_000]],
    ['that jump once', [1000, 1000, 1000, 16_000]],
  ])('%s are not', (_name, waits) => {
    expect(growthOf([waits])).toMatchObject({ kind: 'other' })
  })

  it('of one retry say nothing of growth', () => {
    expect(growthOf([[1000], [1200]])).toEqual({ kind: 'too few' })
  })

  it('count with the shortest of each position that most messages reached', () => {
    expect(
      shortestWaits([
        [5, 9, 30],
        [4, 10],
        [6, 8],
      ]),
    ).toEqual([4, 8])
  })

  it('that get shorter are named, and those that a busy machine explains are not', () => {
    expect(shorterWait([1000, 2000, 1500])).toEqual({ retry: 3, wait: 1500, before: 2000 })
    expect(shorterWait([1000, 2000, 1900])).toBeUndefined()
    expect(shorterWait([130, 60])).toBeUndefined()
  })
})

const PACE = { firstWaitMs: 10_000, timeoutMs: 60_000, startMs: 20_000 }

function delivery(atMs: number, more: Partial<SenderRequest> = {}): SenderRequest {
  return {
    kind: 'delivery',
    operation: 'shipped',
    method: 'POST',
    target: '/',
    headers: [],
    body: new Uint8Array(),
    atMs,
    endedMs: atMs,
    status: 500,
    played: '500',
    hasCredentials: true,
    ...more,
  }
}

describe('an examiner listens', () => {
  it.each<[string, SenderRequest[], number]>([
    ['for the first request as long as a start may take', [], 20_000],
    ['after a first failure for twice the longest first wait', [delivery(500)], 20_500],
    [
      'after six attempts for twice the longest wait that may come next',
      [0, 1000, 3000, 7000, 15_000, 31_000].map((at) => delivery(at)),
      31_000 + 2 * 2.4 * 16_000,
    ],
    [
      'after success for twice the longest first wait',
      [delivery(0), delivery(1000, { status: 200 })],
      21_000,
    ],
    [
      'to a request that is open for as long as the sender may wait',
      [delivery(0, { endedMs: undefined as never })],
      60_000,
    ],
    ['beyond the time that Retry-After asks for', [delivery(0, { notBeforeMs: 60_000 })], 90_000],
  ])('%s', (_name, received, expected) => {
    const whole = received.map(({ endedMs, ...request }) =>
      endedMs === undefined ? request : { ...request, endedMs },
    )
    expect(quietAt(whole, [], 1, PACE)).toBe(expected)
  })

  it('no longer to a sender that never ends', () => {
    const deliveries = (count: number, status: number): SenderRequest[] =>
      Array.from({ length: count }, (_none, index) => delivery(index, { status }))
    expect(isEndless(deliveries(8, 500))).toBe(false)
    expect(isEndless(deliveries(9, 500))).toBe(true)
    expect(isEndless(deliveries(12, 401))).toBe(false)
    expect(isEndless(deliveries(25, 401))).toBe(true)
  })
})
