import { describe, expect, it } from 'vitest'
import { WaitBudget } from '../../src/certify/run/wait-budget.ts'
import type { Exchange } from '../../src/core/index.ts'
import { correctBehaviour } from '../endpoints/endpoint.ts'
import { certifyBehaviour } from '../support/certifying.ts'

const LIMITS = { timeoutMs: 10_000, latencyBudgetMs: 5000, concurrency: 10 }

function exchange(durationMs: number, status?: number): Exchange {
  return {
    request: { method: 'POST', url: 'http://127.0.0.1', headers: [] },
    ...(status === undefined
      ? { failure: { kind: 'headers-timeout', message: 'no response within the time limit' } }
      : { response: { status, headers: [], body: new Uint8Array(), truncated: false } }),
    startedAt: 0,
    durationMs,
  }
}

/** How long requests took together before the run was ended, all of them alike. */
function lostUntilEnd(one: Exchange): number {
  const waits = new WaitBudget(LIMITS)
  for (let sent = 0; sent < 100; sent++) {
    try {
      waits.assertNotLost()
    } catch (error) {
      expect(error).toMatchObject({ message: one.response === undefined ? 'silent' : 'slow' })
      return sent * one.durationMs
    }
    waits.note('an operation', one, {}, false)
  }
  return Number.POSITIVE_INFINITY
}

describe('at default limits a run ends within a minute', () => {
  it.each([
    ['where nothing responds', exchange(10_000)],
    ['where responses take longer than the latency budget', exchange(5001, 200)],
    ['where they take nearly the time limit', exchange(9900, 200)],
  ])('%s', (_name, one) => {
    expect(lostUntilEnd(one)).toBeLessThan(60_000)
  })

  it('and not where they are within the budget', () => {
    expect(lostUntilEnd(exchange(4999, 200))).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('an endpoint that stops responding', () => {
  const silentAfter = (requests: number) => ({
    ...correctBehaviour(),
    intercept: ({ number }: { readonly number: number }) => number > requests,
  })

  it('is concluded as not certified, by the check of silence, and nothing else is asked', async () => {
    const report = await certifyBehaviour(silentAfter(20), {
      level: 'compatible',
      timeoutMs: 100,
    })
    expect(report.verdict).toBe('not certified')
    const failed = report.checks.filter(({ status }) => status === 'failed')
    expect(failed.map(({ id }) => id)).toContain('answer/drop_shipment_confirmation/survives')
    expect(report.summary.requests).toBeLessThan(40)
  })
})
