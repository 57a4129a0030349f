import { expect, it } from 'vitest'
import { rerunCommand } from '../../src/cli/certifying/rerun.ts'
import { sampleReport } from '../support/reports.ts'

const rerun = (typed: readonly string[], out?: string): string =>
  rerunCommand(typed, sampleReport(), out)

it.each([
  [
    'names the report of the run',
    ['http://a.test', '--out', 'out dir', '--format', 'agent'],
    'out dir',
    "dropship certify http://a.test --out 'out dir' --seed 1 --failed 'out dir/report.json' --format agent",
  ],
  [
    'names the requirements that failed where no report is written',
    ['http://a.test', '--level', 'resilient', '--seed', '9', '--only', 'DS-*'],
    undefined,
    'dropship certify http://a.test --level resilient --seed 1 --only DS-REF-05 --format agent',
  ],
  [
    'leaves secrets to the environment',
    [
      'http://a.test',
      '--client-secret',
      's3cret',
      '--password=s3cret',
      '--request-header',
      'X: s3cret',
    ],
    undefined,
    'dropship certify http://a.test --client-secret "$DROPSHIP_CLIENT_SECRET" --password "$DROPSHIP_PASSWORD" --request-header "NAME: VALUE" --seed 1 --only DS-REF-05 --format agent',
  ],
])('the command that checks again %s', (_what, typed, out, expected) => {
  expect(rerun(typed, out)).toBe(expected)
})

it('a key in a URL does not reach the command that checks again', () => {
  expect(rerun(['--endpoint', 'a=http://a.test/x?key=s3cret'])).not.toContain('s3cret')
})
