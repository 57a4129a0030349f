import type { TlsKeyPair } from '../../src/core/index.ts'
import { isIP } from 'node:net'
import { HarnessError, systemCodeOf } from '../../src/core/index.ts'

const DAY_MS = 24 * 3_600_000

/**
 * A self-signed certificate for this machine; senders trust it only when told to.
 *
 * @param host an address that senders will use, besides localhost
 * @param now milliseconds since the epoch
 * @throws HarnessError MISSING_PACKAGE
 */
export async function makeCertificate(host: string, now: number): Promise<TlsKeyPair> {
  const { generate } = await loadLibrary()
  const addresses = [...new Set(['127.0.0.1', '::1', host])].filter((name) => isIP(name) !== 0)
  const names = [...new Set(['localhost', host])].filter((name) => isIP(name) === 0)
  const made = await generate([{ name: 'commonName', value: 'Drop Ship stub' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - DAY_MS),
    notAfterDate: new Date(now + 30 * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...addresses.map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  })
  return { key: made.private, certificate: made.cert }
}

async function loadLibrary(): Promise<typeof import('selfsigned')> {
  try {
    return await import('selfsigned')
  } catch (error) {
    if (systemCodeOf(error) !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new HarnessError('MISSING_PACKAGE', 'Serving https needs the package selfsigned.', {
      next: 'npm install --save-dev selfsigned',
      cause: error,
    })
  }
}
