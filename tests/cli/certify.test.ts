import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStub, type Stub } from '../../mocks/stub/index.ts'
import type { Report, ReportDocument } from '../../src/certify/index.ts'
import { compileContract } from '../../src/contract/index.ts'
import { Secret } from '../../src/core/index.ts'
import { type CliResult, runCli, startCli } from '../support/cli.ts'
import { folderForFile } from '../support/folder.ts'
import { runMain } from '../support/run-main.ts'

const SECRET = 'a-secret-that-nobody-reads'

const folder = folderForFile()
let stub: Stub
/** Does not enforce that a quantity is at least one. */
let lenient: Stub

beforeAll(async () => {
  const text = readFileSync(new URL('../../openapi/drop-ship.yaml', import.meta.url), 'utf8')
  const file = join(folder, 'lenient.yaml')
  writeFileSync(file, text.replaceAll('minimum: 1\n', 'minimum: 0\n'))
  writeFileSync(
    join(folder, 'orders.yaml'),
    'orders: [{ client_identifier: ORDER-1, items: [A] }, { client_identifier: ORDER-2 }]\n',
  )
  writeFileSync(join(folder, 'february.yaml'), '- { check: a, reason: b, expires: "2027-02-30" }\n')
  stub = await startStub({
    auth: { scheme: 'oauth2', clientId: 'partner', clientSecret: new Secret(SECRET, '$SECRET') },
  })
  lenient = await startStub({ auth: { scheme: 'none' }, contract: await compileContract(file) })
})

afterAll(async () => {
  await Promise.all([stub.close(), lenient.close()])
})

/** Within this process; files of {@link FILES} are those of the folder. */
function certify(args: readonly string[], env: Record<string, string> = {}): Promise<CliResult> {
  const words = args.map((word) => (FILES.has(word) ? join(folder, word) : word))
  return runMain(['certify', ...words], { env })
}

const FILES = new Set(['orders.yaml', 'waivers.json', 'none.json', 'lenient.yaml', 'february.yaml'])

const withTokens = (): string[] => [
  stub.url,
  '--token-url',
  stub.tokenUrl ?? '',
  '--client-id',
  'partner',
]

const ENV = { DROPSHIP_CLIENT_SECRET: SECRET }
/** The one webhook whose rule is broken: whole, and a third of all requests. */
const ONE = ['--operations', 'drop_shipment_confirmation']
const FEW = ['--only', 'accept/*/minimal,refuse/*/minimum*']

describe('dropship certify', () => {
  it('certifies a correct endpoint with 0, and writes its secret nowhere', async () => {
    const result = await runCli(['certify', ...withTokens(), '--out', 'right'], {
      cwd: folder,
      env: { GITHUB_ACTIONS: '', ...ENV },
    })
    expect(result.stdout).toMatch(/CERTIFIED at level strict/)
    expect(result.exitCode).toBe(0)
    expect(readdirSync(join(folder, 'right')).toSorted()).toEqual([
      'junit.xml',
      'report.html',
      'report.json',
    ])
    for (const name of readdirSync(join(folder, 'right'))) {
      expect(readFileSync(join(folder, 'right', name), 'utf8')).not.toContain(SECRET)
    }
    expect(result.stdout + result.stderr).not.toContain(SECRET)
  })

  it('ends with 1 for an endpoint that does not enforce one rule, and names its pointer', async () => {
    const { exitCode, stdout } = await certify([lenient.url, '--auth', 'none', '--json', ...ONE])
    expect(exitCode).toBe(1)
    const report = JSON.parse(stdout) as ReportDocument
    const failed = report.checks.filter(({ status }) => status === 'failed')
    expect(report.levels).toEqual({ compatible: 'passed', strict: 'failed', resilient: 'not run' })
    const [cause, ...others] = report.causes
    expect(others).toEqual([])
    expect(cause?.places.map(({ pointer }) => pointer)).toEqual([
      '/shipment/shipment_items/*/id',
      '/shipment/shipment_items/*/quantity',
    ])
    expect(failed.map((row) => 'cause' in row && row.cause)).toEqual(failed.map(() => cause?.id))
  })

  it('gives the same report for the same endpoint and seed, except for times', async () => {
    const run = async (): Promise<unknown> => {
      const { stdout } = await certify([
        lenient.url,
        '--auth',
        'none',
        '--json',
        '--seed',
        '7',
        ...ONE,
      ])
      const timeless = stdout.replaceAll(/"(?:durationMs|startedAt)":(?:[\d.]+|"[^"]*")/g, '""')
      return timeless.replaceAll(/\d+(?:\.\d+)? m?s\b/g, '')
    }
    expect(await run()).toBe(await run())
  })

  it('prints only the verdict with --quiet', async () => {
    const { stdout } = await certify([lenient.url, '--auth', 'none', '--quiet', ...FEW])
    expect(stdout).toBe('not certified\n')
  })

  it('sends no more than --dry-run announces, and nothing on a dry run', async () => {
    const requests = (): number => lenient.journal.entries().length
    const before = requests()
    const dry = await certify([lenient.url, '--auth', 'none', '--dry-run', '--json', ...FEW])
    expect(requests()).toBe(before)
    const { requestsAtMost, identifierPrefix, operations } = JSON.parse(dry.stdout) as {
      requestsAtMost: number
      identifierPrefix: string
      operations: { operation: string; requestsAtMost: number }[]
    }
    expect(identifierPrefix).toMatch(/^[0-9a-f]{8}$/)
    const last = Math.max(0, ...lenient.journal.entries().map(({ id }) => id))
    const run = await certify([lenient.url, '--auth', 'none', '--json', ...FEW])
    const report = JSON.parse(run.stdout) as Report
    expect(report.summary.requests).toBeGreaterThan(0)
    expect(report.summary.requests).toBeLessThanOrEqual(requestsAtMost)
    const sent = lenient.journal.entries().filter(({ id }) => id > last)
    for (const each of operations) {
      const own = sent.filter(({ operation }) => operation === each.operation).length
      expect(own).toBeGreaterThan(0)
      expect(own).toBeLessThanOrEqual(each.requestsAtMost)
    }
  })

  it('says with fixtures whose orders it would touch, and names them afterwards', async () => {
    const args = [lenient.url, '--auth', 'none', '--fixtures', 'orders.yaml', ...FEW]
    const dry = await certify([...args, '--dry-run'])
    expect(dry.stdout).toMatch(/about the orders of --fixtures/)
    expect(dry.stdout).not.toMatch(/synthetic/)
    const { leftBehind } = JSON.parse((await certify([...args, '--json'])).stdout) as Report
    expect(leftBehind).toMatchObject({
      prefix: '',
      identifiers: expect.arrayContaining(['ORDER-1', 'ORDER-2']) as unknown,
    })
    const shown = await certify(args)
    expect(shown.stdout).toMatch(/Test data left on the endpoint: \d+ orders of the fixtures/)
  })

  it('lists requirements and checks without an endpoint', async () => {
    const { exitCode, stdout } = await certify(['--list'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^DS-AUTH-01 {2}compatible {2}MUST {2}/m)
    expect(stdout).toMatch(/\d+ requirements, \d+ checks\n$/)
  })

  it('does not count a waived failure, shows it, and asks to remove the waiver once it is repaired', async () => {
    const first = await certify([lenient.url, '--auth', 'none', '--json', ...ONE])
    const failed = (JSON.parse(first.stdout) as Report).checks.filter(
      ({ status }) => status === 'failed',
    )
    const waivers = failed.map(({ id }) => ({
      check: id,
      reason: 'our next release',
      expires: '2999-12-31',
    }))
    writeFileSync(join(folder, 'waivers.json'), JSON.stringify(waivers))
    const waived = await certify([
      lenient.url,
      '--auth',
      'none',
      '--waivers',
      'waivers.json',
      ...ONE,
    ])
    expect(waived.exitCode).toBe(0)
    expect(waived.stdout).toMatch(/Waived failures[^]*our next release \(until 2999-12-31\)/)
    const repaired = await certify([...withTokens(), '--waivers', 'waivers.json', ...ONE], ENV)
    expect(repaired.exitCode).toBe(1)
    expect(repaired.stdout).toMatch(/waiver/)
  })

  it('annotates and sums up on GitHub Actions, with one JSON document on standard output', async () => {
    const summary = join(folder, 'summary.md')
    const { stdout, stderr } = await certify([lenient.url, '--auth', 'none', '--json', ...FEW], {
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: summary,
    })
    expect(() => JSON.parse(stdout) as unknown).not.toThrow()
    expect(stderr).toMatch(/^::error file=.*,line=\d+,title=DS-REF-05/m)
    expect(readFileSync(summary, 'utf8')).toMatch(/^### Drop Ship certification: not certified/)
  })

  it('ends at Ctrl-C with a partial report that gives no verdict', async () => {
    const slow = createServer((request, response) => {
      request.resume().on('end', () => setTimeout(() => response.end('{}'), 50))
    })
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
    const { port } = slow.address() as AddressInfo
    let requests = 0
    const fifth = new Promise<void>((resolve) =>
      slow.on('request', () => {
        requests += 1
        if (requests === 20) resolve()
      }),
    )
    try {
      const url = `http://127.0.0.1:${port}`
      const running = startCli(['certify', url, '--auth', 'none', '--out', 'partial'], {
        cwd: folder,
      })
      await fifth
      expect(await running.stop('SIGINT')).toBe(3)
      const text = readFileSync(join(folder, 'partial', 'report.json'), 'utf8')
      const report = JSON.parse(text) as Report
      expect(report).toMatchObject({ verdict: 'inconclusive' })
      expect(report.reason).toMatch(/interrupted|stopped/)
    } finally {
      slow.close()
    }
  })

  it.each([
    [
      'an endpoint that nobody runs',
      ['http://127.0.0.1:9', '--auth', 'none'],
      3,
      /check host and port/,
    ],
    ['a URL without a scheme', ['127.0.0.1:4010', '--auth', 'none'], 2, /http/],
    ['no URL', ['--auth', 'none'], 2, /URL of the endpoint is missing/],
    [
      'no secret',
      ['http://127.0.0.1:9', '--auth', 'oauth2', '--client-id', 'a'],
      2,
      /--(token-url|client-secret)/,
    ],
    [
      'an unknown level',
      ['http://127.0.0.1:9', '--auth', 'none', '--level', 'high'],
      2,
      /compatible.*strict.*resilient\.\n/,
    ],
    [
      'an invalid waivers file',
      ['http://127.0.0.1:9', '--auth', 'none', '--waivers', 'none.json'],
      3,
      /none\.json cannot be read/,
    ],
    [
      'a folder on a file system that allows none',
      ['http://127.0.0.1:9', '--auth', 'none', '--out', '/proc/reports/of/ours'],
      3,
      /cannot be written/,
    ],
    [
      'half a connection',
      ['http://127.0.0.1:9', '--auth', 'none', '--concurrency', '1.5'],
      2,
      /whole number/,
    ],
    [
      'an authority that is not a certificate',
      ['https://127.0.0.1:9', '--auth', 'none', '--ca', 'lenient.yaml'],
      2,
      /contains no certificate/,
    ],
    [
      'credentials in the token URL',
      ['http://127.0.0.1:9', '--token-url', 'http://u:hunter2@127.0.0.1:9/t', '--client-id', 'a'],
      2,
      /token URL is not one[^]*with credentials in it/,
    ],
    [
      'a waiver until a day that does not exist',
      ['http://127.0.0.1:9', '--auth', 'none', '--waivers', 'february.yaml'],
      2,
      /expires: YYYY-MM-DD/,
    ],
    [
      'a folder that cannot be written',
      ['http://127.0.0.1:9', '--auth', 'none', '--out', '/dev/null/reports'],
      3,
      /cannot be written/,
    ],
    [
      'checks that do not exist',
      ['http://127.0.0.1:9', '--auth', 'none', '--only', 'nothing/*'],
      2,
      /nothing/,
    ],
  ])('says of %s what to do', async (_what, args, exitCode, pattern) => {
    const result = await certify(args)
    expect(`${result.stdout}${result.stderr}`).toMatch(pattern)
    expect(result.exitCode).toBe(exitCode)
    expect(result.stderr).not.toMatch(/\n\s+at /)
  })
})
