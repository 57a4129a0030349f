import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { startStub, type Stub } from '../../mocks/stub/index.ts'
import { folderForFile } from '../support/folder.ts'

/** action.yml's steps in bash, with the variables that GitHub sets. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const shell = promisify(execFile)
const folder = folderForFile()

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>
  readonly runs: {
    readonly steps: readonly {
      readonly name?: string
      readonly uses?: string
      readonly if?: string
      readonly run?: string
      readonly env?: Readonly<Record<string, string>>
      readonly with?: Readonly<Record<string, string>>
    }[]
  }
}

const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as Action
let stub: Stub
beforeAll(async () => {
  stub = await startStub({ auth: { scheme: 'none' } })
})
afterAll(() => stub.close())

/** Runs the step named Run in a folder of its own. */
async function runStep(inputs: Readonly<Record<string, string>>) {
  const cwd = mkdtempSync(join(folder, 'job-'))
  const step = action.runs.steps.find(({ name }) => name === 'Run')
  const filled = Object.entries(step?.env ?? {}).map(([name, text]) => [
    name,
    text.replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_match, input: string) => {
      return inputs[input] ?? action.inputs[input]?.default ?? `unknown input ${input}`
    }),
  ])
  const [output, summary] = [join(cwd, 'output'), join(cwd, 'summary.md')]
  for (const file of [output, summary]) writeFileSync(file, '')
  const env = {
    PATH: process.env.PATH,
    ...Object.fromEntries(filled),
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION_PATH: ROOT,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
  }
  // GitHub runs `shell: bash` so.
  const flags = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? 'exit 99']
  const printed = await shell('bash', flags, { cwd, env }).catch(
    (error: { stdout: string; stderr: string }) => error,
  )
  return {
    ...printed,
    cwd,
    output: readFileSync(output, 'utf8'),
    summary: readFileSync(summary, 'utf8'),
  }
}

describe('the action', () => {
  it('installs what it brings, runs, and keeps the reports whatever came of it', () => {
    const steps = action.runs.steps.map(({ name, uses }) => name ?? uses?.split('@')[0])
    expect(steps).toEqual(['actions/setup-node', 'Install', 'Run', 'actions/upload-artifact'])
    const [, install, , upload] = action.runs.steps
    expect(install?.run).toBe('npm ci --no-audit --no-fund --prefix "$GITHUB_ACTION_PATH"')
    expect(upload).toMatchObject({ if: 'always()', with: { path: '${{ inputs.reports }}' } })
  })

  it('certifies: exit code, summary and reports', async () => {
    const args = '--auth none --level compatible --only DS-ACC-* --seed 1'
    const found = await runStep({ endpoint: stub.url, arguments: args })
    // Narrowed for speed, so that the run is inconclusive.
    expect(found.output).toBe('exit-code=3\n')
    expect(found.summary).toContain('Drop Ship')
    expect(readdirSync(join(found.cwd, 'drop-ship-reports'))).toEqual(
      expect.arrayContaining(['junit.xml', 'report.html', 'report.json']),
    )
  })

  it('verifies, with a JUnit report', async () => {
    const args = '--auth none --filter required'
    const found = await runStep({ command: 'verify', endpoint: stub.url, arguments: args })
    expect(found.output, found.stderr).toBe('exit-code=0\n')
    expect(readdirSync(join(found.cwd, 'drop-ship-reports'))).toEqual(['verify.xml'])
  })

  it('lints the contract', async () => {
    const found = await runStep({ command: 'lint', arguments: '--no-mocks' })
    expect(found.output).toBe('exit-code=0\n')
    expect(readdirSync(join(found.cwd, 'drop-ship-reports'))).toEqual(['lint.xml'])
  })

  it('of another command is an error with an annotation', async () => {
    const found = await runStep({ command: 'certfy' })
    expect(found.output).toBe('exit-code=2\n')
    expect(found.stdout).toContain('::error::')
  })
})
