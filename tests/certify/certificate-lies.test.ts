import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Certificate, type Report, verifyCertificate } from '../../src/certify/index.ts'
import { encodeJws } from '../../src/certify/certificate/jws.ts'
import { shippedContract } from '../../src/contract/index.ts'
import { keys, saidBy, signedSample } from '../support/certificates.ts'

/** Whoever holds the key can sign anything: what contradicts itself, the report, the contract or the suite is not valid. */

const { privateKey, publicKey } = keys()
const { report, reportText, certificate } = await signedSample(privateKey)
const { title, version, sha256 } = shippedContract()
const OPTIONS = {
  key: publicKey,
  now: Date.parse(saidBy(certificate).endedAt) + 86_400_000,
  contract: { title, version, sha256 },
  report: reportText,
}

const verify = (text: string, more: Partial<typeof OPTIONS> = {}) =>
  verifyCertificate(text, { ...OPTIONS, ...more })

/** The certificate with another content, signed again with the same key: by a partner who lies. */
const resigned = (more: Partial<Record<keyof Certificate, unknown>>): Promise<string> =>
  encodeJws({ ...saidBy(certificate), ...more }, 'dropship-certificate', privateKey)

const CERTIFIED = saidBy(certificate)

/** What the holder of the key may write into a certificate, and what shows that it is a lie. */
const LIES: Readonly<
  Record<string, readonly [Partial<Record<keyof Certificate, unknown>>, RegExp]>
> = {
  'a higher level': [{ level: 'resilient' }, /level resilient was not passed/],
  'a higher level that it says was passed': [
    { level: 'resilient', levels: { compatible: 'passed', strict: 'passed', resilient: 'passed' } },
    /differ in level/,
  ],
  'another contract': [
    { contract: { title, version, sha256: 'c'.repeat(64) } },
    /another contract/,
  ],
  'another version of the contract': [
    { contract: { title, version: '9.9', sha256 } },
    /differ in contract/,
  ],
  'another endpoint': [{ endpoint: 'https://other.example' }, /differ in endpoint/],
  'another address': [
    { addresses: [{ operation: 'x', url: 'https://other.example' }] },
    /differ in addresses/,
  ],
  'another partner': [{ partner: 'Somebody' }, /differ in partner/],
  'more passed checks': [{ counts: { ...report.summary, passed: 900 } }, /differ in summary/],
  'observed effects': [{ effects: 'observed' }, /differ in effects/],
  'a year of 1999': [
    {
      startedAt: '1999-01-01T00:00:00.000Z',
      endedAt: '1999-01-01T00:00:01.000Z',
      expiresAt: '1999-04-01T00:00:00.000Z',
    },
    /expired on 1999-04-01/,
  ],
  'a longer time': [{ expiresAt: '2030-01-01T00:00:00.000Z' }, /more than 90 days/],
  'a time that is not one': [{ endedAt: '2026-99-99T99:99:99.999Z' }, /not times/],
  'a requirement set that does not exist': [
    { requirementSet: { ...CERTIFIED.requirementSet, version: '0.1' } },
    /requirement set/,
  ],
  'a requirement set of other content': [
    { requirementSet: { ...CERTIFIED.requirementSet, sha256: 'd'.repeat(64) } },
    /requirement set/,
  ],
  'the requirement set of senders': [{ subject: 'sender' }, /requirement set/],
  'no waivers': [{ waivers: [] }, /failed, which prevents/],
  'strict without a rejection asked for': [
    { rules: [{ operation: 'x', rules: 2, tested: 0, rejections: 'not asked for' }] },
    /no rejection was asked for on x/,
  ],
  'the hash of another report': [{ reportSha256: 'e'.repeat(64) }, /bytes differ/],
  'a property that no certificate has': [{ more: 1 } as object, /must NOT have additional/],
  'a level that does not exist': [{ level: 'perfect' }, /\/level must be equal/],
}

describe('a certificate that the owner of the key signed with a lie is not valid:', () => {
  it.each(Object.entries(LIES))('%s', async (_what, [more, reason]) => {
    expect(await verify(await resigned(more))).toMatchObject({
      ok: false,
      reason: expect.stringMatching(reason) as string,
    })
  })

  it.each([
    [
      'a failed check that is hidden',
      { status: 'failed' as const },
      /prevents a certificate|lists/,
    ],
  ])('%s in a report', async (_what, more, reason) => {
    const checks = report.checks.map((check) =>
      check.requirement === 'DS-ACC-01' ? { ...check, ...more } : check,
    )
    const lying: Report = { ...report, checks }
    const signed = await signedSample(privateKey, lying)
    expect(await verify(signed.certificate, { report: signed.reportText })).toMatchObject({
      ok: false,
      reason: expect.stringMatching(reason) as string,
    })
  })

  it('a report of a verdict that is not one', async () => {
    const text = reportText.replace('"certified"', '"inconclusive"')
    const reportSha256 = createHash('sha256').update(text).digest('hex')
    expect(await verify(await resigned({ reportSha256 }), { report: text })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('does not certify') as string,
    })
  })
})
