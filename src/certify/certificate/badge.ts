import { escapeHtml } from '../../core/index.ts'
import { outsideItsTime } from './agreement.ts'
import { DAY_MS, VALID_DAYS } from './certificate.ts'
import type { Read } from './verify.ts'

/** Widths of a text in the badge's font: close enough for labels of one line. */
const CHARACTER = 6.6
const PADDING = 12

/** A badge for a README: subject, level and the day until which it is valid; grey once it is not. */
export function renderBadge(read: Read, now: number): string {
  const { level } = read.certificate
  const expires = expiryOf(read)
  const isValid =
    outsideItsTime({ startedAt: startOf(read), expiresAt: expires }, now) === undefined
  const day = expires.slice(0, 10)
  const left = 'Drop Ship'
  const right = isValid ? `${level} until ${day}` : `expired on ${day}`
  const [leftWidth, rightWidth] = [left, right].map((text) => width(text))
  const total = Number(leftWidth) + Number(rightWidth)
  const title = `${left}: ${right}`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${total}" height="20" role="img" aria-label="${escapeHtml(title)}">
<title>${escapeHtml(title)}</title>
<clipPath id="r"><rect width="${total}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect width="${leftWidth}" height="20" fill="#444"/><rect x="${leftWidth}" width="${rightWidth}" height="20" fill="${isValid ? '#1a7f37' : '#6e7781'}"/></g>
<g fill="#fff" text-anchor="middle" font-family="Verdana, DejaVu Sans, sans-serif" font-size="11"><text x="${Number(leftWidth) / 2}" y="14">${escapeHtml(left)}</text><text x="${Number(leftWidth) + Number(rightWidth) / 2}" y="14">${escapeHtml(right)}</text></g>
</svg>
`
}

function width(text: string): number {
  return Math.round(text.length * CHARACTER + PADDING)
}

/** Until when a certificate is valid: ISO 8601 in UTC. */
export function expiryOf(read: Read): string {
  return read.format === 'certificate'
    ? read.certificate.expiresAt
    : new Date(Date.parse(read.certificate.certifiedAt) + VALID_DAYS * DAY_MS).toISOString()
}

export function startOf(read: Read): string {
  return read.format === 'certificate' ? read.certificate.startedAt : read.certificate.certifiedAt
}
