import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Report, reportFiles } from '../../src/certify/index.ts'
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
