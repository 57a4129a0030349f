import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runMain } from '../support/run-main.ts'
import { NOBODY, USAGE_ERRORS } from './usage-error-cases.ts'

const folder = mkdtempSync(join(tmpdir(), 'dropship-usage-'))
let taken: Server
let port: number

beforeAll(async () => {
  taken = createServer()
  await new Promise<void>((resolve) => {
    taken.listen(0, '127.0.0.1', () => resolve())
  })
  port = (taken.address() as AddressInfo).port
  writeFileSync(join(folder, 'broken.yaml'), 'openapi: 3.1.0\ninfo:\n  title: [\n')
  writeFileSync(
    join(folder, 'unsatisfiable.yaml'),
    `openapi: 3.1.0
info: { title: Broken, version: 1.0.0 }
paths:
  /send:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: { a: { type: string } }
              required: [b]
              additionalProperties: false
`,
  )
  writeFileSync(join(folder, 'file'), 'in the way')
  writeFileSync(join(folder, 'message.json'), '{}')
  writeFileSync(join(folder, 'cancellation.json'), '{"order":{"status":"cancelled"}}')
  mkdirSync(join(folder, 'empty'))
})

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await new Promise((resolve) => {
    taken.close(resolve)
  })
})

/** A command line as a title. */
const named = USAGE_ERRORS.map((row) => ({ ...row, line: row.args.join(' ') }))

function run(args: readonly string[]) {
  return runMain(args.map((word) => word.replace('FOLDER', folder).replace('PORT', String(port))))
}

describe('one clear sentence, the next step and no stack trace for', () => {
  it.each(named)('dropship $line', async ({ args, exitCode, sentence, detail, printed }) => {
    const found = await run(args)
    const [first = '', ...below] = found.stderr.trim().split('\n')
    expect(first).toMatch(sentence)
    expect(first).toMatch(/^dropship: .*[.?)]$/)
    if (detail !== undefined) expect(below.join('\n')).toMatch(detail)
    expect(found.stderr).not.toMatch(/\n\s+at |The harness itself failed/)
    if (printed === undefined) expect(found.stdout).toBe('')
    else expect(found.stdout).toMatch(printed)
    expect(found.exitCode).toBe(exitCode)
  })

  it('an endpoint that cannot be reached, which is the verdict of a report', async () => {
    const { exitCode, stdout, stderr } = await run(['certify', NOBODY])
    expect(stderr).toBe('')
    expect(stdout).toMatch(/INCONCLUSIVE[^]*cannot be reached[^]*next: check host and port/)
    expect(exitCode).toBe(3)
  })

  it('an --out that cannot be written', async () => {
    const { exitCode, stderr } = await run([
      'certify',
      'http://127.0.0.1:PORT',
      '--out=FOLDER/file/report',
      '--timeout=200ms',
      '--deadline=2s',
    ])
    expect(stderr).not.toMatch(/\n\s+at |The harness itself failed/)
    expect(stderr).toMatch(/cannot be written/)
    expect(exitCode).toBe(3)
  })
})
