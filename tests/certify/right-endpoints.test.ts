import { describe, expect, it } from 'vitest'
import { RIGHT } from '../endpoints/right.ts'
import { certifyEndpoint } from '../endpoints/score.ts'

describe('a right endpoint is certified at every level', () => {
  it.each(Object.entries(RIGHT))('%s', async (_name, make) => {
    const report = await certifyEndpoint(make(), 'resilient')
    const failing = report.checks.filter(
      ({ status }) => status === 'failed' || status === 'errored',
    )
    expect(failing.map(({ id, actual }) => `${id}: ${actual}`)).toEqual([])
    expect(report.verdict).toBe('certified')
    expect(report.levels).toEqual({ compatible: 'passed', strict: 'passed', resilient: 'passed' })
  })
})
