import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { causesOf, type Report, reportFiles } from '../../src/certify/index.ts'
import { readEarlierReport } from '../../src/cli/certifying/earlier-report.ts'
import { compareReports } from '../../src/cli/comparing/compare.ts'
import { folderForFile } from '../support/folder.ts'
import { sampleReport } from '../support/reports.ts'
import { runMain } from '../support/run-main.ts'

const folder = folderForFile()
const failed = sampleReport().checks.find(({ status, waiver }) => status === 'failed' && !waiver)
if (failed === undefined) throw new Error('the sample has a failure')

/** Failures of one kind, so many. */
function nulls(count: number): Report['checks'] {
  return Array.from({ length: count }, (_, index) => ({
    ...failed,
    id: `refuse/null:/a${index}`,
    pointer: `/a${index}`,
    kind: 'invalid:null',
  })) as unknown as Report['checks']
}

function written(name: string, checks: Report['checks'], verdict: Report['verdict']): string {
  const file = join(folder, name)
  writeFileSync(file, reportFiles({ ...sampleReport(), checks, verdict })['report.json'] ?? '')
  return file
}

const NONE = written('none.json', [], 'certified')
const TWO = written('two.json', nulls(2), 'not certified')
const THREE = written('three.json', nulls(3), 'not certified')

describe('dropship compare', () => {
  it.each([
    ['new', NONE, TWO, 1, /✗ new .*null is accepted in 2 places \(0 → 2 checks\)/],
    ['worse', TWO, THREE, 1, /✗ worse .*\(2 → 3 checks\)/],
    ['better', THREE, TWO, 0, /✓ better .*\(3 → 2 checks\)/],
    ['gone', TWO, NONE, 0, /✓ gone .*\(2 → 0 checks\)/],
    [
      'the same',
      TWO,
      TWO,
      0,
      /^Not worse: 0 new, 0 worse, 0 better, 0 gone, 1 unchanged; not certified/,
    ],
  ])('tells that a cause is %s', async (_what, old, next, exitCode, expected) => {
    const result = await runMain(['compare', old, next])
    expect(result.stdout).toMatch(expected)
    expect(result.exitCode).toBe(exitCode)
  })

  it('writes Markdown for a pull request, and JSON', async () => {
    const { stdout } = await runMain(['compare', NONE, TWO, '--format', 'markdown'])
    expect(stdout).toMatch(/^### .*\n\nWorse: 1 new.*certified → not certified\n\n\| change \|/)
    const json = JSON.parse((await runMain(['compare', NONE, TWO, '--json'])).stdout) as object
    expect(json).toMatchObject({ isWorse: true, changes: [{ change: 'new', checksAfter: 2 }] })
  })

  it('says what a file has to be that it cannot read', async () => {
    const other = join(folder, 'other.json')
    writeFileSync(other, '{"schemaVersion":1}')
    const result = await runMain(['compare', other, TWO])
    expect(result.exitCode).toBe(2)
    expect(result.stderr).toMatch(/expected: .*schemaVersion 2\n.*found: .*schemaVersion 1/)
  })
})

type Checks = Report['checks']

/** How one check ended, in whatever way. */
const ENDED = fc.record({
  requirement: fc.constantFrom('DS-REF-02', 'DS-REF-09'),
  kind: fc.constantFrom('invalid:null', 'invalid:fraction', 'valid:fraction', undefined),
  status: fc.constantFrom('passed', 'failed', 'errored', 'warned'),
  code: fc.constantFrom(200, 500, undefined),
  waiver: fc.constantFrom(undefined, undefined, { reason: 'later', expires: '2099-01-01' }),
})

/** What one endpoint came to: the same checks in every run. */
const MADE: fc.Arbitrary<Checks> = fc.array(ENDED, { minLength: 8, maxLength: 8 }).map(
  (all) =>
    all.map(({ code, waiver, ...ended }, index) => ({
      ...failed,
      ...ended,
      id: `check/${index}`,
      ...(ended.status === 'passed' ? {} : { waiver }),
      response: code === undefined ? undefined : { status: code, headers: [], body: '' },
    })) as unknown as Checks,
)

const brokenIn = (checks: Checks): readonly string[] =>
  checks
    .filter(({ status, waiver }) => !waiver && (status === 'failed' || status === 'errored'))
    .map(({ id }) => id)

describe('of any two reports', () => {
  it('every cause has an id of its own, and every check that did not pass has one cause', () => {
    fc.assert(
      fc.property(MADE, (checks) => {
        const causes = causesOf({ checks })
        expect(new Set(causes.map(({ id }) => id)).size).toBe(causes.length)
        expect(causes.flatMap((cause) => cause.checks).toSorted()).toEqual(
          checks.filter(({ status }) => status !== 'passed').map(({ id }) => id),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('the later is worse if a check is broken that was not, and only then', () => {
    const read = (name: string, checks: Checks) =>
      readEarlierReport(written(name, checks, 'not certified'), 'OLD')
    fc.assert(
      fc.property(MADE, MADE, (before, after) => {
        const { isWorse } = compareReports(read('before.json', before), read('after.json', after))
        const old = brokenIn(before)
        expect(isWorse).toBe(brokenIn(after).some((id) => !old.includes(id)))
      }),
      { numRuns: 60 },
    )
  })

  it('of one endpoint that did not change, nothing is worse and nothing is better', () => {
    fc.assert(
      fc.property(MADE, (checks) => {
        const report = readEarlierReport(written('same.json', checks, 'not certified'), 'OLD')
        expect(compareReports(report, report)).toMatchObject({ changes: [], isWorse: false })
      }),
      { numRuns: 30 },
    )
  })

  it('a failure is not lost beside a warning of the same requirement', async () => {
    const warned = { ...failed, id: 'b', status: 'warned' } as Checks[number]
    const broken = { ...warned, id: 'a', status: 'failed' } as Checks[number]
    const old = written('warned.json', [warned], 'not certified')
    const { stdout, exitCode } = await runMain([
      'compare',
      old,
      written('both.json', [broken, warned], 'not certified'),
    ])
    expect(stdout).toMatch(/^ {2}✗ new .*\(0 → 1 check\)\nWorse: 1 new/)
    expect(exitCode).toBe(1)
  })

  it('of an earlier version, causes that only their status tells apart are both kept', () => {
    const pair = (['failed', 'warned'] as const).map((status) => ({
      ...failed,
      id: status,
      status,
    }))
    const file = written('earlier-version.json', pair, 'not certified')
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('/warned"', '"'))
    expect(readEarlierReport(file, 'OLD').causes).toMatchObject([
      { status: 'failed', checks: ['failed'] },
      { status: 'warned', checks: ['warned'] },
    ])
  })
})
