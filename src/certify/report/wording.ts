import { isLoopbackHost, parsedUrl, plural } from '../../core/index.ts'
import type { Report, ReportedRoute } from '../results/report.ts'

/** A text as a sentence: with a capital letter and a full stop. */
export function asSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
}

/** The sentence of a requirement; empty for one that the report does not list. */
export function sentenceOf({ requirements }: Report, id: string): string {
  return requirements.find((requirement) => requirement.id === id)?.sentence ?? ''
}

/** Under which checks of no single operation are listed. */
export function wholeOf({ timelines }: Pick<Report, 'timelines'>): string {
  return timelines === undefined ? 'the endpoint as a whole' : 'the sender as a whole'
}

type Subject = Pick<Report, 'endpoint' | 'notEnabled' | 'addresses' | 'partner' | 'environment'>

/** What the verdict is about: `Acme Retail, staging: https://… (2 of 3 operations)`; several URLs are counted alone. */
export function subjectOf({ endpoint, notEnabled, addresses, ...owner }: Subject): string {
  const total = addresses.length + notEnabled.length
  const isWhole = notEnabled.length === 0
  const count = isWhole ? plural(total, 'operation') : `${addresses.length} of ${total} operations`
  const places =
    endpoint.includes(', ') && total > 0 ? count : isWhole ? endpoint : `${endpoint} (${count})`
  const names = ownerOf(owner)
  return names === undefined ? places : `${names}: ${places}`
}

/** Whose endpoint it is, and which: `Acme Retail, staging`. */
export function ownerOf({
  partner,
  environment,
}: Pick<Report, 'partner' | 'environment'>): string | undefined {
  const names = [partner, environment].filter((name) => name !== undefined)
  return names.length === 0 ? undefined : names.join(', ')
}

/** Names the operations that were not part of the run; empty when all were. */
export function notEnabledText(notEnabled: readonly string[]): string {
  return notEnabled.length === 0 ? '' : `not enabled: ${notEnabled.join(', ')}`
}

/** What was special about the way to the endpoint, a text each; of authorities those that a connection needed. */
export function routeTexts({
  proxies,
  clientCertificate,
  requestHeaders,
  authorities,
}: ReportedRoute): string[] {
  return [
    ...proxies.map((host) => `through the proxy ${host}`),
    ...(clientCertificate === undefined
      ? []
      : [`with the client certificate ${named(clientCertificate)}`]),
    ...(requestHeaders.length === 0
      ? []
      : [`with the request headers ${requestHeaders.join(', ')}`]),
    // Others are trusted too (a company's bundle has dozens), and the JSON lists them.
    ...authorities
      .filter(({ neededFor }) => neededFor.length > 0)
      .map(
        ({ source, neededFor, ...authority }) =>
          `trusting ${named(authority)} of ${source}, needed for ${neededFor.join(', ')}`,
      ),
  ]
}

function named({ subject, sha256 }: { readonly subject: string; readonly sha256: string }): string {
  return `${subject} (SHA-256 ${sha256})`
}

/** What to do next where a certificate is for an address that no live endpoint has. */
export function nextOfAddress({
  verdict,
  addresses,
  timelines,
}: Pick<Report, 'verdict' | 'addresses' | 'timelines'>): string[] {
  if (verdict !== 'certified' || timelines !== undefined) return []
  const urls = addresses.flatMap(({ url }) => parsedUrl(url) ?? [])
  if (urls.some(({ hostname }) => isLoopbackHost(hostname)))
    return ['The address is on this machine: certify the public https address before it goes live.']
  return urls.some(({ protocol }) => protocol === 'http:')
    ? ['The address is plain http: certify the https address before it goes live.']
    : []
}
