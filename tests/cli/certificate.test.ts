import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import { Secret } from '../../src/core/index.ts'
import { runMain } from '../support/run-main.ts'

const folder = mkdtempSync(join(tmpdir(), 'certificate-'))
afterAll(() => rmSync(folder, { recursive: true }))

const key = join(folder, 'signing.pem')
const partner = join(folder, 'partner.pem')
beforeAll(() => runMain(['certificate', 'keygen', partner]))

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

  const half = join(folder, 'half.pem')
  writeFileSync(`${half}.pub`, 'another')
  expect((await runMain(['certificate', 'keygen', half])).exitCode).toBe(3)
  expect(existsSync(half)).toBe(false)

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
        '--run-by',
        'Jane <b>Doe</b>, Acme',
        '--out',
        out,
        '--sign',
        key,
      ),
    )
    expect(certified.stdout).toContain('certificate.jws')
    expect(certified.exitCode).toBe(0)
  } finally {
    await stub.close()
  }
  const certificate = join(out, 'certificate.jws')
  const report = join(out, 'report.json')
  const asked = ['certificate', 'verify', certificate, '--key', `${key}.pub`, '--report', report]
  const verified = await runMain(asked)
  expect(verified.stdout).toMatch(
    /^VALID: Acme Retail, staging: http:\S+ is certified at level compatible until \d{4}-\d\d-\d\d\n/,
  )
  for (const line of [
    '  partner      Acme Retail',
    '  system       staging',
    `  address      drop_shipment_confirmation: ${stub.url}/drop_shipment_confirmation?code=$DROPSHIP_QUERY_CODE`,
    '  not enabled  drop_shipment_cancellation',
    '  run by       Jane <b>Doe</b>, Acme (by their own account)',
    '  earlier runs none, by a local file',
    'rejections are asked for from the level strict on',
    '  checked      signature, time, contract, requirement set, report',
  ]) {
    expect(verified.stdout).toContain(line)
  }
  expect(verified.exitCode).toBe(0)
  expect(readFileSync(certificate, 'utf8')).not.toContain('hush-hush')

  const written = readFileSync(report, 'utf8')
  writeFileSync(join(out, 'crlf.json'), written.replaceAll('\n', '\r\n'))
  const otherReport = await runMain([...asked.slice(0, -1), join(out, 'crlf.json')])
  expect(otherReport.stdout).toMatch(/^NOT VALID: .*in its line endings alone.*core\.autocrlf/)
  expect(otherReport.exitCode).toBe(1)

  const page = join(folder, 'page')
  const shown = await runMain(['certificate', 'show', certificate, '--out', page])
  expect(shown.stdout).toContain('signature    not checked')
  const html = readFileSync(join(page, 'certificate.html'), 'utf8')
  expect(html).toContain('Jane &lt;b&gt;Doe')
  expect(html).toContain('The signature was not checked')
  expect(readFileSync(join(page, 'badge.svg'), 'utf8')).toContain('compatible until')
  const checked = await runMain([
    'certificate',
    'show',
    certificate,
    '--key',
    `${key}.pub`,
    '--json',
  ])
  expect(JSON.parse(checked.stdout)).toMatchObject({
    format: 'certificate',
    certificate: { level: 'compatible', partner: 'Acme Retail' },
    signature: { kind: 'checked' },
  })

  writeFileSync(certificate, `${readFileSync(certificate, 'utf8')}\n`)
  const rejected = await runMain(asked)
  expect(rejected.stdout).toMatch(/^NOT VALID: it is not written as a certificate is/)
  expect(rejected.exitCode).toBe(1)
  expect((await runMain(['certificate', 'show', certificate])).exitCode).toBe(1)
})

it('a certificate names the runs against the same addresses since the last one', async () => {
  const stub = await startStub({ auth: { scheme: 'none' } })
  const config = join(folder, 'own', 'dropship.config.yaml')
  mkdirSync(join(folder, 'own'))
  writeFileSync(config, 'auth: none\n')
  const address = `drop_shipment_confirmation=${stub.url}/drop_shipment_confirmation`
  const out = join(folder, 'own', 'out')
  const certify = (...more: readonly string[]) =>
    runMain(
      ['certify', '--level=compatible', '--config', config, '--endpoint', address].concat(more),
    )
  const runsOf = async (): Promise<unknown> => {
    await certify('--out', out, '--sign', partner)
    const { stdout } = await runMain([
      'certificate',
      'show',
      join(out, 'certificate.jws'),
      '--json',
    ])
    return (JSON.parse(stdout) as { certificate: { earlierRuns: unknown } }).certificate.earlierRuns
  }
  try {
    await certify('--only', 'accept/*/full')
    expect(await runsOf()).toMatchObject({
      source: 'local file',
      runs: [{ level: 'compatible', verdict: 'inconclusive' }],
      omitted: 0,
    })
    expect(await runsOf()).toMatchObject({
      since: expect.stringMatching(/^\d{4}-/) as string,
      runs: [],
    })
  } finally {
    await stub.close()
  }
})

it('a certificate is countersigned once a share of its checks was repeated', async () => {
  const stub = await startStub({
    adminPort: 0,
    auth: { scheme: 'basic', username: 'u', password: new Secret('p', '$P') },
  })
  const [out, own] = [join(folder, 'countersigned'), join(folder, 'own.pem')]
  const credentials = ['--auth=basic', '--username=u', '--password=p']
  const address = `drop_shipment_confirmation=${stub.url}/drop_shipment_confirmation`
  await runMain(['certificate', 'keygen', own])
  const certificate = join(out, 'certificate.jws')
  const asked = ['certificate', 'countersign', certificate, `--key=${partner}.pub`, `--sign=${own}`]
  try {
    await runMain(
      ['certify', '--endpoint', address, '--level=compatible', ...credentials].concat(
        '--out',
        out,
        '--sign',
        partner,
      ),
    )
    const countersigned = await runMain([
      ...asked,
      '--share=0.05',
      '--run-by=Sender',
      // What the client's test system offers is asked for here, too.
      `--observer=${String(stub.adminUrl)}/effects`,
      ...credentials,
    ])
    expect(countersigned.stdout).toMatch(/^Countersigned: \d+ of \d+ repeated checks passed/)
    expect(countersigned.exitCode).toBe(0)
  } finally {
    await stub.close()
  }
  const file = join(out, 'countersigned.jws')
  const verified = await runMain(['certificate', 'verify', file, `--key=${own}.pub`])
  expect(verified.stdout).toMatch(/^VALID: /)
  expect(verified.stdout).toMatch(
    /signed {7}with the key \w{16}, countersigned with the key \w{16}/,
  )
  expect(verified.stdout).toContain('by Sender')
  const ofPartner = await runMain(['certificate', 'verify', file, `--key=${partner}.pub`])
  expect(ofPartner.stdout).toMatch(/^NOT VALID: it says that it was signed with/)
  const gone = await runMain([...asked, ...credentials])
  expect(gone.stdout).toMatch(/^NOT COUNTERSIGNED: /)
  expect(gone.exitCode).toBe(3)
})

it('an endpoint that is not certified gets no certificate, and an old one does not stay', async () => {
  const stub = await startStub({ auth: { scheme: 'none' }, strictness: 'tolerant' })
  const out = join(folder, 'rejected')
  try {
    const operation = '--operations=drop_shipment_partial_cancellation'
    const first = ['certify', stub.url, '--auth=none', operation, '--out', out, '--sign', partner]
    expect((await runMain([...first, '--level', 'compatible'])).exitCode).toBe(0)
    expect((await runMain(first)).exitCode).toBe(1)
    expect(() => readFileSync(join(out, 'certificate.jws'))).toThrow('ENOENT')
  } finally {
    await stub.close()
  }
})

it.each([
  [['certificate', 'sign', 'x'], 2, 'one of keygen, show, verify, countersign'],
  [['certificate', 'verify', 'x.json'], 2, '--key FILE'],
  [['certificate', 'countersign', 'x.json'], 2, '--sign FILE'],
  [['certificate', 'verify', 'x.json', '--key', 'none.pub'], 3, 'none.pub cannot be read'],
  [['certify', 'http://127.0.0.1:9', '--sign', 'key.pem'], 2, '--out'],
  [
    ['certify', 'http://127.0.0.1:9', '--sign', 'none.pem', '--out', join(folder, 'x')],
    3,
    'dropship certificate keygen none.pem creates a key pair',
  ],
])('%j ends with %i', async (args, exitCode, said) => {
  const result = await runMain(args)
  expect([result.exitCode, result.stderr]).toEqual([exitCode, expect.stringContaining(said)])
})
