import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom, defined, type Random } from '../../src/core/index.ts'
import {
  type Attempt,
  backoffMs,
  DEFAULT_POLICY,
  nextStep,
  type RetryPolicy,
} from '../../src/sender/index.ts'
import { parseRetryAfter } from '../../src/core/index.ts'

const always = (value: number): Random => ({ ...createRandom(1), next: () => value })
const failed = (retryAfterMs?: number): Attempt => ({
  startedAt: 0,
  durationMs: 1,
  renewed: false,
  status: 503,
  error: { kind: 'server-error', message: 'the endpoint responded with 503' },
  ...defined({ retryAfterMs }),
})
const waitOf = (attempt: Attempt, spent: number, random = 0, policy = DEFAULT_POLICY) => {
  const next = nextStep(attempt, spent, policy, always(random))
  return next.kind === 'retry' ? next.waitMs : next.kind
}

describe('the waits', () => {
  it('are 1, 2, 4, 8 and 16 seconds, then the failure queue', () => {
    expect([1, 2, 3, 4, 5, 6].map((spent) => waitOf(failed(), spent))).toEqual([
      1000,
      2000,
      4000,
      8000,
      16_000,
      'failed',
    ])
  })

  it('are lengthened by jitter of up to a fifth', () => {
    expect(waitOf(failed(), 1, 0.5)).toBe(1100)
    expect(waitOf(failed(), 5, 0.999_999)).toBe(19_200)
  })

  it.each([
    ['longer than the backoff', 5000, 1, 5000],
    ['shorter than the backoff', 500, 3, 4000],
    ['beyond its bound', 1e12, 1, DEFAULT_POLICY.maxRetryAfterMs],
  ])('obey a Retry-After %s', (_, retryAfterMs, spent, wait) => {
    expect(waitOf(failed(retryAfterMs), spent)).toBe(wait)
  })

  it('have jitter above a Retry-After, never below', () => {
    expect(waitOf(failed(5000), 1, 1)).toBe(6000)
  })

  it('stay between the backoff and the backoff with full jitter, for every policy', () => {
    const policies = fc.record<RetryPolicy>({
      retries: fc.integer({ min: 1, max: 20 }),
      backoffMs: fc.integer({ min: 1, max: 10_000 }),
      factor: fc.double({ min: 1, max: 4, noNaN: true }),
      jitter: fc.double({ min: 0, max: 1, noNaN: true }),
      maxBackoffMs: fc.integer({ min: 1, max: 100_000 }),
      maxRetryAfterMs: fc.integer({ min: 0, max: 100_000 }),
    })
    const asked = fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: undefined })
    fc.assert(
      fc.property(
        policies,
        asked,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (policy, ms, r) => {
          for (let spent = 1; spent <= policy.retries; spent++) {
            const wait = Number(waitOf(failed(ms), spent, r, policy))
            const least = Math.max(
              backoffMs(policy, spent),
              Math.min(ms ?? 0, policy.maxRetryAfterMs),
            )
            expect(wait).toBeGreaterThanOrEqual(Math.round(least))
            expect(wait).toBeLessThanOrEqual(Math.round(least * (1 + policy.jitter)))
          }
          expect(waitOf(failed(ms), policy.retries + 1, r, policy)).toBe('failed')
        },
      ),
    )
  })
})

describe('Retry-After', () => {
  const now = Date.UTC(2026, 0, 1, 12, 0, 0)
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Thu, 01 Jan 2026 12:00:30 GMT', 30_000],
    ['Thursday, 01-Jan-26 12:00:30 GMT', 30_000],
    ['Thu Jan  1 12:00:30 2026', 30_000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['', undefined],
    ['2026-01-01T12:00:30Z', undefined],
    ['99999999999999999999', Number.MAX_SAFE_INTEGER],
    [undefined, undefined],
  ])('of %j is %j milliseconds', (value, ms) => {
    expect(parseRetryAfter(value, now)).toBe(ms)
  })
})
