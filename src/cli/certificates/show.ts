import { join } from 'node:path'
import {
  type Read,
  readCertificate,
  renderBadge,
  renderCertificatePage,
  type Signature,
} from '../../certify/index.ts'
import { defined, type ExitCode, replaceFile } from '../../core/index.ts'
import { prepareFolder } from '../certifying/publish.ts'
import type { Context } from '../context.ts'
import { type CertificateOptions, readCertificateText, readSignersKey } from './input.ts'
import { certificateText } from './text.ts'
import { printInvalid, verified } from './verify.ts'

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
  if (checked?.ok === false) return printInvalid(checked, options, context)
  const read = await readCertificate(text)
  if (!read.ok) return printInvalid(read, options, context)
  const signature: Signature =
    checked === undefined ? { kind: 'not checked' } : { kind: 'checked', key: checked.key }
  const files =
    options.out === undefined ? undefined : writePage(options.out, read.value, signature, context)
  if (options.json === true) {
    const document = { ok: true, ...read.value, signature, ...defined({ files }) }
    stdout.write(`${JSON.stringify(document)}\n`)
  } else {
    const said =
      signature.kind === 'checked'
        ? `valid, of the key ${signature.key}`
        : 'not checked: dropship certificate verify does, with the public key of the signer'
    stdout.write(certificateText(read.value, said))
    if (files !== undefined) stdout.write(`Page: ${files.page}, badge: ${files.badge}\n`)
  }
  return 0
}

/** @throws HarnessError FILE_UNWRITABLE */
function writePage(
  folder: string,
  read: Read,
  signature: Signature,
  { clock }: Context,
): { readonly page: string; readonly badge: string } {
  prepareFolder(folder)
  const [page, badge] = [join(folder, 'certificate.html'), join(folder, 'badge.svg')]
  replaceFile(page, renderCertificatePage(read, signature, clock.now()))
  replaceFile(badge, renderBadge(read, clock.now()))
  return { page, badge }
}
