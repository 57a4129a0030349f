import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { defined } from '../defined.ts'
import { HarnessError, messageOf, systemCodeOf } from '../errors.ts'
import { Secret } from '../secret.ts'
import { certificatesIn } from './pem.ts'

/** What a client shows to a server that asks for a certificate. */
export interface ClientCertificate {
  /** PEM: the certificate, then those that lead to its authority. */
  readonly certificate: string
  /** PEM, not encrypted. */
  readonly key: Secret
}

export interface ClientCertificateFiles {
  readonly certificate: string
  /** May lie in the same text as the certificate. */
  readonly key: string
  readonly passphrase?: Secret
  /** What error messages call the two: file names, or options. */
  readonly names: { readonly certificate: string; readonly key: string }
}

const TO_PEM = 'convert PKCS#12 and the like to PEM: openssl pkcs12 -in client.p12 -out client.pem'

/**
 * Reads a certificate and its private key, both PEM.
 * @throws HarnessError INVALID_FILE, MISSING_SECRET for an encrypted key without its passphrase
 */
export function readClientCertificate(files: ClientCertificateFiles): ClientCertificate {
  const { certificate, names } = files
  const parsed = certificateIn(certificate, names.certificate)
  const key = keyIn(files)
  if (!parsed.checkPrivateKey(key)) {
    throw new HarnessError('INVALID_FILE', 'The private key is not that of the certificate.', {
      expected: `the key of ${parsed.subject.replaceAll('\n', ', ')}`,
      where: names.key,
      next: 'give the key that the certificate was requested with',
    })
  }
  const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString()
  // A file that holds the key, too, is as secret as the key: of it only the certificates go on.
  return {
    certificate: certificatesIn(certificate).join('\n'),
    key: new Secret(pem, '$CLIENT_KEY'),
  }
}

function certificateIn(text: string, where: string): X509Certificate {
  try {
    return new X509Certificate(text)
  } catch (error) {
    throw new HarnessError('INVALID_FILE', `${where} does not contain a certificate.`, {
      expected: 'a certificate in PEM: -----BEGIN CERTIFICATE----- …',
      found: messageOf(error),
      where,
      next: TO_PEM,
    })
  }
}

function keyIn({ key, passphrase, names }: ClientCertificateFiles): KeyObject {
  const where = names.key
  try {
    return createPrivateKey({
      key,
      ...defined({ passphrase: passphrase?.expose() }),
    })
  } catch (error) {
    const isEncrypted = /-----BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/m.test(key)
    if (isEncrypted && passphrase === undefined) {
      throw new HarnessError('MISSING_SECRET', 'The private key is encrypted.', {
        expected: 'its passphrase in $DROPSHIP_KEY_PASSPHRASE',
        found: 'it is not set',
        where,
        next: 'export DROPSHIP_KEY_PASSPHRASE=… before the command',
      })
    }
    throw new HarnessError(
      'INVALID_FILE',
      isEncrypted
        ? 'The private key cannot be decrypted with this passphrase.'
        : `${where} does not contain a private key.`,
      {
        expected: 'a key in PEM: -----BEGIN PRIVATE KEY----- …',
        found: systemCodeOf(error) ?? messageOf(error),
        where,
        next: isEncrypted ? 'check $DROPSHIP_KEY_PASSPHRASE' : TO_PEM,
      },
    )
  }
}
