import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import { rerunCommand } from '../../src/cli/certifying/rerun.ts'
import { FLAGS } from '../../src/cli/options/scheme-options.ts'
import { folderForFile } from '../support/folder.ts'
import { sampleReport } from '../support/reports.ts'
import { runMain } from '../support/run-main.ts'

const folder = folderForFile()

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

it('--failed makes only what failed again: 1 while it fails, 0 once it is repaired, 2 where nothing failed', async () => {
  const auth = { scheme: 'none' } as const
  const [flawed, repaired] = await Promise.all([
    startStub({ auth, strictness: 'tolerant' }),
    startStub({ auth }),
  ])
  const certify = (url: string, out: string, ...args: readonly string[]) =>
    runMain(['certify', url, '--auth', 'none', '--out', join(folder, out), '--quiet', ...args])
  const reportIn = (out: string) => join(folder, out, 'report.json')
  const failedIn = (out: string): readonly string[] => {
    const { checks } = JSON.parse(readFileSync(reportIn(out), 'utf8')) as {
      checks: { id: string; status: string }[]
    }
    return checks.filter(({ status }) => status === 'failed').map(({ id }) => id)
  }
  const part = ['--operations', 'drop_shipment_partial_cancellation', '--level', 'strict']
  try {
    expect((await certify(flawed.url, 'first', ...part, '--only', 'DS-REF-01')).exitCode).toBe(1)
    expect(failedIn('first').length).toBeGreaterThan(1)
    const again = [...part, '--failed', reportIn('first')]
    expect((await certify(flawed.url, 'second', ...again)).exitCode).toBe(1)
    expect(failedIn('second')).toEqual(failedIn('first'))
    expect((await certify(repaired.url, 'third', ...again)).exitCode).toBe(0)
    expect(failedIn('third')).toEqual([])
    const nothing = await certify(repaired.url, 'fourth', ...part, '--failed', reportIn('third'))
    expect([nothing.exitCode, nothing.stderr]).toEqual([
      2,
      expect.stringContaining('No check failed in that report.'),
    ])
  } finally {
    await Promise.all([flawed.close(), repaired.close()])
  }
})

it.each(FLAGS.filter(({ field }) => field.isSecret === true).map(({ flag }) => flag))(
  'leaves the value of %s to the environment',
  (flag) => {
    for (const typed of [[flag, 's3cret'], [`${flag}=s3cret`]]) {
      const command = rerun(['http://a.test', ...typed])
      expect(command).toMatch(new RegExp(`${flag} "\\$\\w+"`))
      expect(command).not.toContain('s3cret')
    }
  },
)
