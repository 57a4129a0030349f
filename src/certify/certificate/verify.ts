import { createPublicKey, type KeyObject } from 'node:crypto'
import type { Report } from '../results/report.ts'
import {
  contradictionIn,
  differenceFromReport,
  outsideItsTime,
  reportDifference,
} from './agreement.ts'
import { type Certificate, DAY_MS, sha256, VALID_DAYS } from './certificate.ts'
import type { Countersignature } from './countersignature.ts'
import { type FirstCertificate, otherKey, readFirstFormat } from './first-format.ts'
import { decodeJws, isSignedWith, type SignedType } from './jws.ts'
import { keyNameOf } from './keys.ts'
import { asCertificate, asCountersignature, type Shaped } from './shape.ts'

/** What a file with a certificate says; in the first format less. */
export type Read =
  | {
      readonly format: 'certificate'
      readonly certificate: Certificate
      readonly countersignature?: Countersignature
    }
  | { readonly format: 'first format'; readonly certificate: FirstCertificate }

export type Verification =
  | (Read & {
      readonly ok: true
      /** The name of the key that signed it. */
      readonly key: string
      /** Of a countersigned certificate: the name of the partner's key. */
      readonly partnerKey?: string
    })
  | { readonly ok: false; readonly reason: string }

export interface VerifyingOptions {
  /** Of the signer; absent where the signature is not to be checked. */
  readonly key: KeyObject | undefined
  /** Milliseconds since 1970. */
  readonly now: number
  /** That the certificate must be about; absent where any will do. */
  readonly contract?: Report['contract']
  /** `report.json` that it must match, byte for byte. */
  readonly report?: string
}

/**
 * Whether a text is a valid certificate: signed by the key's owner, written as this suite writes it, in its time, free of
 * contradictions, and of this contract and report.
 */
export async function verifyCertificate(
  text: string,
  options: VerifyingOptions,
): Promise<Verification> {
  if (text.trimStart().startsWith('{')) return verifyFirstFormat(text, options)
  const signed = await signedPayload(text, options.key)
  if (!signed.ok) return signed
  const { key, type, payload } = signed.value
  if (type === 'dropship-countersignature') return verifyCountersigned(key, payload, options)
  const shaped = await asCertificate(payload)
  if (!shaped.ok) return shaped
  const certificate = shaped.value
  const reason = whyNot(certificate, options)
  return reason === undefined
    ? { ok: true, format: 'certificate', certificate, key }
    : { ok: false, reason }
}

/** Reads what a file says without checking its signature: for showing it. */
export async function readCertificate(text: string): Promise<Shaped<Read>> {
  if (text.trimStart().startsWith('{')) {
    const first = readFirstFormat(text, undefined)
    return first.ok
      ? { ok: true, value: { format: 'first format', certificate: first.certificate } }
      : first
  }
  const signed = await signedPayload(text, undefined)
  if (!signed.ok) return signed
  const { type, payload } = signed.value
  if (type === 'dropship-certificate') {
    const shaped = await asCertificate(payload)
    return shaped.ok
      ? { ok: true, value: { format: 'certificate', certificate: shaped.value } }
      : shaped
  }
  const outer = await asCountersignature(payload)
  if (!outer.ok) return outer
  const inner = await readCertificate(outer.value.certificate)
  if (!inner.ok || inner.value.format !== 'certificate')
    return { ok: false, reason: 'what is countersigned is not a certificate' }
  return { ok: true, value: { ...inner.value, countersignature: outer.value } }
}

interface SignedPayload {
  readonly key: string
  readonly type: SignedType
  readonly payload: unknown
}

async function signedPayload(
  text: string,
  key: KeyObject | undefined,
): Promise<Shaped<SignedPayload>> {
  const decoding = decodeJws(text)
  if (!decoding.ok) return decoding
  const { decoded } = decoding
  if (key === undefined) return { ok: true, value: decoded }
  const name = keyNameOf(key)
  if (decoded.key !== name) return { ok: false, reason: otherKey(decoded.key, name) }
  return (await isSignedWith(text, key))
    ? { ok: true, value: decoded }
    : { ok: false, reason: 'its signature does not match its content: it was changed' }
}

function whyNot(certificate: Certificate, options: VerifyingOptions): string | undefined {
  return (
    contradictionIn(certificate) ??
    outsideItsTime(certificate, options.now) ??
    otherContract(certificate, options) ??
    (options.report === undefined ? undefined : differenceFromReport(certificate, options.report))
  )
}

function otherContract(
  { contract }: Pick<Certificate, 'contract'>,
  { contract: own }: VerifyingOptions,
): string | undefined {
  if (own === undefined || own.sha256 === contract.sha256) return undefined
  return `it is about another contract (SHA-256 ${contract.sha256}) than ${own.title} ${own.version} (${own.sha256}): name the contract that it is about with --contract`
}

async function verifyCountersigned(
  key: string,
  payload: unknown,
  options: VerifyingOptions,
): Promise<Verification> {
  const shaped = await asCountersignature(payload)
  if (!shaped.ok) return shaped
  const countersignature = shaped.value
  const { certificate, certificateSha256, certificateKey, rerun } = countersignature
  if (sha256(certificate) !== certificateSha256)
    return { ok: false, reason: 'the certificate in it is not the one that was countersigned' }
  const inner = await verifyCertificate(certificate, {
    ...options,
    key: createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: certificateKey }, format: 'jwk' }),
  })
  if (!inner.ok)
    return { ok: false, reason: `of the certificate that was countersigned: ${inner.reason}` }
  if (inner.format !== 'certificate' || inner.countersignature !== undefined)
    return { ok: false, reason: 'what is countersigned is not a certificate' }
  if (Date.parse(rerun.endedAt) < Date.parse(inner.certificate.startedAt))
    return { ok: false, reason: 'its checks were repeated before they were made' }
  return { ...inner, key, partnerKey: inner.key, countersignature }
}

/** The first format has no expiry of its own: it is valid as long as others are. */
function verifyFirstFormat(text: string, options: VerifyingOptions): Verification {
  const read = readFirstFormat(text, options.key)
  if (!read.ok) return read
  const { certificate, key } = read
  const expiresAt = new Date(
    Date.parse(certificate.certifiedAt) + VALID_DAYS * DAY_MS,
  ).toISOString()
  const reason =
    outsideItsTime({ startedAt: certificate.certifiedAt, expiresAt }, options.now) ??
    otherContract(certificate, options) ??
    (options.report === undefined || sha256(options.report) === certificate.reportSha256
      ? undefined
      : reportDifference(options.report, certificate.reportSha256))
  return reason === undefined
    ? { ok: true, format: 'first format', certificate, key }
    : { ok: false, reason }
}
