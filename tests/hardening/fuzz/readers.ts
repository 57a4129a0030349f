import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPrivateKey, sign } from 'node:crypto'
import canonicalize from 'canonicalize'
import { parse } from 'yaml'
import { keyNameOf } from '../../../src/certify/index.ts'
import { READY_MADE, readScenarioText } from '../../../mocks/stub/index.ts'
import { HarnessError, renderError } from '../../../src/core/index.ts'
import { validBody } from '../../support/proxied.ts'
import { runMain } from '../../support/run-main.ts'
import { type FuzzTarget, writeJson } from './target.ts'

const FILE = 'INPUT'
const CONFIRMATION = 'drop_shipment_confirmation'

/** A stack trace, a defect of the harness, or a character that steers a terminal. */
function complaintOf(exitCode: number | null, output: string): string | undefined {
  const shown = JSON.stringify(output.slice(0, 1000))
  if (exitCode === null || ![0, 1, 2, 3].includes(exitCode)) return `it ended with ${exitCode}`
  if (output.includes('The harness itself failed')) return `it failed itself: ${shown}`
  if (/^\s+at .*:\d+:\d+\)?$/m.test(output)) return `it showed a stack trace: ${shown}`
  // oxlint-disable-next-line no-control-regex
  return /[\0-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/.test(output)
    ? `it printed what steers a terminal: ${shown}`
    : undefined
}

interface CommandOptions {
  /** `INPUT` is replaced by the path of the file. */
  readonly args: readonly string[]
  readonly file: string
  readonly maxCpuMs?: number
  readonly write?: (tree: unknown) => Buffer
}

function command(name: string, bases: readonly unknown[], options: CommandOptions): FuzzTarget {
  const { args, file, maxCpuMs = 500, write = writeJson } = options
  return {
    name,
    bases,
    write,
    maxCpuMs,
    start: () => {
      const folder = mkdtempSync(join(tmpdir(), 'dropship-fuzz-'))
      const path = join(folder, file)
      const line = args.map((arg) => (arg === FILE ? path : arg.replace('FOLDER', folder)))
      return Promise.resolve({
        read: async (bytes) => {
          writeFileSync(path, bytes)
          const { exitCode, stdout, stderr } = await runMain(line)
          const complaint = complaintOf(exitCode, stdout + stderr)
          if (complaint !== undefined) return complaint
          return exitCode !== 0 && stdout + stderr === '' ? 'it failed without a word' : undefined
        },
        close: () => {
          rmSync(folder, { recursive: true })
          return Promise.resolve()
        },
      })
    },
  }
}

const message: unknown = JSON.parse(validBody().toString())

const HAR = {
  log: {
    version: '1.2',
    creator: { name: 'x', version: '1' },
    entries: [
      {
        startedDateTime: '2026-01-01T00:00:00.000Z',
        time: 1,
        request: {
          method: 'POST',
          url: `http://proxied.invalid/${CONFIRMATION}`,
          httpVersion: 'HTTP/1.1',
          headers: [{ name: 'Content-Type', value: 'application/json' }],
          queryString: [],
          cookies: [],
          headersSize: -1,
          bodySize: -1,
          postData: { mimeType: 'application/json', text: validBody().toString() },
        },
        response: {
          status: 200,
          statusText: 'OK',
          headers: [{ name: 'Content-Type', value: 'application/json' }],
          content: { size: 2, mimeType: 'application/json', text: 'e30=', encoding: 'base64' },
        },
      },
    ],
  },
}

const CONTRACT: unknown = parse(`
openapi: 3.1.0
info: { title: Orders, version: '1' }
paths:
  /orders:
    post:
      operationId: orders
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/order' }
      responses:
        '200': { description: done }
        '422':
          description: invalid
          content: { application/json: { schema: { type: object, properties: { message: { type: string } } } } }
components:
  schemas:
    order:
      type: object
      required: [id]
      properties:
        id: { type: string, pattern: '^[A-Z]{2}[0-9]+$', minLength: 3, maxLength: 12 }
        at: { type: string, format: date-time }
        lines:
          type: array
          minItems: 1
          items: { allOf: [{ $ref: '#/components/schemas/line' }, { type: object }] }
    line:
      type: object
      properties:
        amount: { type: number, multipleOf: 0.01, exclusiveMinimum: 0 }
        kind: { enum: [a, b, null] }
`)

/** Made for the fuzzer, and trusted by nobody else. */
const PRIVATE_KEY = createPrivateKey({
  key: Buffer.from('302e020100300506032b657004220420'.concat('07'.repeat(32)), 'hex'),
  format: 'der',
  type: 'pkcs8',
})

const CERTIFICATE = {
  schemaVersion: 2,
  subject: 'endpoint',
  endpoint: 'https://client.example/hooks',
  partner: 'Acme',
  addresses: [{ operation: CONFIRMATION, url: 'https://client.example/hooks' }],
  notEnabled: [],
  route: { proxies: ['proxy.example:3128'], requestHeaders: ['X-A'], authorities: [] },
  level: 'strict',
  levels: { compatible: 'passed', strict: 'passed', resilient: 'not run' },
  effects: 'not observed',
  contract: { title: 'Drop Ship', version: '1', sha256: 'ab'.repeat(32) },
  requirementSet: { name: 'endpoint', version: '1.0', sha256: 'ab'.repeat(32) },
  suiteVersion: '1.0.0',
  seed: '1',
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-01T00:00:01.000Z',
  expiresAt: '2026-03-01T00:00:00.000Z',
  runBy: 'a@b',
  counts: { errored: 0, failed: 1, warned: 0, skipped: 1, passed: 9, requests: 9 },
  skipped: [{ reason: 'x', checks: 1, requirements: ['DS-ACC-01'] }],
  rules: [{ operation: CONFIRMATION, rules: 2, tested: 1, rejections: 'asked for' }],
  rulesNotTested: [{ reason: 'x', rules: ['y'] }],
  sentencesNotTested: ['DS-ERR-01'],
  waivers: [{ check: 'ANS-1', reason: 'x', expires: '2026-12-31' }],
  earlierRuns: { source: 'local file', runs: [], omitted: 0 },
  reportSha256: 'ab'.repeat(32),
}

/** Canonical where it can be: what cannot is signed as it is. */
function canonicalOf(text: string): string {
  try {
    return canonicalize(JSON.parse(text)) ?? text
  } catch {
    return text
  }
}

/** Signed after the change, as somebody would who holds the key. */
function signed(tree: unknown): Buffer {
  const said = writeJson(tree).toString()
  const part = (text: string): string => Buffer.from(text).toString('base64url')
  const kid = keyNameOf(PRIVATE_KEY)
  const content = `${part(`{"alg":"EdDSA","kid":"${kid}","typ":"dropship-certificate"}`)}.${part(canonicalOf(said))}`
  return Buffer.from(
    `${content}.${sign(null, Buffer.from(content), PRIVATE_KEY).toString('base64url')}`,
  )
}

const CONFIG: unknown = {
  $schema: 'x',
  contract: 'openapi.yaml',
  timeout: '10s',
  retries: 3,
  endpoint: { [CONFIRMATION]: 'https://client.example/a' },
  seed: '1',
  sample: { count: 2 },
}

/** Scenarios have no command that reads one and ends: their reader is called as `mock --scenario` does. */
const SCENARIOS: FuzzTarget = {
  name: 'scenario reader',
  bases: READY_MADE,
  write: writeJson,
  maxCpuMs: 200,
  start: () =>
    Promise.resolve({
      read: async (bytes) => {
        try {
          await readScenarioText(bytes.toString(), 'scenario.yaml', [CONFIRMATION])
          return undefined
        } catch (error) {
          if (error instanceof HarnessError) return complaintOf(error.exitCode, renderError(error))
          return `it threw ${error instanceof Error ? error.stack : 'something'}`
        }
      },
      close: () => Promise.resolve(),
    }),
}

export const READERS: readonly FuzzTarget[] = [
  command('message reader', [message, [message], { operation: CONFIRMATION, body: message }], {
    args: ['validate', FILE],
    file: 'messages.ndjson',
  }),
  command('HAR reader', [HAR], { args: ['validate', FILE], file: 'traffic.har' }),
  command('contract reader', [CONTRACT], {
    args: ['lint', '--no-mocks', '--contract', FILE],
    file: 'contract.yaml',
    maxCpuMs: 2000,
  }),
  command('config reader', [CONFIG], {
    args: ['sample', CONFIRMATION, '--config', FILE],
    file: 'config.yaml',
  }),
  SCENARIOS,
  command('certificate reader', [CERTIFICATE], {
    args: ['certificate', 'show', FILE],
    file: 'certificate.jws',
    write: signed,
  }),
]
