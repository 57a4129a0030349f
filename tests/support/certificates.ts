import {
  type Certificate,
  createKeyPair,
  documentOf,
  readPrivateKey,
  readPublicKey,
  type Report,
  reportFiles,
  signCertificate,
} from '../../src/certify/index.ts'
import { shippedContract } from '../../src/contract/index.ts'
import { sampleReport } from './reports.ts'

/** What certificates of tests say beyond their reports. */
export const SIGNING_FACTS = {
  runBy: 'tester@host',
  earlierRuns: { source: 'local file', runs: [], omitted: 0 },
} as const

/** A pair of keys as they are used. */
export function keys(): {
  readonly pem: string
  readonly privateKey: ReturnType<typeof readPrivateKey>
  readonly publicKey: ReturnType<typeof readPublicKey>
} {
  const pair = createKeyPair()
  return {
    pem: pair.publicKey,
    privateKey: readPrivateKey(pair.privateKey, 'key.pem'),
    publicKey: readPublicKey(pair.publicKey, 'key.pem.pub'),
  }
}

/** When the run of {@link certifiedReport} began. */
const STARTED_AT = '2026-01-05T09:12:44.000Z'

/** A report of the shipped contract that is certified at `strict`: its one failure is waived. */
export function certifiedReport(startedAt = STARTED_AT): Report {
  const { title, version, sha256 } = shippedContract()
  const sample = sampleReport()
  const checks = sample.checks.map((check) =>
    check.status === 'failed' && check.waiver === undefined
      ? { ...check, status: 'passed' as const, actual: 'rejected with 422' }
      : check,
  )
  return {
    ...sample,
    startedAt,
    contract: { title, version, sha256 },
    checks,
    summary: { ...sample.summary, failed: 1, passed: sample.summary.passed + 1 },
    levels: { compatible: 'passed', strict: 'passed', resilient: 'not run' },
    verdict: 'certified',
    partner: 'Acme <b>Retail</b>',
    rules: {
      operations: [
        { operation: 'drop_shipment_confirmation', rules: 35, tested: 34, rejections: 'asked for' },
      ],
      notTested: [
        {
          operation: 'drop_shipment_confirmation',
          keyword: 'required',
          pointer: '/shipment/carrier',
          rule: 'openapi/drop-ship.yaml:312',
          reason: 'an example of a reason',
        },
      ],
    },
  }
}

export interface SignedSample {
  readonly report: Report
  readonly reportText: string
  readonly certificate: string
}

/** A certificate of {@link certifiedReport}, signed. */
export async function signedSample(
  privateKey: ReturnType<typeof readPrivateKey>,
  report = certifiedReport(),
): Promise<SignedSample> {
  const reportText = reportFiles(report)['report.json'] ?? JSON.stringify(documentOf(report))
  const certificate = await signCertificate(report, reportText, privateKey, SIGNING_FACTS)
  if (certificate === undefined) throw new Error('nothing was certified')
  return { report, reportText, certificate }
}

/** The payload of a certificate as text. */
export function certificatePayload(certificate: string | undefined): string {
  return Buffer.from(certificate?.split('.')[1] ?? '', 'base64url').toString()
}

/** What a certificate says, not checked. */
export function saidBy(certificate: string): Certificate {
  return JSON.parse(certificatePayload(certificate)) as Certificate
}
