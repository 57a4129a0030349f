import { XMLParser } from 'fast-xml-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderTerminal, type Report, reportFiles } from '../../src/certify/index.ts'
import type { ExpectedCredentials } from '../../src/auth/index.ts'
import { examCredentials } from '../../src/examine/index.ts'
import { folderForFile } from '../support/folder.ts'
import { examine } from './examining.ts'
import { createVirtualClock } from './virtual-clock.ts'

const folder = folderForFile()
const clock = createVirtualClock()
let report: Report
let files: Readonly<Record<string, string>>

beforeAll(async () => {
  const options = { only: ['accepted', 'server-error', 'retry-after-seconds', 'restart'] }
  const behaviour = { retries: 6, retryAfterMs: () => 0 }
  report = await examine({ behaviour, folder, clock, options })
  files = reportFiles(report)
})
afterAll(() => clock.stop())

describe('the report of a sender', () => {
  it('has a timeline of each situation, with attempts, windows and what was done to the sender', () => {
    expect(report.timelines?.map(({ situation }) => situation)).toEqual([
      'accepted',
      'server-error',
      'retry-after-seconds',
      'restart',
    ])
    const [, failing, asked, restarted] = report.timelines ?? []
    const row = failing?.rows.find(({ label }) => label === 'drop_shipment_confirmation')
    expect(row?.attempts.map(({ played }) => played)).toEqual(
      Array.from({ length: 7 }, () => '500'),
    )
    // The second to the fifth retry come within their windows, and no sixth has one.
    expect(row?.windows).toHaveLength(4)
    for (const [index, { fromMs, toMs }] of (row?.windows ?? []).entries()) {
      const at = row?.attempts[index + 2]?.atMs ?? 0
      expect(at).toBeGreaterThanOrEqual(fromMs)
      expect(at).toBeLessThanOrEqual(toMs)
    }
    // A retry after a second, where two were asked for.
    const [window] = asked?.rows.find(({ label }) => label !== 'token service')?.windows ?? []
    expect(window).toEqual({
      fromMs: expect.toSatisfy((ms) => ms >= 2000),
      toMs: expect.toSatisfy((ms) => ms >= 3000),
    })
    expect(restarted?.marks.map(({ kind }) => kind)).toEqual(['stopped', 'restarted'])
  })

  it('draws them in the page, which says that a sender was examined', () => {
    const html = files['report.html'] ?? ''
    expect(html).toContain('Drop Ship sender certification')
    expect(html.match(/<svg /g)).toHaveLength(4)
    expect(html).toMatch(/<text class="time"[^>]*>10 s<\/text>/)
    const [, linked] = /seen in<\/dt><dd><a href="#(timeline-server-error)"/.exec(html) ?? []
    expect(html).toContain(`id="${linked}"`)
    expect(html).toContain('<title>500 after ')
    expect(html).toContain('<rect class="window"')
    expect(html).not.toContain('the endpoint as a whole')
  })

  it('names what failed in the terminal, with the waits', () => {
    const text = renderTerminal(report, { color: false, full: false })
    expect(text).toContain('actual   6 retries of drop_shipment_confirmation')
    expect(text).toMatch(
      /drop_shipment_confirmation \(and 2 alike\): 500, 1\.\d s, 500, 2\.\d s, 500/,
    )
    expect(text).toContain('does not retry five times and not more after a 500')
  })

  it('is a JUnit report with a failure for each check that failed', () => {
    const isArray = (name: string): boolean => name === 'testsuite'
    const parser = new XMLParser({ ignoreAttributes: false, isArray })
    const { testsuites } = parser.parse(files['junit.xml'] ?? '') as {
      testsuites: { testsuite: readonly Readonly<Record<string, string>>[] }
    }
    const failures = testsuites.testsuite.map((suite) => Number(suite['@_failures']))
    expect(testsuites.testsuite[0]?.['@_package']).toBe('dropship certify-sender')
    expect(failures.reduce((sum, count) => sum + count, 0)).toBe(report.summary.failed)
    expect(report.summary.failed).toBe(2)
  })

  it('contains no secret and no token', () => {
    const text = Object.values(files).join('\n')
    expect(text).not.toMatch(/dst_\w+\.\w/)
    expect(text).not.toContain('Bearer dst')
  })
})

describe('a sender that authenticates', () => {
  it.each<[string, (variables: Readonly<Record<string, string>>) => Record<string, string>]>([
    [
      'basic',
      ({ DROPSHIP_EXAM_USERNAME: name, DROPSHIP_EXAM_PASSWORD: password }) => ({
        authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
      }),
    ],
    ['api-key', ({ DROPSHIP_EXAM_API_KEY: key = '' }) => ({ 'x-api-key': key })],
    ['none', () => ({})],
  ])('by %s is examined without a token service', async (scheme, credentials) => {
    const auth = examCredentials(scheme as ExpectedCredentials['scheme'], () => 'Secret-1')
    const options = { auth, only: ['accepted', 'unauthorized-always'] }
    const of = (missing: boolean) =>
      examine({
        behaviour: { credentials: (given) => (missing ? {} : credentials(given)) },
        folder,
        clock,
        options,
      })
    const [correct, silent] = await Promise.all([of(false), of(true)])
    expect(correct.summary.failed).toBe(0)
    expect(correct.checks.filter(({ id }) => id.startsWith('token'))).toEqual([])
    const failed = silent.checks.filter(({ status }) => status === 'failed').map(({ id }) => id)
    expect(failed.includes('authentication/every-delivery')).toBe(scheme !== 'none')
  })
})
