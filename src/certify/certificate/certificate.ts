import { createHash, type KeyObject, sign, verify } from 'node:crypto'
import canonicalize from 'canonicalize'
import { defined, isRecord } from '../../core/index.ts'
import type { Report } from '../results/report.ts'
import { keyNameOf } from './keys.ts'
import { type Certificate, isCertificate } from './shape.ts'

/** `certificate.json`. */
export interface SignedCertificate {
  readonly certificate: Certificate
  readonly signature: {
    readonly algorithm: 'Ed25519'
    /** Of the public key: the first 16 hexadecimal digits of its SHA-256. */
    readonly key: string
    /** Over the certificate in canonical JSON (RFC 8785), in base64. */
    readonly value: string
  }
}

/**
 * Signs what a report certifies.
 * @param reportText `report.json` as it is written
 * @returns `undefined` when the report certifies nothing
 */
export function signCertificate(
  report: Report,
  reportText: string,
  key: KeyObject,
): SignedCertificate | undefined {
  if (report.verdict !== 'certified') return undefined
  const { endpoint, level, contract, suiteVersion, seed, startedAt, checks } = report
  const { addresses, notEnabled, route, partner, environment, effects } = report
  const certificate: Certificate = {
    schemaVersion: 1,
    endpoint,
    addresses,
    notEnabled,
    route,
    ...defined({ partner, environment }),
    level,
    effects,
    contract,
    suiteVersion,
    seed,
    certifiedAt: startedAt,
    waived: checks.flatMap(({ id, waiver }) => (waiver === undefined ? [] : [id])),
    reportSha256: sha256(reportText),
  }
  return {
    certificate,
    signature: {
      algorithm: 'Ed25519',
      key: keyNameOf(key),
      value: sign(null, signedBytes(certificate), key).toString('base64'),
    },
  }
}

export type Verification =
  | { readonly ok: true; readonly certificate: Certificate; readonly key: string }
  | { readonly ok: false; readonly reason: string }

/**
 * Whether a file is a certificate that the key's owner signed.
 * @param written the parsed `certificate.json`
 * @param reportText the report that it must belong to, when that is at hand
 */
export function verifyCertificate(
  written: unknown,
  key: KeyObject,
  reportText?: string,
): Verification {
  const signed = asSigned(written)
  if (signed === undefined) return { ok: false, reason: 'it is not a certificate of this suite' }
  const name = keyNameOf(key)
  const { certificate, signature } = signed
  if (signature.key !== name) {
    return {
      ok: false,
      reason: `it says that it was signed with ${shown(signature.key)}, and not with ${name}`,
    }
  }
  if (!verify(null, signedBytes(certificate), key, Buffer.from(signature.value, 'base64'))) {
    return { ok: false, reason: 'its signature does not match its content: it was changed' }
  }
  if (reportText !== undefined && certificate.reportSha256 !== sha256(reportText)) {
    return { ok: false, reason: reportDifference(reportText, certificate.reportSha256) }
  }
  return { ok: true, certificate, key: name }
}

/** Other bytes do not prove that somebody changed the report: version control rewrites line endings, too. */
function reportDifference(reportText: string, certifiedSha256: string): string {
  return sha256(reportText.replaceAll('\r\n', '\n')) === certifiedSha256
    ? "the report's bytes differ from those that were certified, in its line endings alone: give it those that it was written with (git rewrites them where core.autocrlf is set)"
    : "the report's bytes differ from those that were certified: line endings or indentation that a program changed are a usual cause, another report is one too"
}

function signedBytes(certificate: Certificate): Buffer {
  return Buffer.from(canonicalize(certificate) ?? '')
}

/** Text of a file that may have been written to deceive. */
function shown(text: string): string {
  return JSON.stringify(text.slice(0, 64))
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The shape is checked as far as it is read; everything in `certificate` is under the signature. */
function asSigned(written: unknown): SignedCertificate | undefined {
  if (!isRecord(written) || !isRecord(written.signature)) return undefined
  const { certificate } = written
  const { algorithm, key, value } = written.signature
  if (!isCertificate(certificate) || algorithm !== 'Ed25519') return undefined
  if (typeof key !== 'string' || typeof value !== 'string') return undefined
  return { certificate, signature: { algorithm, key, value } }
}
