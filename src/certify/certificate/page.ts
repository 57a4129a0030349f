import { escapeHtml } from '../../core/index.ts'
import { pageHead } from '../report/html/head.ts'
import { LEVELS } from '../results/check.ts'
import { outsideItsTime } from './agreement.ts'
import { expiryOf, renderBadge, startOf } from './badge.ts'
import { type Fact, factsOf, LEVEL_SENTENCES, subjectOfCertificate } from './facts.ts'
import { PAGE_STYLE } from './page-style.ts'
import type { Read } from './verify.ts'

/** What a page says of the signature. */
export type Signature =
  | { readonly kind: 'checked'; readonly key: string }
  | { readonly kind: 'not checked' }

/** A certificate as one page for people; whatever it contains is shown as text, and nothing runs or loads. */
export function renderCertificatePage(read: Read, signature: Signature, now: number): string {
  const { level } = read.certificate
  const subject = subjectOfCertificate(read)
  const kind = read.format === 'certificate' ? read.certificate.subject : 'endpoint'
  const invalid = outsideItsTime({ startedAt: startOf(read), expiresAt: expiryOf(read) }, now)
  const title = `${invalid === undefined ? 'Certified' : 'Certificate, no longer valid'} at level ${level}: ${subject}`
  return `${pageHead(title, PAGE_STYLE)}
<body>
<main>
<header>
<p class="kind">Drop Ship ${kind} certificate</p>
<h1>${escapeHtml(subject)}</h1>
<p class="level ${invalid === undefined ? 'valid' : 'invalid'}">${invalid === undefined ? `Certified at level <b>${level}</b> until ${escapeHtml(expiryOf(read).slice(0, 10))}` : escapeHtml(`Not valid: ${invalid}`)}</p>
${renderBadge(read, now)}</header>
<section aria-label="What it means">
<h2>What it means</h2>
<ul>${LEVELS.slice(0, LEVELS.indexOf(level) + 1)
    .map((own) => `<li><b>${own}</b> ${LEVEL_SENTENCES[kind][own]}</li>`)
    .join('')}</ul>
<p>${escapeHtml(signatureText(read, signature))}</p>
</section>
<section aria-label="What it says">
<h2>What it says</h2>
<dl>${factsOf(read).map(renderFact).join('\n')}</dl>
</section>
</main>
</body>
</html>
`
}

function signatureText(read: Read, signature: Signature): string {
  const checked =
    signature.kind === 'checked'
      ? `The signature of the key ${signature.key} was checked when this page was made.`
      : 'The signature was not checked when this page was made: dropship certificate verify checks it with the public key of the signer.'
  const proves =
    read.format === 'certificate' && read.countersignature !== undefined
      ? 'Somebody other than the partner repeated a share of the checks and signed it.'
      : "A partner's own signature proves who signed it and that it was not changed since. It does not prove that the run took place as it says: whoever holds the key can sign anything."
  return `${checked} ${proves}`
}

function renderFact({ name, texts, details = [] }: Fact): string {
  const shown = texts.length === 1 ? escapeHtml(texts[0] ?? '') : list(texts)
  return `<div><dt>${escapeHtml(name)}</dt><dd>${shown}${details.length === 0 ? '' : list(details)}</dd></div>`
}

function list(texts: readonly string[]): string {
  return `<ul>${texts.map((text) => `<li>${escapeHtml(text)}</li>`).join('')}</ul>`
}
