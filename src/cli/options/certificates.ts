import { X509Certificate } from 'node:crypto'
import { HarnessError, messageOf } from '../../core/index.ts'
import { readTextFile } from './file.ts'

/**
 * The certificates of `--ca`, as PEM.
 * @throws HarnessError FILE_UNREADABLE, INVALID_FILE
 */
export function readCertificates(file: string): string {
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
