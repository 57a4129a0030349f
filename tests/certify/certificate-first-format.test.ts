import { sign } from 'node:crypto'
import canonicalize from 'canonicalize'
import { describe, expect, it } from 'vitest'
import { keyNameOf, verifyCertificate } from '../../src/certify/index.ts'
import { shippedContract } from '../../src/contract/index.ts'
import { keys } from '../support/certificates.ts'

const { privateKey, publicKey } = keys()
const { title, version, sha256 } = shippedContract()
const DAY = 86_400_000
const CERTIFIED_AT = '2026-01-05T09:12:44.000Z'
const ENDED = Date.parse(CERTIFIED_AT)

/** `certificate.json` as version 0.1 wrote it. */
function firstFormat(more: object = {}): string {
  const said = {
    schemaVersion: 1,
    endpoint: 'https://client.example',
    level: 'compatible',
    contract: { title, version, sha256 },
    suiteVersion: '1.0.0',
    seed: '1',
    certifiedAt: CERTIFIED_AT,
    waived: [],
    reportSha256: 'a'.repeat(64),
    ...more,
  }
  const value = sign(null, Buffer.from(canonicalize(said) ?? ''), privateKey).toString('base64')
  const key = keyNameOf(publicKey)
  return JSON.stringify({ certificate: said, signature: { algorithm: 'Ed25519', key, value } })
}

describe('a certificate of the first format', () => {
  const withoutReport = { key: publicKey, now: ENDED + DAY }

  it('is read, and named as such', async () => {
    expect(await verifyCertificate(firstFormat(), withoutReport)).toMatchObject({
      ok: true,
      format: 'first format',
      certificate: { level: 'compatible', endpoint: 'https://client.example' },
    })
  })

  it('is valid as long as others are', async () => {
    const late = { key: publicKey, now: ENDED + 91 * DAY }
    expect(await verifyCertificate(firstFormat(), late)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('expired') as string,
    })
  })

  it.each([
    ['another level', firstFormat().replace('"compatible"', '"strict"'), /changed/],
    [
      'a property twice',
      firstFormat().replace('{"certificate":{', '{"certificate":{"level":"strict",'),
      /not a certificate/,
    ],
    ['another algorithm', firstFormat().replace('Ed25519', 'none'), /not a certificate/],
    ['another spelling of its signature', firstFormat().replace('=="', '"'), /changed/],
    ['another key', firstFormat().replace(keyNameOf(publicKey), '\\u001b[2J'), /"\\u001b\[2J"/],
    ['something else', '{"certified":true}', /not a certificate/],
  ])('is not valid with %s', async (_what, text, reason) => {
    expect(await verifyCertificate(text, withoutReport)).toMatchObject({
      ok: false,
      reason: expect.stringMatching(reason) as string,
    })
  })
})
