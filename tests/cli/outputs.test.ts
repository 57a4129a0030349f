import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStub, type Stub } from '../../mocks/stub/index.ts'
import type { ReportDocument } from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { jsonIn } from '../../src/core/index.ts'
import { startCli } from '../support/cli.ts'
import { folderForFile } from '../support/folder.ts'
import { checkedSchemas, errorsIn, OUTPUT_SCHEMAS } from '../support/outputs.ts'
import { runMain } from '../support/run-main.ts'

/** Every command runs here once, because runMain checks what it prints against its schema. */

const folder = folderForFile()
const at = (name: string): string => join(folder, name)
const OPERATION = 'drop_shipment_partial_cancellation'
const INVALID = '{"order":{"order_items":[{"quantity":"1","quantity":"2"}]}}'

/** A contract of one rule or two, so that its self-test is quick. */
const SMALL = `openapi: 3.1.0
info: { title: Small, version: '1' }
paths:
  /small:
    post:
      operationId: small
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [size]
              properties: { size: { type: integer } }
      responses: { '200': { description: ok }, '422': { description: invalid } }
`

let stub: Stub
beforeAll(async () => {
  stub = await startStub({ auth: { scheme: 'none' } })
  writeFileSync(at('small.yaml'), SMALL)
  writeFileSync(at('invalid.json'), INVALID)
  writeFileSync(at('config.yaml'), 'auth: none\n')
})
afterAll(() => stub.close())

/** The lines of a file, each checked against a schema. */
function checkLines(schema: string, text: string): void {
  const lines = text.trimEnd().split('\n')
  expect(lines[0]).not.toBe('')
  for (const line of lines) expect(errorsIn(schema, jsonIn(line))).toBe('')
  checkedSchemas.add(schema)
}

function checkFile(schema: string, file: string): void {
  expect(errorsIn(schema, jsonIn(readFileSync(file, 'utf8')))).toBe('')
  checkedSchemas.add(schema)
}

/** Runs a server until it has printed its first line. */
async function untilStarted(args: readonly string[]) {
  const stop = new AbortController()
  return runMain(args, { signal: stop.signal, onOutput: () => stop.abort(new Error('started')) })
}

describe('what conforms to the schema of a command', () => {
  it.each([
    [2, ['certify', '--json']],
    [0, ['certify', '--list', '--json']],
    [0, ['certify', 'http://127.0.0.1:9', '--auth', 'none', '--dry-run', '--json']],
    [0, ['certify-sender', '--list', '--json']],
    [0, ['mock', '--list-scenarios', '--json']],
    [0, ['sample', OPERATION, '--variants', '--json']],
    [0, ['sample', OPERATION, '--deviations', '--json']],
    [0, ['sample', OPERATION, '--variants']],
    [0, ['sample', OPERATION, '--deviations']],
  ])('ends with %i: %j', async (exitCode, args) => {
    expect((await runMain(args)).exitCode).toBe(exitCode)
  })

  it('a contract of few rules: lint, self-test, and a report with its figure', async () => {
    const contract = ['--contract', at('small.yaml')]
    const linted = await runMain(['lint', at('small.yaml'), '--no-mocks', '--json'])
    expect(linted.exitCode).toBe(0)
    const to = ['--out', at('tested')]
    const tested = await runMain(['certify', '--self-test', '--json', ...contract, ...to])
    expect(JSON.parse(tested.stdout)).toMatchObject({ share: 1 })
    const result = at('tested/self-test.json')
    expect(readFileSync(result, 'utf8')).toBe(tested.stdout)
    const small = await startStub({
      contract: await loadContract(at('small.yaml')),
      auth: { scheme: 'none' },
    })
    const config = ['--config', at('config.yaml')]
    const run = ['certify', small.url, ...config, '--self-test-result', result, '--json']
    const certified = await runMain([...run, ...contract])
    await small.close()
    expect(certified.exitCode).toBe(0)
    const { selfTest } = JSON.parse(certified.stdout) as ReportDocument
    expect(JSON.parse(tested.stdout)).toMatchObject({ ...selfTest, skipped: [] })
    expect(selfTest?.share).toBe(1)
    const other = await runMain(run)
    expect(other.exitCode).toBe(2)
    expect(other.stderr).toContain('The self-test is of another contract.')
  })

  it('an invalid message: violations, warnings, a file that is not there', async () => {
    const files = [at('invalid.json'), at('none.json')]
    const { exitCode, stdout, stderr } = await runMain(
      ['validate', ...files, '--as', OPERATION].concat('--json', '--quiet'),
    )
    expect(exitCode).toBe(3)
    expect(stdout).toMatch(/^\{"file":.*\n(?:.*\n)*\{"error":\{"code":"FILE_UNREADABLE"/)
    checkLines('warning', stderr.replace(/dropship: [^]*$/, ''))
  })

  it('a server that has started, its journal and its log', async () => {
    const mock = ['mock', '--port', '0', '--auth', 'none']
    expect((await untilStarted([...mock, '--json'])).exitCode).toBe(0)
    const running = startCli([...mock, '--json', '--log', '--journal', at('journal.ndjson')])
    const [, url = ''] = await running.waitFor(/"url":"([^"]+)"/)
    const post = (path: string) => fetch(`${url}/${path}`, { method: 'POST', body: INVALID })
    await post(OPERATION)
    await post('oauth/token')
    await running.waitFor(/"entry":2/)
    expect(await running.stop()).toBe(0)
    checkLines('journal', readFileSync(at('journal.ndjson'), 'utf8'))
    const log = running
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{"level"'))
    checkLines('mock-log', log.join('\n'))
  })

  it('a proxy, its violations and its journal', async () => {
    const args = ['proxy', '--to', stub.url, '--port', '0', '--journal', at('proxied.ndjson')]
    const running = startCli(args)
    const [, url = ''] = await running.waitFor(/from (http:\S+)/)
    const headers = { 'content-type': 'application/json' }
    await fetch(`${url}/${OPERATION}`, { method: 'POST', body: INVALID, headers })
    await running.waitFor(/#1 POST/)
    expect(await running.stop()).toBe(1)
    checkLines('journal', readFileSync(at('proxied.ndjson'), 'utf8'))
  })

  it('deliveries: sent, rejected, only enqueued, failed, and in the queue', async () => {
    const store = ['--store', at('queue.db'), '--json']
    const to = ['--to', stub.url, '--auth', 'none', '--retries', '0', ...store]
    const sample = ['send', '--sample', OPERATION, ...to]
    const rejected = await runMain(['send', '--as', OPERATION, ...to], { stdin: INVALID })
    expect(rejected.exitCode).toBe(1)
    const sent = await runMain(sample)
    expect(JSON.parse(sent.stdout)).toMatchObject({ delivered: 1, failures: [] })
    expect(sent.stdout).not.toMatch(/\d\.\d{4}/)
    await runMain([...sample, '--enqueue-only'])
    expect((await runMain(['worker', '--until-empty', ...store])).exitCode).toBe(0)
    const nowhere = ['--to', 'http://127.0.0.1:1', '--auth', 'none', '--retries', '0']
    const failed = await runMain(['send', '--sample', OPERATION, ...nowhere, ...store])
    const { failures } = JSON.parse(failed.stdout) as { failures: { id: string }[] }
    const id = failures[0]?.id ?? ''
    const list = await runMain(['queue', 'list', '--state', 'all', ...store])
    expect(JSON.parse(list.stdout)).toMatchObject({
      counts: { delivered: 2, failed: 1 },
      deliveries: [{ createdAt: /Z$/ }, {}, {}].map(() => ({
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
      })),
    })
    for (const action of ['show', 'retry', 'discard'])
      expect((await runMain(['queue', action, id, ...store])).exitCode).toBe(0)
    expect((await runMain(['queue', 'report', ...store])).exitCode).toBe(0)
    const lines = await runMain(['queue', 'export', '--state', 'all', ...store.slice(0, 2)])
    expect(lines.stdout.split('\n')).toHaveLength(4)
  })

  it('a certification: report, evidence, runs, certificate and comparison', async () => {
    const [out, key, own] = [at('out'), at('partner.pem'), at('own.pem')]
    for (const file of [key, own]) await runMain(['certificate', 'keygen', file, '--json'])
    const run = ['certify', stub.url, '--config', at('config.yaml'), '--operations', OPERATION]
    const to = ['--out', out, '--sign', key, '--level', 'compatible', '--evidence', 'all']
    const named = [
      '--partner',
      'Acme',
      '--environment',
      'staging',
      '--purpose',
      'before the launch',
    ]
    const certified = await runMain([...run, ...to, ...named, '--json'])
    expect(JSON.parse(certified.stdout)).toMatchObject({ purpose: 'before the launch' })
    expect(certified.exitCode).toBe(0)
    checkFile('report', join(out, 'report.json'))
    checkFile('evidence', join(out, 'evidence.json'))
    checkLines('runs', readFileSync(at('.dropship/runs.ndjson'), 'utf8'))
    const certificate = join(out, 'certificate.jws')
    const signer = ['--key', `${key}.pub`]
    const show = ['certificate', 'show', certificate, '--json']
    const shown = await runMain([...show, '--out', at('page')])
    expect(existsSync((JSON.parse(shown.stdout) as { files: { page: string } }).files.page)).toBe(
      true,
    )
    const { certificate: payload } = JSON.parse(shown.stdout) as { certificate: unknown }
    expect(payload).toMatchObject({ purpose: 'before the launch' })
    expect(errorsIn('certificate', payload)).toBe('')
    checkedSchemas.add('certificate')
    const verify = (file: string, by: string) =>
      runMain(['certificate', 'verify', file, '--key', `${by}.pub`, '--json'])
    expect((await verify(certificate, key)).exitCode).toBe(0)
    expect((await verify(certificate, own)).exitCode).toBe(1)
    const countersign = ['certificate', 'countersign', certificate, ...signer, '--sign', own]
    const again = await runMain([...countersign, '--auth', 'none', '--share', '0.2', '--json'])
    expect(again.exitCode).toBe(0)
    expect((await verify(join(out, 'countersigned.jws'), own)).exitCode).toBe(0)
    const reports = [join(out, 'report.json'), join(out, 'report.json')]
    expect((await runMain(['compare', ...reports, '--json'])).exitCode).toBe(0)
  })

  it('a verification of the pact', async () => {
    const args = ['verify', stub.url, '--auth', 'none', '--filter', 'partial', '--json']
    expect((await runMain(args)).exitCode).toBeLessThan(2)
  })

  it('is checked for every schema of the package', () => {
    expect([...OUTPUT_SCHEMAS.keys()].filter((name) => !checkedSchemas.has(name))).toEqual([])
  })
})

describe('an error as JSON', () => {
  const message = 'no such file'
  it('is one document on standard output, and the same text on standard error as ever', async () => {
    const asText = await runMain(['compare', message, message])
    const asJson = await runMain(['compare', message, message, '--json'])
    expect(asJson).toMatchObject({ exitCode: asText.exitCode, stderr: asText.stderr })
    expect(asText.stdout).toBe('')
    const { error } = JSON.parse(asJson.stdout) as { error: Record<string, unknown> }
    expect(error).toMatchObject({ code: 'FILE_UNREADABLE', exitCode: asText.exitCode })
    for (const text of Object.values(error).filter((each) => typeof each === 'string'))
      if (text !== 'FILE_UNREADABLE') expect(asText.stderr).toContain(text)
  })

  it.each([
    [['nonsense', '--json'], 'UNKNOWN_COMMAND'],
    [['lint', '--nonsense', '--format', 'json'], 'UNKNOWN_OPTION'],
    [['lint', '--format=json', '--max-problems', 'x'], 'INVALID_OPTION'],
    [['queue', 'lst', '--json'], 'UNKNOWN_COMMAND'],
  ])('of %j has the code %s', async (args, code) => {
    const { exitCode, stdout } = await runMain(args)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code, exitCode } })
  })

  it('is printed where the configuration file asks for JSON', async () => {
    writeFileSync(at('json.yaml'), 'json: true\n')
    const { stdout } = await runMain(['certify', 'nowhere', '--config', at('json.yaml')])
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'INVALID_URL' } })
  })

  it('is on standard error alone after a document, which stays one', async () => {
    const file = at('not-a-folder')
    writeFileSync(file, '')
    const args = ['lint', at('small.yaml'), '--no-mocks', '--json', '--junit', join(file, 'x.xml')]
    const { exitCode, stdout, stderr } = await runMain(args)
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('cannot be written')])
    expect(JSON.parse(stdout)).toHaveProperty('error')
  })

  it.each([[['compare', 'a', 'b']], [['compare', 'a', 'b', '--', '--json']]])(
    'is not printed for %j',
    async (args) => {
      expect((await runMain(args)).stdout).toBe('')
    },
  )
})
