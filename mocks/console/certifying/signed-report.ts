import { hostname, userInfo } from 'node:os'
import {
  assertName,
  expiryOf,
  readCertificate,
  readPrivateKey,
  renderCertificatePage,
  reportFiles,
  type Report,
  signCertificate,
  keyNameOf,
} from '../../../src/certify/index.ts'
import { HarnessError, type Secret } from '../../../src/core/index.ts'

/** A certificate as it is signed, and as a page for people. */
export interface SignedFiles {
  /** The name of the key. */
  readonly key: string
  readonly expiresAt: string
  readonly jws: string
  readonly page: string
}

export interface SigningOrder {
  /** PEM. */
  readonly key: Secret
  /** Empty: user and host. */
  readonly runBy: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

/**
 * Signs the certificate of a report.
 * @throws HarnessError INVALID_OPTION where the report certifies nothing, INVALID_FILE where the key cannot be used
 */
export async function signedReport(
  report: Report | undefined,
  { key: pem, runBy, now }: SigningOrder,
): Promise<SignedFiles> {
  if (report?.verdict !== 'certified') throw nothingToSign(report?.verdict)
  if (runBy !== '') assertName(runBy, 'Run by')
  const key = readPrivateKey(pem, 'The private key')
  // The certificate has the hash of the file as it is downloaded.
  const jws = await signCertificate(report, reportFiles(report)['report.json'] ?? '', key, {
    runBy: runBy === '' ? `${userName()}@${hostname()}` : runBy,
    earlierRuns: { source: 'none', runs: [], omitted: 0 },
  })
  const read = jws === undefined ? undefined : await readCertificate(jws)
  if (jws === undefined || read?.ok !== true) throw nothingToSign(report.verdict)
  const name = keyNameOf(key)
  const page = renderCertificatePage(read.value, { kind: 'checked', key: name }, now)
  return { key: name, expiresAt: expiryOf(read.value), jws, page }
}

function nothingToSign(verdict: string | undefined): HarnessError {
  return new HarnessError('INVALID_OPTION', 'There is nothing to sign.', {
    expected: 'a finished run that certifies the endpoint',
    found: verdict ?? 'none',
  })
}

/** A container may run as a user that its system does not know. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'unknown'
  }
}
