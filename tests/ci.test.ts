import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { folderForFile } from './support/folder.ts'

const COUNT = fileURLToPath(new URL('../.ci/count.mjs', import.meta.url))
const folder = folderForFile()

interface Counted {
  readonly lastLine: string
  readonly exitCode: number | null
}

/** What is counted of steps, each given as its report and its exit code. */
function count(...steps: (readonly [report: unknown, status: string])[]): Counted {
  const reports = steps.flatMap(([report, status], index) => {
    const file = join(folder, `step-${index}.json`)
    writeFileSync(file, typeof report === 'string' ? report : JSON.stringify(report))
    return [file, status]
  })
  const { stdout, status: exitCode } = spawnSync(process.execPath, [COUNT, ...reports], {
    encoding: 'utf8',
  })
  return { lastLine: stdout.trimEnd().split('\n').at(-1) ?? '', exitCode }
}

function reportOf(...outcomes: string[]): unknown {
  return {
    numPassedTests: outcomes.filter((outcome) => outcome === 'passed').length,
    testResults: [
      {
        name: 'a.test.ts',
        status: outcomes.every((outcome) => outcome === 'passed') ? 'passed' : 'failed',
        assertionResults: outcomes.map((status) => ({ fullName: 'a test', status })),
      },
    ],
  }
}

const EMPTY_FILE = {
  numPassedTests: 3,
  testResults: [{ name: 'broken.test.ts', status: 'failed', assertionResults: [] }],
}

it.each<[string, unknown, string, string, number]>([
  ['only passed tests', reportOf('passed', 'passed'), '0', '2 passed, 0 failed', 0],
  ['a failed test', reportOf('passed', 'failed'), '1', '1 passed, 1 failed', 1],
  ['a skipped test', reportOf('passed', 'skipped'), '0', '1 passed, 1 failed', 1],
  ['a test still to be written', reportOf('passed', 'todo'), '0', '1 passed, 1 failed', 1],
  ['a file that does not load', EMPTY_FILE, '1', '3 passed, 1 failed', 1],
  ['passed tests after a failed check', reportOf('passed'), '2', '1 passed, 1 failed', 1],
  ['no test at all', reportOf(), '0', '0 passed, 1 failed', 1],
  ['no report, because a check failed first', '', '1', '0 passed, 1 failed', 1],
])('the last line of .ci/run for %s says so', (_title, made, status, lastLine, exitCode) => {
  expect(count([made, status])).toEqual({ lastLine, exitCode })
})

it.each<[string, Parameters<typeof count>, string, number]>([
  [
    'all of which passed',
    [
      [reportOf('passed', 'passed'), '0'],
      [reportOf('passed'), '0'],
    ],
    '3 passed, 0 failed',
    0,
  ],
  [
    'the first of which failed',
    [
      [reportOf('failed'), '1'],
      [reportOf('passed'), '0'],
    ],
    '1 passed, 1 failed',
    1,
  ],
  [
    'the second of which wrote no report',
    [
      [reportOf('passed'), '0'],
      ['', '2'],
    ],
    '1 passed, 1 failed',
    1,
  ],
  ['of which there are none', [], '0 passed, 1 failed', 1],
])('the last line of .ci/run for steps %s says so', (_title, steps, lastLine, exitCode) => {
  expect(count(...steps)).toEqual({ lastLine, exitCode })
})
