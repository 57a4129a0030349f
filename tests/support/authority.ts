import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { defined } from '../../src/core/index.ts'
import { cleanUp } from './http-servers.ts'

/** A certificate with its private key, both PEM. */
export interface Pair {
  readonly cert: string
  readonly key: string
}

const VALID = {
  keyType: 'ec',
  algorithm: 'sha256',
  notBeforeDate: new Date('2020-01-01T00:00:00Z'),
  notAfterDate: new Date('2120-01-01T00:00:00Z'),
} as const

/** An authority that Node does not know. @param name its common name */
export async function makeAuthority(name: string): Promise<Pair> {
  const made = await generate([{ name: 'commonName', value: name }], {
    ...VALID,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, digitalSignature: true, critical: true },
    ],
  })
  return { cert: made.cert, key: made.private }
}

/** A certificate for servers and clients alike. @param names hosts that it is for, the first its common name */
export async function issue(
  authority: Pair,
  names: readonly string[],
  passphrase?: string,
): Promise<Pair> {
  const made = await generate([{ name: 'commonName', value: names[0] ?? '' }], {
    ...VALID,
    ca: authority,
    ...defined({ passphrase }),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) },
    ],
  })
  return { cert: made.cert, key: made.private }
}

/** Writes texts into files of a new folder, which goes with the test. */
export function filesOf<Name extends string>(texts: Record<Name, string>): Record<Name, string> {
  const folder = mkdtempSync(join(tmpdir(), 'dropship-authority-'))
  cleanUp(() => rmSync(folder, { recursive: true }))
  const files: Partial<Record<Name, string>> = {}
  for (const name of Object.keys(texts) as Name[]) {
    files[name] = join(folder, `${name}.pem`)
    writeFileSync(files[name], texts[name])
  }
  return files as Record<Name, string>
}
