import { describe, expect, it } from 'vitest'
import {
  createKeyPair,
  readPrivateKey,
  readPublicKey,
  reportFiles,
  type SignedCertificate,
  signCertificate,
  verifyCertificate,
} from '../../src/certify/index.ts'
import { Secret } from '../../src/core/index.ts'
import { sampleReport } from '../support/reports.ts'

const pair = createKeyPair()
const privateKey = readPrivateKey(pair.privateKey, 'key.pem')
const publicKey = readPublicKey(pair.publicKey, 'key.pem.pub')

const report = { ...sampleReport(), verdict: 'certified' as const }
const text = reportFiles(report)['report.json'] ?? ''

function signed(): SignedCertificate {
  const made = signCertificate(report, text, privateKey)
  if (made === undefined) throw new Error('nothing was certified')
  // As it is read from its file.
  return JSON.parse(JSON.stringify(made)) as SignedCertificate
}

it('a certificate says what of which endpoint was certified, and is verified with the public key', () => {
  const verification = verifyCertificate(signed(), publicKey, text)
  expect(verification).toMatchObject({
    ok: true,
    certificate: {
      endpoint: report.endpoint,
      level: report.level,
      contract: report.contract,
      suiteVersion: report.suiteVersion,
      certifiedAt: report.startedAt,
      waived: ['refuse/drop_shipment_confirmation/required:/shipment/carrier'],
    },
  })
})

it('its properties may come in any order', () => {
  const { certificate, signature } = signed()
  const turned = Object.fromEntries(Object.entries(certificate).toReversed())
  expect(verifyCertificate({ signature, certificate: turned }, publicKey)).toMatchObject({
    ok: true,
  })
})

it('only what was certified is signed', () => {
  expect(signCertificate(sampleReport(), text, privateKey)).toBeUndefined()
})

describe('a certificate is not valid', () => {
  const { certificate, signature } = signed()
  it.each([
    [
      'with another endpoint',
      { certificate: { ...certificate, endpoint: 'https://evil.example' }, signature },
      /changed/,
    ],
    [
      'at another level',
      { certificate: { ...certificate, level: 'resilient' }, signature },
      /changed/,
    ],
    ['with another property', { certificate: { ...certificate, more: 1 }, signature }, /changed/],
    [
      'without its waivers',
      { certificate: { ...certificate, waived: undefined }, signature },
      /changed/,
    ],
    ['with an empty signature', { certificate, signature: { ...signature, value: '' } }, /changed/],
    [
      'of another key',
      { certificate, signature: { ...signature, key: '\u001B[2J' } },
      /"\\u001b\[2J"/,
    ],
    [
      'of another algorithm',
      { certificate, signature: { ...signature, algorithm: 'none' } },
      /not a certificate/,
    ],
    ['when it is something else', { certified: true }, /not a certificate/],
    ['when it is not JSON', undefined, /not a certificate/],
  ])('%s', (_what, written, reason) => {
    const verification = verifyCertificate(written, publicKey)
    expect(verification).toEqual({ ok: false, reason: expect.stringMatching(reason) as string })
  })

  it('for another report', () => {
    expect(verifyCertificate(signed(), publicKey, `${text} `)).toMatchObject({ ok: false })
  })

  it('for the key of somebody else', () => {
    const other = createKeyPair()
    expect(verifyCertificate(signed(), readPublicKey(other.publicKey, 'other'))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('was signed with') as string,
    })
  })
})

it.each([
  ['no key', 'hello'],
  ['a public key', pair.publicKey],
])('%s signs nothing', (_what, pem) => {
  expect(() => readPrivateKey(new Secret(pem, '$SIGNING_KEY'), 'key.pem')).toThrow(
    'key.pem does not contain a usable key.',
  )
})

it('a pair of keys never shows its private half', () => {
  expect(JSON.stringify(pair)).not.toContain('PRIVATE')
})
