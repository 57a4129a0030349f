import type { KeyObject } from 'node:crypto'
import { type Verification, verifyCertificate } from '../../certify/index.ts'
import { defined, type ExitCode } from '../../core/index.ts'
import type { Context } from '../context.ts'
import { contractOf, readCommonOptions } from '../options/common.ts'
import {
  type CertificateOptions,
  readCertificateText,
  readReport,
  readSignersKey,
} from './input.ts'
import { verificationText } from './text.ts'

/** Verifies a certificate's text with the key, the contract and the report that options name. */
export async function verified(
  text: string,
  raw: Readonly<Record<string, unknown>>,
  key: KeyObject,
  { clock }: Context,
): Promise<Verification> {
  const { title, version, sha256 } = await contractOf(readCommonOptions(raw))
  const report = readReport(raw as unknown as CertificateOptions)
  return verifyCertificate(text, {
    key,
    now: clock.now(),
    contract: { title, version, sha256 },
    ...defined({ report }),
  })
}

/** `dropship certificate verify`: exit code 0 when valid, 1 when not. */
export async function verify(
  file: string,
  raw: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<ExitCode> {
  const options = raw as unknown as CertificateOptions
  const key = readSignersKey(options)
  const verification = await verified(readCertificateText(file), raw, key, context)
  if (!verification.ok) return printInvalid(verification, options, context)
  context.stdout.write(
    options.json === true
      ? `${JSON.stringify(verification)}\n`
      : verificationText(verification, { report: options.report !== undefined }),
  )
  return 0
}

/** Says why a certificate is not valid. */
export function printInvalid(
  verification: Verification & { readonly ok: false },
  { json }: CertificateOptions,
  { stdout }: Context,
): ExitCode {
  stdout.write(
    json === true
      ? `${JSON.stringify(verification)}\n`
      : verificationText(verification, { report: false }),
  )
  return 1
}
