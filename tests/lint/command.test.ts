import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runCli } from '../support/cli.ts'
import { runMain } from '../support/run-main.ts'
import { changed, DOCUMENT, ERRATA, lineOf } from './linting.ts'

const folder = mkdtempSync(join(tmpdir(), 'dropship-lint-command-'))
afterAll(() => rmSync(folder, { recursive: true }))
const broken = join(folder, 'broken.yaml')
const twice = changed(DOCUMENT, '          examples: [2, 1]', '          examples: [2, 0]')
const text = changed(twice, 'examples: [1295, 0]', 'examples: [1295, none]')
writeFileSync(broken, text)
const cost = lineOf(text, '[1295, none]')
const quantity = lineOf(text, '[2, 0]')
writeFileSync(join(folder, 'ERRATA.md'), ERRATA)

describe('dropship lint', () => {
  it('finds no problem in the shipped documents, pact and mocks', async () => {
    const { stdout, stderr, exitCode } = await runCli(['lint'])
    expect(stderr).toBe('')
    expect(stdout).toMatch(
      /^No problems found in openapi\/drop-ship\.yaml, openapi\/client-auth\.yaml, .*the responses of the stub/,
    )
    expect(exitCode).toBe(0)
  }, 60_000)

  it('finds the description of the token service in agreement with what mocks can play of it', async () => {
    const { stdout, exitCode } = await runMain(['lint', 'openapi/client-auth.yaml'])
    expect(stdout).toContain('the stub to issue_token were not checked: it has its own service')
    expect(exitCode).toBe(0)
  }, 60_000)

  it('shows what is wrong as compilers do, and ends with 1', async () => {
    const { stdout, exitCode } = await runMain(['lint', broken, '--no-mocks'])
    expect(exitCode).toBe(1)
    expect(stdout).toBe(`${broken}:${cost}:28  example
  The example breaks its schema (${broken}:${cost - 2}): it must be an integer, and is "none"
  ${cost} │           examples: [1295, none]
      │                            ^^^^
      = correct the example, or the schema if the example is right

${broken}:${quantity}:25  example
  The example breaks its schema (${broken}:${quantity - 2}): it must be at least 1, and is the number 0
  ${quantity} │           examples: [2, 0]
      │                         ^
      = correct the example, or the schema if the example is right

2 problems found in ${broken}
  example: 2
No pact was given, so neither agreement with one nor coverage was checked.
`)
  })

  it('prints one JSON document, as many problems as asked for, and nothing else', async () => {
    const { stdout, stderr, exitCode } = await runMain([
      'lint',
      broken,
      '--no-mocks',
      '--json',
      '--max-problems=1',
    ])
    expect(stderr).toBe('')
    const { problems } = JSON.parse(stdout) as { problems: object[] }
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ rule: 'example', file: broken, line: cost, column: 28 })
    expect(exitCode).toBe(1)
  })

  it('writes annotations for GitHub and a JUnit report', async () => {
    const junit = join(folder, 'reports', 'lint.xml')
    const { stdout } = await runMain([
      'lint',
      broken,
      '--no-mocks',
      '--format=github',
      '--junit',
      junit,
    ])
    const [first, ...others] = stdout.trim().split('\n')
    expect(first).toContain(`,line=${cost},col=28,endColumn=32,title=example::The example breaks`)
    expect(others).toHaveLength(1)
    const report = readFileSync(junit, 'utf8')
    const suite = (name: string): string =>
      new RegExp(`<testsuite [^>]*name="${name}"[^>]*>`).exec(report)?.[0] ?? ''
    for (const counted of ['tests="2"', 'failures="2"', 'errors="0"', 'skipped="0"'])
      expect(suite('example')).toContain(counted)
    for (const counted of ['tests="1"', 'failures="0"', 'errors="0"', 'skipped="0"'])
      expect(suite('reference')).toContain(counted)
  })
})
