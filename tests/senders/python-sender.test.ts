import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { Report } from '../../src/certify/index.ts'
import { runCli } from '../support/cli.ts'
import { folderForFile } from '../support/folder.ts'
import { EXAMPLES } from './examining.ts'

const SENDER = fileURLToPath(new URL('./python/sender.py', import.meta.url))
const folder = folderForFile()
const hasPython = spawnSync('python3', ['--version']).status === 0

// Every CI has it: it is only missing on machines of contributors.
it.skipIf(!hasPython && process.env.CI === undefined)(
  'a sender in Python is certified: it was written by the page, in its standard library alone',
  async () => {
    const examples = join(folder, 'examples.json')
    writeFileSync(examples, JSON.stringify(EXAMPLES))
    const { stdout, stderr } = await runCli([
      'certify-sender',
      '--command',
      `exec python3 "${SENDER}" "${examples}"`,
      '--level',
      'resilient',
      '--time-scale',
      '25',
      '--start-within',
      '30s',
      '--json',
    ])
    expect(stderr).toBe('')
    const { checks, verdict } = JSON.parse(stdout) as Report
    const others = checks.filter(({ status }) => status !== 'passed' && status !== 'skipped')
    expect(others.map(({ id, actual }) => `${id}: ${actual}`)).toEqual([])
    expect(verdict).toBe('certified')
  },
  120_000,
)
