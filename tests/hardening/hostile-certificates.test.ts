import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Certificate, createKeyPair, readPrivateKey } from '../../src/certify/index.ts'
import { encodeJws, type SignedType } from '../../src/certify/certificate/jws.ts'
import { certifiedReport, saidBy, signedSample } from '../support/certificates.ts'
import { folderForFile } from '../support/folder.ts'
import { HOSTILE_TEXT, RAW } from '../support/hostile-texts.ts'
import { runMain } from '../support/run-main.ts'

/** Whoever countersigns runs what a partner wrote and signed: addresses, names and texts, all of them hostile here. */

/** Canonical JSON has no half of a pair of surrogates. */
const TEXT = Buffer.from(HOSTILE_TEXT).toString()

const folder = folderForFile()
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}
const [partner, own] = [createKeyPair(), createKeyPair()]
const partnerKey = readPrivateKey(partner.privateKey, 'partner.pem')
const key = file('partner.pem.pub', partner.publicKey)
const sign = file('own.pem', own.privateKey.expose())
const report = certifiedReport(new Date().toISOString())
const { certificate } = await signedSample(partnerKey, report)

const signed = (more: object, type: SignedType = 'dropship-certificate'): Promise<string> =>
  encodeJws({ ...saidBy(certificate), ...more }, type, partnerKey)
const address = (url: string, operation = 'drop_shipment_confirmation'): Partial<Certificate> => ({
  addresses: [{ operation, url }],
})

const RERUN = {
  share: 1,
  checks: 1,
  passed: 1,
  warned: 0,
  skipped: 0,
  requests: 1,
  seed: '1',
  suiteVersion: '1',
  startedAt: report.startedAt,
  endedAt: report.startedAt,
}

/** What the partner signed, and the exit code: 1 for what is not valid, 2 for an address that has to be given, 3 without a verdict. */
it.each<[what: string, made: () => Promise<string>, exitCode: number, shown: RegExp]>([
  [
    'an address of an inherited name',
    () => signed(address('http://127.0.0.1:9', '__proto__')),
    2,
    /__proto__/,
  ],
  ['an address of a hostile name', () => signed(address('http://127.0.0.1:9', TEXT)), 2, /stolen/],
  ['a file as address', () => signed(address('file:///etc/passwd')), 2, /file:/],
  ['a script as address', () => signed(address('javascript:stolen()')), 2, /javascript:/],
  ['a text instead of a URL', () => signed(address(TEXT)), 2, /URL/],
  [
    'a secret in an address',
    () => signed(address('http://127.0.0.1:9/?a=$DROPSHIP_QUERY_A')),
    2,
    /secret/,
  ],
  ['no address', () => signed({ addresses: [] }), 1, /NOT VALID/],
  [
    'a thousand addresses',
    () =>
      signed({
        addresses: Array.from({ length: 1000 }, (_, index) => ({
          operation: `a${index}`,
          url: 'http://127.0.0.1:9',
        })),
      }),
    2,
    /a0/,
  ],
  [
    'an endpoint that is not there',
    () => signed(address('http://127.0.0.1:9/a')),
    3,
    /NOT COUNTERSIGNED/,
  ],
  ['a text instead of addresses', () => signed({ addresses: TEXT }), 1, /NOT VALID/],
  ['a hostile property', () => signed({ [TEXT]: TEXT }), 1, /NOT VALID/],
  [
    'a certificate that says it is a countersignature',
    () => signed({}, 'dropship-countersignature'),
    1,
    /NOT VALID/,
  ],
  [
    'a countersignature of a key that does not exist',
    () =>
      encodeJws(
        {
          schemaVersion: 2,
          certificate,
          certificateSha256: createHash('sha256').update(certificate).digest('hex'),
          certificateKey: '-'.repeat(43),
          rerun: RERUN,
          runBy: TEXT,
        },
        'dropship-countersignature',
        partnerKey,
      ),
    1,
    /NOT VALID/,
  ],
])('a certificate with %s is not countersigned', async (_what, made, exitCode, shown) => {
  const path = file('certificate.jws', await made())
  const args = ['certificate', 'countersign', path, '--key', key, '--sign', sign]
  const run = await runMain([...args, '--auth', 'none', '--run-by', 'tester'])
  const text = run.stdout + run.stderr
  expect(text).toMatch(shown)
  expect(run.exitCode).toBe(exitCode)
  expect(text).not.toMatch(/INTERNAL|TypeError|\n {4}at /)
  expect(RAW.exec(text)).toBeNull()
  expect(text.length).toBeLessThan(20_000)
})
