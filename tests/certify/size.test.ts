import { describe, expect, it } from 'vitest'
import { certifyBehaviour } from '../support/certifying.ts'
import {
  type Behaviour,
  correctBehaviour,
  type EndpointResponse,
  json,
} from '../endpoints/endpoint.ts'

const TOO_LARGE = json(413, { message: 'too large' })

/** Rejects bodies of more bytes than it takes. */
function limitedTo(most: number, response: EndpointResponse = TOO_LARGE): Behaviour {
  const correct = correctBehaviour()
  return {
    ...correct,
    authenticate: (call) =>
      correct.authenticate(call) ?? (call.bytes.length > most ? response : undefined),
  }
}

async function sizesOf(behaviour: Behaviour) {
  const only = ['accept/*/size', 'accept/*/item-count*', 'DS-ACC-01']
  const report = await certifyBehaviour(behaviour, { level: 'compatible', only })
  return {
    report,
    sizes: report.checks.filter(({ requirement }) => requirement === 'DS-ACC-06'),
    failed: report.checks.filter(({ status }) => status === 'failed'),
  }
}

describe('the largest message that an endpoint accepts', () => {
  it('is a megabyte where there is no limit', async () => {
    const { sizes } = await sizesOf(correctBehaviour())
    expect(sizes.map(({ status }) => status)).toEqual(['passed', 'passed', 'passed'])
    for (const { bytes = 0, actual } of sizes) {
      expect(bytes).toBeGreaterThan(950_000)
      expect(actual).toContain('no larger one was tried')
    }
  })

  it.each([
    [100 * 1024, 'warned'],
    [200_000, 'warned'],
    [300_000, 'passed'],
    [512 * 1024, 'passed'],
  ])('is found near a limit of %i bytes, with few requests, and %s', async (most, status) => {
    const { sizes, report } = await sizesOf(limitedTo(most))
    expect(sizes.map((check) => check.status)).toEqual([status, status, status])
    for (const { bytes = 0 } of sizes) {
      expect(bytes).toBeLessThanOrEqual(most)
      expect(bytes).toBeGreaterThan(most * 0.85)
    }
    expect(report.summary.requests).toBeLessThan(80)
  })

  it('is advised on by its cause: a limit on bytes is not the advice where something else rejects long lists', async () => {
    const of413 = await sizesOf(limitedTo(100_000))
    expect(of413.sizes[0]?.fix).toMatch(/parser \(100 kB in Express\) and a reverse proxy/)
    expect(of413.sizes[0]?.actual).toMatch(
      /^messages of \d+ kB are accepted, and one of \d+ kB gets 413/,
    )
    const of400 = await sizesOf(limitedTo(100_000, { status: 400 }))
    expect(of400.sizes[0]?.fix).not.toMatch(/parser|proxy/)
    expect(of400.sizes[0]?.status).toBe('warned')
  })

  it('is the named cause where not even a hundred items are accepted', async () => {
    const { failed } = await sizesOf(limitedTo(8000))
    const hundred = failed.filter(({ id }) => id.includes('item-count') && id.endsWith('=100'))
    expect(hundred.length).toBeGreaterThan(0)
    for (const { actual, fix } of hundred) {
      expect(actual).toMatch(/^the size of the message, \d+ kB: 413/)
      expect(fix).toContain('raise the limit on bodies')
    }
    const other = await sizesOf(limitedTo(8000, { status: 400 }))
    for (const { fix } of other.failed) expect(fix).not.toContain('limit on bodies')
  })
})
