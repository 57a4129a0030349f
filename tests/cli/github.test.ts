import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import { renderAnnotations } from '../../src/cli/github.ts'
import type { Annotation } from '../../src/core/index.ts'
import { confirmation } from '../support/confirmation.ts'
import { folderPerTest } from '../support/folder.ts'
import { onGitHub as runOnGitHub } from '../support/on-github.ts'
import { runMain } from '../support/run-main.ts'

const folder = folderPerTest()
const NOBODY = 'http://127.0.0.1:9'
const OPERATION = 'drop_shipment_confirmation'

const annotation = (file: string, level: Annotation['level'] = 'error'): Annotation => ({
  level,
  place: { file, line: 3, title: 'a rule' },
  message: 'is broken',
})

const onGitHub = (...args: string[]) => runOnGitHub(folder.path, args)

function written(name: string, text: string): string {
  const file = join(folder.path, name)
  mkdirSync(join(folder.path, 'sub'), { recursive: true })
  writeFileSync(file, text)
  return file
}

describe('an annotation', () => {
  it.each([
    [
      'in the workspace, relative to it',
      'sub/x.json',
      '::error file=sub/x.json,line=3,title=a rule::',
    ],
    ['elsewhere, without a place', '../elsewhere.json', '::error title=a rule::'],
  ])('names a file %s', (_what, name, expected) => {
    written('sub/x.json', '{}')
    const env = { GITHUB_WORKSPACE: folder.path }
    const text = renderAnnotations([annotation(join(folder.path, name))], env)
    expect(text).toBe(`${expected}is broken\n`)
  })

  it('is one of ten of its level, the last of which counts the others', () => {
    const all = Array.from({ length: 13 }, () => annotation('nowhere'))
    const lines = renderAnnotations([...all, annotation('nowhere', 'warning')], {})
      .trim()
      .split('\n')
    expect(lines).toHaveLength(11)
    expect(lines[8]).toMatch(/is broken$/)
    expect(lines[9]).toMatch(/is broken%0Aand 3 more$/)
    expect(lines[10]).toMatch(/^::warning .*is broken$/)
  })
})

it.each([
  ['validate', () => [written('wrong.json', '{}'), '--as', OPERATION], /^::error file=/m],
  [
    'lint',
    () => [
      '--no-mocks',
      '--pact',
      'contracts/pacts/Optoro-DropShipClient.json',
      written(
        'strict.yaml',
        readFileSync('openapi/drop-ship.yaml', 'utf8').replaceAll('minimum: 1', 'minimum: 100'),
      ),
    ],
    /^::error /m,
  ],
] as const)('%s with --json and --format github does both, wherever it runs', async (...row) => {
  const [command, args, annotated] = row
  const { stdout, stderr } = await runMain([command, ...args(), '--json', '--format', 'github'])
  expect(stderr).toMatch(annotated)
  expect(stdout).not.toContain('::error')
  const json = await runMain([command, ...args(), '--json'])
  expect(json.stdout).toBe(stdout)
  expect(json.stderr).not.toContain('::error')
})

describe('in GitHub Actions', () => {
  it('validate annotates invalid payloads and sums up, with JSON alone on standard output', async () => {
    const file = written('sub/wrong.json', '{}')
    const { stdout, stderr, summary } = await onGitHub(
      'validate',
      file,
      '--as',
      OPERATION,
      '--json',
    )
    expect(stderr).toMatch(/^::error file=sub\/wrong\.json,line=1,/m)
    expect(stdout).not.toContain('::error')
    expect(summary).toMatch(/^### Drop Ship validation\n[^]*\| sub\/wrong\.json:1|wrong\.json:1/)
  })

  it('validate annotates once with --format github', async () => {
    const file = written('sub/wrong.json', '{}')
    const { stdout, stderr } = await onGitHub(
      'validate',
      file,
      '--as',
      OPERATION,
      '--format',
      'github',
    )
    expect(`${stdout}${stderr}`.match(/^::error /gm)).toHaveLength(1)
  })

  it('verify annotates what failed, and sums up', async () => {
    const stub = await startStub({ auth: { scheme: 'none' } })
    stub.play('always-500')
    const args = ['--auth', 'none', '--filter', 'a message with every field']
    const { stderr, summary, exitCode } = await onGitHub('verify', stub.url, ...args)
    await stub.close()
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(
      /^::error title=drop_shipment_.* and 2 other interactions::status: expected 200 but was 500/m,
    )
    expect(summary).toMatch(/^### Drop Ship verification: not verified\n/)
  })

  it('an error is an annotation at the place that it names', async () => {
    const { stderr, exitCode } = await onGitHub('lint', written('broken.yaml', 'a: [1\nb: 2\n'))
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(
      /^::error file=broken\.yaml,line=\d+,title=dropship%3A CONTRACT_BROKEN::/m,
    )
    expect((await runMain(['lint', '--unknown'])).stderr).not.toContain('::error')
  })
})

it('verify of an endpoint that nobody runs has errors in JUnit, with the time of the run', async () => {
  const junit = join(folder.path, 'verify.xml')
  const args = [
    '--auth',
    'none',
    '--filter',
    'every field',
    '--junit',
    junit,
    '--quiet',
    '--wait',
    '10ms',
  ]
  const { stdout, stderr } = await runMain(['verify', NOBODY, ...args])
  expect(stdout).toBe('inconclusive\n')
  expect(stderr).toMatch(/^dropship: waited 10 ms for .*not ready/m)
  expect(stderr).toMatch(/^dropship: no response from /m)
  const xml = readFileSync(junit, 'utf8')
  expect(xml).toMatch(/failures="0" errors="3"/)
  const [, year = '', seconds = ''] =
    /timestamp="(\d{4})-[^"]*"[^>]*time="([\d.]+)"/.exec(xml) ?? []
  expect(Number(year)).toBeGreaterThan(2000)
  expect(Number(seconds)).toBeGreaterThan(0)
})

it('each valid file is a passed case of JUnit', async () => {
  const sample = (await runMain(['sample', OPERATION])).stdout
  const [right, wrong] = [written('right.json', sample), written('wrong.json', '[1]')]
  const junit = join(folder.path, 'validate.xml')
  await runMain(['validate', right, wrong, '--as', OPERATION, '--junit', junit])
  const xml = readFileSync(junit, 'utf8')
  expect(xml).toMatch(/<testcase classname="dropship" name="[^"]*right\.json" time="[\d.]+"\/>/)
  expect(xml).not.toMatch(/name="[^":]*wrong\.json" time="[\d.]+"\/>/)
})

describe('lint', () => {
  it('of a file that is not there does not name --contract', async () => {
    const { stderr } = await runMain(['lint', join(folder.path, 'nope.yaml')])
    expect(stderr).toMatch(/nope\.yaml cannot be read/)
    expect(stderr).not.toContain('--contract')
  })

  it('takes one pact per --pact, so that documents may follow it', async () => {
    const copy = written('copy.yaml', readFileSync('openapi/drop-ship.yaml', 'utf8'))
    const pact = 'contracts/pacts/Optoro-DropShipClient.json'
    const { stdout } = await runMain(['lint', '--no-mocks', '--pact', pact, copy])
    expect(stdout).toContain('copy.yaml, contracts/pacts/Optoro-DropShipClient.json (')
  })

  it('of a copy without ERRATA.md beside it has no problem with errata', async () => {
    const copy = written('copy.yaml', readFileSync('openapi/drop-ship.yaml', 'utf8'))
    const { stdout, exitCode } = await runMain(['lint', '--no-mocks', copy])
    expect(stdout).not.toContain('errata')
    expect(exitCode).toBe(0)
  })
})

describe('an error that ends a command before it has a report', () => {
  const STALE = '<testsuites/>'
  const UNREACHABLE_TOKENS = ['--token-url', `${NOBODY}/token`, '--client-id', 'x']

  it.each([
    ['lint of a file that is not there', ['lint', 'nope.yaml', '--junit', 'PLACE/junit.xml']],
    ['lint with an unknown option', ['lint', '--junit', 'PLACE/junit.xml', '--unknown']],
    [
      'verify of a pact that is not there',
      ['verify', NOBODY, '--auth', 'none', '--pact', 'nope.json', '--junit=PLACE/junit.xml'],
    ],
    [
      'validate with an unknown operation',
      ['validate', 'x.json', '--as', 'nothing', '--junit', 'PLACE/junit.xml'],
    ],
    ['certify without a secret', ['certify', NOBODY, ...UNREACHABLE_TOKENS, '--out', 'PLACE']],
  ])('%s replaces the report of an earlier run, and is in the summary', async (_what, args) => {
    const stale = written('junit.xml', STALE)
    const { stderr, summary } = await onGitHub(
      ...args.map((each) => each.replace('PLACE', folder.path)),
    )
    expect(stderr.match(/^::error /gm)).toHaveLength(1)
    expect(readFileSync(stale, 'utf8')).toMatch(/errors="1"[^]*<error message="/)
    expect(summary).toMatch(/^### Drop Ship \w+: could not complete\n/)
  })

  it('a list of what would run leaves it', async () => {
    const stale = written('junit.xml', STALE)
    await runMain(['certify', '--list', '--out', folder.path, '--only', 'nothing-such'])
    expect(readFileSync(stale, 'utf8')).toBe(STALE)
  })
})

describe('--wait that runs out', () => {
  it.each(['verify', 'certify'])(
    'is named in the one annotation of %s and its summary',
    async (command) => {
      const { stderr, summary, exitCode } = await onGitHub(
        command,
        NOBODY,
        '--auth',
        'none',
        '--wait',
        '10ms',
      )
      expect(exitCode).toBe(3)
      expect(stderr.match(/^::error .*%0Awaited 10 ms for .*not ready/gm)).toHaveLength(1)
      expect(stderr.match(/^::error /gm)).toHaveLength(1)
      expect(summary).toContain('waited 10 ms for')
    },
  )

  it('waits for the token service too', async () => {
    const stub = await startStub({ auth: { scheme: 'none' } })
    const args = ['--token-url', `${NOBODY}/token`, '--client-id', 'x', '--client-secret', 'y']
    const { stderr } = await onGitHub('certify', stub.url, ...args, '--wait', '10ms')
    await stub.close()
    expect(stderr).toMatch(/^dropship: waited 10 ms for http:\/\/127\.0\.0\.1:9\/token/m)
  })
})

it('verify with a state URL of another path ends with 3 and one annotation', async () => {
  const stub = await startStub({ auth: { scheme: 'none' } })
  const args = ['--auth', 'none', '--state-url', `${stub.url}/stats`, '--filter', 'every field']
  const { stderr, exitCode } = await onGitHub('verify', stub.url, ...args)
  await stub.close()
  expect(exitCode).toBe(3)
  expect(stderr.match(/^::error .*check --state-url/gm)).toHaveLength(1)
  expect(stderr.match(/^::error /gm)).toHaveLength(1)
})

describe('validate that finds nothing to judge', () => {
  const body = confirmation()
  const log = (): string =>
    written('app.log', `${JSON.stringify({ level: 'info', req: { body } })}\n`)

  it('says why in one annotation, in the summary and as an error of JUnit, and where the body is', async () => {
    const junit = join(folder.path, 'v.xml')
    const args = ['validate', log(), '--pointer', '/request/body', '--junit', junit]
    const { stderr, summary, exitCode } = await onGitHub(...args)
    expect(exitCode).toBe(3)
    const reason =
      '1 record without a body at the pointer; the first has one at /req/body: check --pointer'
    expect(stderr.match(/^::error .*$/gm)).toEqual([
      `::error title=dropship%3A nothing to judge::${reason}`,
    ])
    expect(summary).toContain(reason)
    expect(readFileSync(junit, 'utf8')).toMatch(/errors="1"[^]*<error message="1 record without/)
  })

  it.each([
    ['of a log without --pointer', [], '/req/body'],
    ['of a log with a pointer that ends too early', ['--pointer', '/req'], '/req/body'],
  ])('names the pointer to the body %s', async (_what, args, pointer) => {
    const { stdout } = await runMain(['validate', log(), ...args])
    expect(stdout).toContain(`use --pointer ${pointer}\n`)
  })

  it('has an error of JUnit for a file that cannot be read beside a valid one', async () => {
    const junit = join(folder.path, 'v.xml')
    const right = written('right.json', JSON.stringify(confirmation()))
    const missing = join(folder.path, 'missing.json')
    const { summary } = await onGitHub('validate', right, missing, '--junit', junit)
    expect(readFileSync(junit, 'utf8')).toMatch(/errors="1"/)
    expect(summary).toContain('missing.json cannot be read')
  })
})
