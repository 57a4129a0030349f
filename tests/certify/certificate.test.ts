import { createHmac, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  createKeyPair,
  currentSet,
  keyNameOf,
  readPrivateKey,
  reportFiles,
  signCertificate,
  verifyCertificate,
} from '../../src/certify/index.ts'
import { encodeJws } from '../../src/certify/certificate/jws.ts'
import { shippedContract } from '../../src/contract/index.ts'
import { Secret } from '../../src/core/index.ts'
import {
  certificatePayload,
  certifiedReport,
  keys,
  saidBy,
  signedSample,
  SIGNING_FACTS,
} from '../support/certificates.ts'
import { sampleReport } from '../support/reports.ts'

const { privateKey, publicKey, pem } = keys()
const other = keys()
const { report, reportText, certificate } = await signedSample(privateKey)
const { title, version, sha256 } = shippedContract()
const DAY = 86_400_000
const ENDED = Date.parse(saidBy(certificate).endedAt)
/** A day after its run, with everything that it can be checked against. */
const OPTIONS = {
  key: publicKey,
  now: ENDED + DAY,
  contract: { title, version, sha256 },
  report: reportText,
}

const verify = (text: string, more: Partial<typeof OPTIONS> = {}) =>
  verifyCertificate(text, { ...OPTIONS, ...more })

const [header = '', payload = '', signature = ''] = certificate.split('.')
const encoded = (text: string): string => Buffer.from(text).toString('base64url')
/** Signed by Ed25519 over whatever these parts are. */
const signedParts = (head: string, body: string): string =>
  `${head}.${body}.${sign(null, Buffer.from(`${head}.${body}`), privateKey).toString('base64url')}`

describe('a certificate', () => {
  it('is valid with the public key, report and contract, and says what was certified', async () => {
    const verification = await verify(certificate)
    expect(verification).toMatchObject({
      ok: true,
      format: 'certificate',
      key: keyNameOf(publicKey),
      certificate: {
        endpoint: report.endpoint,
        level: 'strict',
        contract: report.contract,
        requirementSet: { name: 'endpoint', version: currentSet('endpoint').version },
        startedAt: report.startedAt,
        runBy: 'tester@host',
        counts: report.summary,
        waivers: [{ check: 'refuse/drop_shipment_confirmation/required:/shipment/carrier' }],
        skipped: [{ reason: 'a token lives 25 h', checks: 1, requirements: ['DS-AUTH-04'] }],
        rules: [{ rules: 35, tested: 34 }],
        rulesNotTested: [
          {
            reason: 'an example of a reason',
            rules: [
              'drop_shipment_confirmation /shipment/carrier: required (openapi/drop-ship.yaml:312)',
            ],
          },
        ],
        sentencesNotTested: expect.arrayContaining(['DS-ERR-01', 'DS-DIS-01']) as string[],
      },
    })
  })

  it('is valid for 90 days', async () => {
    expect(Date.parse(saidBy(certificate).expiresAt) - ENDED).toBe(90 * DAY)
    expect(await verify(certificate, { now: ENDED + 90 * DAY })).toMatchObject({ ok: true })
    expect(await verify(certificate, { now: ENDED + 90 * DAY + 1 })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('expired on 2026-04-05') as string,
    })
  })

  it('is a JWS that any other library verifies: its signature is Ed25519 over header and payload', () => {
    expect(signedParts(header, payload)).toBe(certificate)
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      alg: 'EdDSA',
      kid: keyNameOf(publicKey),
      typ: 'dropship-certificate',
    })
  })

  it('is given only for what was certified', async () => {
    const failed = sampleReport()
    expect(await signCertificate(failed, '', privateKey, SIGNING_FACTS)).toBeUndefined()
  })

  it('says nothing that is secret, and who ran it by their own account', () => {
    expect(certificatePayload(certificate)).not.toMatch(/PRIVATE|Bearer/)
    expect(saidBy(certificate).runBy).toBe('tester@host')
  })
})

/** Texts that are not the certificate: none of them is valid. */
const FORGERIES: Readonly<Record<string, string>> = {
  'with a line end': `${certificate}\n`,
  'with a blank before it': ` ${certificate}`,
  'with a byte order mark': `\uFEFF${certificate}`,
  'with a fourth part': `${certificate}.e30`,
  'with something appended': `${certificate}AAAA`,
  'cut in half': certificate.slice(0, certificate.length / 2),
  'without its last character': certificate.slice(0, -1),
  'without its signature': `${header}.${payload}.`,
  'with padding': `${certificate}==`,
  'that is empty': '',
  'of another payload': `${header}.${encoded(certificatePayload(certificate).replace('"strict"', '"resilient"'))}.${signature}`,
  'without an algorithm': `${encoded('{"alg":"none","kid":"x","typ":"dropship-certificate"}')}.${payload}.`,
  'without an algorithm, signed all the same': signedParts(
    encoded(`{"alg":"none","kid":"${keyNameOf(publicKey)}","typ":"dropship-certificate"}`),
    payload,
  ),
  'of HS256 with the public key': hs256(),
  'of another type': signedParts(
    encoded(`{"alg":"EdDSA","kid":"${keyNameOf(publicKey)}","typ":"JWT"}`),
    payload,
  ),
  'with a further property in its header': signedParts(
    encoded(
      `{"alg":"EdDSA","b64":false,"kid":"${keyNameOf(publicKey)}","typ":"dropship-certificate"}`,
    ),
    payload,
  ),
  'with a property twice in its header': signedParts(
    encoded(
      `{"alg":"EdDSA","alg":"EdDSA","kid":"${keyNameOf(publicKey)}","typ":"dropship-certificate"}`,
    ),
    payload,
  ),
  'with a property twice in its payload': signedParts(
    header,
    encoded(certificatePayload(certificate).replace('{', '{"level":"strict",')),
  ),
  'with a property of __proto__': signedParts(
    header,
    encoded(certificatePayload(certificate).replace('{', '{"__proto__":{},')),
  ),
  'with blanks in its payload': signedParts(
    header,
    encoded(JSON.stringify(JSON.parse(certificatePayload(certificate)), null, 1)),
  ),
  'with a payload that is not an object': signedParts(header, encoded('[]')),
  'with a payload that is not UTF-8': signedParts(
    header,
    Buffer.from([123, 255, 125]).toString('base64url'),
  ),
}

/** The classic: a verifier that takes the public key for a shared secret. */
function hs256(): string {
  const head = encoded(
    `{"alg":"HS256","kid":"${keyNameOf(publicKey)}","typ":"dropship-certificate"}`,
  )
  const mac = createHmac('sha256', pem).update(`${head}.${payload}`).digest('base64url')
  return `${head}.${payload}.${mac}`
}

describe('a certificate is not valid', () => {
  it.each(Object.entries(FORGERIES))('%s', async (_what, text) => {
    expect(await verify(text)).toMatchObject({ ok: false })
  })

  it('with any of its bytes changed', async () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    for (const [index, character] of certificate.split('').entries()) {
      // The neighbour in the alphabet: of the last character it changes only bits that are not read.
      const changed = letters[(letters.indexOf(character) + 1) % letters.length] ?? 'A'
      const text = `${certificate.slice(0, index)}${changed}${certificate.slice(index + 1)}`
      const { ok } = await verifyCertificate(text, { key: publicKey, now: OPTIONS.now })
      expect(ok, `byte ${index}`).toBe(false)
    }
  })

  it('of another key, even one that names this one', async () => {
    const lie = encodeJws(saidBy(certificate), 'dropship-certificate', other.privateKey)
    expect(await verify(await lie)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('was signed with') as string,
    })
    const forged = sign(null, Buffer.from(`${header}.${payload}`), other.privateKey)
    expect(await verify(`${header}.${payload}.${forged.toString('base64url')}`)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('signature does not match') as string,
    })
  })

  it('before its run', async () => {
    expect(await verify(certificate, { now: ENDED - DAY })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('in the future') as string,
    })
  })

  it('for another contract', async () => {
    const contract = { title, version, sha256: 'b'.repeat(64) }
    expect(await verify(certificate, { contract })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('--contract') as string,
    })
  })

  it.each([
    ['another report', `${reportText} `, /bytes differ/],
    ['its report with other line ends', reportText.replaceAll('\n', '\r\n'), /core\.autocrlf/],
  ])('for %s', async (_what, text, reason) => {
    expect(await verify(certificate, { report: text })).toMatchObject({
      ok: false,
      reason: expect.stringMatching(reason) as string,
    })
  })
})

it.each([
  ['no key', 'hello'],
  ['a public key', pem],
])('%s signs nothing', (_what, text) => {
  expect(() => readPrivateKey(new Secret(text, '$SIGNING_KEY'), 'key.pem')).toThrow(
    'key.pem does not contain a usable key.',
  )
})

it('a pair of keys never shows its private half', () => {
  expect(JSON.stringify(createKeyPair())).not.toContain('PRIVATE')
})

it('the report of a certificate is the one that is written', () => {
  expect(reportFiles(certifiedReport())['report.json']).toBe(reportText)
})
