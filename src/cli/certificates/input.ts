import type { KeyObject } from 'node:crypto'
import { MAX_CERTIFICATE_BYTES, readPublicKey } from '../../certify/index.ts'
import { HarnessError, messageOf, readFileWithin } from '../../core/index.ts'
import type { LocatedInput, Named } from '../options/located.ts'
import { readTextFile } from '../options/file.ts'

/** The options of `dropship certificate`, of all its actions. */
export interface CertificateOptions {
  readonly key?: string
  readonly report?: string
  readonly contract?: string
  readonly out?: string
  readonly sign?: string
  readonly runBy?: LocatedInput
  readonly share: string
  readonly endpoint?: readonly Named[]
  readonly json?: boolean
}

/** A report contains the exchanges of failed checks. */
const MAX_REPORT_BYTES = 64 * 1024 * 1024

/**
 * The text of a certificate, exactly as its bytes are: whatever was added to it, a byte order mark included, makes it invalid.
 * @throws HarnessError FILE_UNREADABLE
 */
export function readCertificateText(file: string): string {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      readFileWithin(file, MAX_CERTIFICATE_BYTES),
    )
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', `${file} cannot be read.`, {
      found: messageOf(error),
      where: 'the certificate',
      next: 'check the path',
      cause: error,
    })
  }
}

/** The public key of `--key`. @throws HarnessError MISSING_OPTION, FILE_UNREADABLE, INVALID_FILE */
export function readSignersKey({ key }: CertificateOptions): KeyObject {
  if (key === undefined) {
    throw new HarnessError('MISSING_OPTION', 'The public key of the signer is missing.', {
      expected: '--key FILE',
    })
  }
  return readPublicKey(readTextFile(key, '--key'), key)
}

/** The report of `--report`. @throws HarnessError FILE_UNREADABLE */
export function readReport({ report }: CertificateOptions): string | undefined {
  return report === undefined
    ? undefined
    : readTextFile(report, '--report', { maxBytes: MAX_REPORT_BYTES })
}
