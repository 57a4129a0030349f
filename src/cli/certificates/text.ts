import {
  expiryOf,
  factsOf,
  type Read,
  subjectOfCertificate,
  type Verification,
} from '../../certify/index.ts'
import { printableLine } from '../../core/index.ts'

/** What a verification came to, for a terminal. Whatever a certificate contains is made safe to print. */
export function verificationText(
  verification: Verification,
  checked: { readonly report: boolean },
): string {
  if (!verification.ok) return `NOT VALID: ${printableLine(verification.reason)}\n`
  const { key, partnerKey, format } = verification
  const signed =
    partnerKey === undefined
      ? `with the key ${key}`
      : `with the key ${partnerKey}, countersigned with the key ${key}`
  return [
    `VALID${format === 'first format' ? ' (first format)' : ''}: ${certifiedText(verification)}`,
    ...factLines(verification),
    line('signed', signed),
    line(
      'checked',
      `signature, time, contract${format === 'certificate' ? ', requirement set' : ''}${checked.report ? ', report' : '; not the report (--report FILE)'}`,
    ),
    '',
  ]
    .map(printableLine)
    .join('\n')
}

/** What a certificate says, for a terminal. */
export function certificateText(read: Read, signature: string): string {
  return [certifiedText(read), ...factLines(read), line('signature', signature), '']
    .map(printableLine)
    .join('\n')
}

function certifiedText(read: Read): string {
  const until = expiryOf(read).slice(0, 10)
  return `${subjectOfCertificate(read)} is certified at level ${read.certificate.level} until ${until}`
}

function factLines(read: Read): string[] {
  return factsOf(read).flatMap(({ name, texts }) => texts.map((text) => line(name, text)))
}

function line(name: string, text: string): string {
  return `  ${name.padEnd(WIDTH)} ${text}`
}

/** Of the longest name. */
const WIDTH = 12
