import type { KeyObject } from 'node:crypto'
import type { Report } from '../results/report.ts'
import { certificateOf, type SigningFacts } from './certificate.ts'
import { encodeJws } from './jws.ts'

/** The file of `--out` that receives the certificate: a compact JWS, without a line end. */
export const CERTIFICATE_FILE = 'certificate.jws'

/**
 * Signs what a report certifies.
 * @param reportText `report.json` as it is written
 * @returns `undefined` when the report certifies nothing
 */
export async function signCertificate(
  report: Report,
  reportText: string,
  key: KeyObject,
  facts: SigningFacts,
): Promise<string | undefined> {
  const certificate = certificateOf(report, reportText, facts)
  return certificate === undefined ? undefined : encodeJws(certificate, 'dropship-certificate', key)
}
