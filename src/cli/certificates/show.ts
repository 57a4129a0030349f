import { join } from 'node:path'
import {
  type Read,
  readCertificate,
  renderBadge,
  renderCertificatePage,
  type Signature,
  type Verification,
} from '../../certify/index.ts'
import { type ExitCode, replaceFile } from '../../core/index.ts'
import { prepareFolder } from '../certifying/publish.ts'
import type { Context } from '../context.ts'
import { type CertificateOptions, readCertificateText, readSignersKey } from './input.ts'
import { certificateText, verificationText } from './text.ts'
import { verified } from './verify.ts'

/** `dropship certificate show`: what it says, as text, or as a page and a badge in the folder of `--out`. */
export async function show(
  file: string,
  raw: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<ExitCode> {
  const options = raw as unknown as CertificateOptions
  const { stdout } = context
  const key = options.key === undefined ? undefined : readSignersKey(options)
  const text = readCertificateText(file)
  const checked = key === undefined ? undefined : await verified(text, raw, key, context)
  if (checked?.ok === false) return rejected(checked, context)
  const read = await readCertificate(text)
  if (!read.ok) return rejected(read, context)
  const signature: Signature =
    checked === undefined ? { kind: 'not checked' } : { kind: 'checked', key: checked.key }
  if (options.json === true) stdout.write(`${JSON.stringify({ ...read.value, signature })}\n`)
  else {
    const said =
      signature.kind === 'checked'
        ? `valid, of the key ${signature.key}`
        : 'not checked: dropship certificate verify does, with the public key of the signer'
    stdout.write(certificateText(read.value, said))
  }
  if (options.out !== undefined) writePage(options.out, read.value, signature, context, options)
  return 0
}

function rejected(
  verification: Verification & { readonly ok: false },
  { stdout }: Context,
): ExitCode {
  stdout.write(verificationText(verification, { report: false }))
  return 1
}

/** @throws HarnessError FILE_UNWRITABLE */
function writePage(
  folder: string,
  read: Read,
  signature: Signature,
  { clock, stdout }: Context,
  { json }: CertificateOptions,
): void {
  prepareFolder(folder)
  const [page, badge] = [join(folder, 'certificate.html'), join(folder, 'badge.svg')]
  replaceFile(page, renderCertificatePage(read, signature, clock.now()))
  replaceFile(badge, renderBadge(read, clock.now()))
  if (json !== true) stdout.write(`Page: ${page}, badge: ${badge}\n`)
}
