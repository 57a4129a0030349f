import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import { runMain } from '../support/run-main.ts'

const folder = mkdtempSync(join(tmpdir(), 'certificate-'))
afterAll(() => rmSync(folder, { recursive: true }))

const key = join(folder, 'signing.pem')

it('a key is made once, is readable only by its owner, and signs what was certified', async () => {
  const made = await runMain(['certificate', 'keygen', key])
  expect(made).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining(`${key}.pub`) as string,
  })
  expect(statSync(key).mode & 0o777).toBe(0o600)
  const again = await runMain(['certificate', 'keygen', key])
  expect(again.exitCode).toBe(3)
  expect(again.stderr).toContain('name a file that does not exist yet')

  const stub = await startStub({ auth: { scheme: 'none' } })
  const out = join(folder, 'out')
  try {
    const certified = await runMain(
      ['certify', '--auth', 'none', '--level', 'compatible'].concat(
        '--endpoint',
        `drop_shipment_confirmation=${stub.url}/drop_shipment_confirmation?code=hush-hush`,
        '--partner',
        'Acme Retail',
        '--environment',
        'staging',
        '--out',
        out,
        '--sign',
        key,
      ),
    )
    expect(certified.stdout).toContain('certificate.json')
    expect(certified.exitCode).toBe(0)
  } finally {
    await stub.close()
  }
  const certificate = join(out, 'certificate.json')
  const report = join(out, 'report.json')
  const asked = ['certificate', 'verify', certificate, '--key', `${key}.pub`, '--report', report]
  const verified = await runMain(asked)
  expect(verified.stdout).toMatch(/^VALID: http:\S+ is certified at level compatible\n/)
  expect(verified.stdout).toContain(
    [
      '  partner   Acme Retail',
      '  system    staging',
      `  address   drop_shipment_confirmation: ${stub.url}/drop_shipment_confirmation?code=$DROPSHIP_QUERY_CODE`,
      '  skipped   not enabled: drop_shipment_cancellation, drop_shipment_partial_cancellation',
    ].join('\n'),
  )
  expect(verified.exitCode).toBe(0)

  const written = readFileSync(report, 'utf8')
  const others = [
    ['crlf.json', written.replaceAll('\n', '\r\n'), /in its line endings alone.*core\.autocrlf/],
    ['compact.json', JSON.stringify(JSON.parse(written)), /indentation that a program changed/],
  ] as const
  for (const [name, text, reason] of others) {
    writeFileSync(join(out, name), text)
    const other = await runMain([...asked.slice(0, -1), join(out, name)])
    expect(other.stdout).toMatch(
      /^NOT VALID: the report's bytes differ from those that were certified/,
    )
    expect(other.stdout).toMatch(reason)
    expect(other.exitCode).toBe(1)
  }

  const changed = readFileSync(certificate, 'utf8').replace('"compatible"', '"resilient"')
  writeFileSync(certificate, changed)
  const rejected = await runMain(asked)
  expect(rejected.stdout).toBe(
    'NOT VALID: its signature does not match its content: it was changed\n',
  )
  expect(rejected.exitCode).toBe(1)
})

it('an endpoint that is not certified gets no certificate, and an old one does not stay', async () => {
  const stub = await startStub({ auth: { scheme: 'none' }, strictness: 'tolerant' })
  const out = join(folder, 'rejected')
  try {
    const first = ['certify', stub.url, '--auth', 'none', '--out', out, '--sign', key]
    expect((await runMain([...first, '--level', 'compatible'])).exitCode).toBe(0)
    expect((await runMain(first)).exitCode).toBe(1)
    expect(() => readFileSync(join(out, 'certificate.json'))).toThrow('ENOENT')
  } finally {
    await stub.close()
  }
})

it.each([
  [['certificate', 'sign', 'x'], 2, 'one of keygen, verify'],
  [['certificate', 'verify', 'x.json'], 2, '--key FILE'],
  [['certificate', 'verify', 'x.json', '--key', 'none.pub'], 3, 'none.pub cannot be read'],
  [['certify', 'http://127.0.0.1:9', '--sign', 'key.pem'], 2, '--out'],
  [
    ['certify', 'http://127.0.0.1:9', '--sign', 'none.pem', '--out', 'x'],
    3,
    'none.pem cannot be read',
  ],
])('%j ends with %i', async (args, exitCode, said) => {
  const result = await runMain(args)
  expect([result.exitCode, result.stderr]).toEqual([exitCode, expect.stringContaining(said)])
})
