import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/certify/index.ts'
import { startEndpoint } from '../endpoints/endpoint.ts'
import { CORRECT, TOLERANT } from '../endpoints/correct.ts'
import { certifyRunning } from '../endpoints/score.ts'

function accusations(report: Report): string[] {
  return report.checks
    .filter(({ status }) => status === 'failed' || status === 'errored')
    .map(({ id, actual }) => `${id}: ${actual}`)
}

// Every correct endpoint is certified at `resilient` by `npm run score`.

describe('an endpoint whose errors have no code', () => {
  it('is certified with a warning that names the disputed rule', async () => {
    const make = CORRECT['errors without a code']
    if (make === undefined) throw new Error('no such endpoint')
    const report = await certifyRunning(await startEndpoint(make()), 'strict')
    const warned = report.checks.filter(({ status }) => status === 'warned')
    expect(report.verdict).toBe('certified')
    expect(warned).toHaveLength(3)
    for (const { requirement, pointer, actual } of warned) {
      expect([requirement, pointer]).toEqual(['DS-ANS-04', '/errors/*/code'])
      expect(actual).toContain('code')
    }
  })
})

describe('a tolerant endpoint is certified as compatible', () => {
  it.each(Object.entries(TOLERANT))('%s', async (_name, make) => {
    const report = await certifyRunning(await startEndpoint(make()), 'compatible')
    expect(accusations(report)).toEqual([])
    expect(report.verdict).toBe('certified')
  })
})
