import { X509Certificate } from 'node:crypto'
import { HarnessError, messageOf } from '../../core/index.ts'
import { readTextFile } from './file.ts'

/**
 * What to trust besides the public certificates: those of `--ca`, as PEM, when it is given.
 * @throws HarnessError FILE_UNREADABLE, INVALID_FILE
 */
export function readTrust({ ca }: { readonly ca?: unknown }): {
  readonly certificateAuthority?: string
} {
  return typeof ca === 'string' ? { certificateAuthority: readCertificates(ca) } : {}
}

function readCertificates(file: string): string {
  const text = readTextFile(file, '--ca')
  try {
    void new X509Certificate(text)
    return text
  } catch (error) {
    throw new HarnessError('INVALID_FILE', `${file} holds no certificate.`, {
      expected: 'certificates in PEM: -----BEGIN CERTIFICATE----- …',
      found: messageOf(error),
      where: '--ca',
    })
  }
}
