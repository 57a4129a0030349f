import { HarnessError } from './errors.ts'
import { printableLine } from './printable.ts'
import { shownUrl } from './secret-query.ts'

/** What a URL is for, as errors name it. */
export interface UrlPurpose {
  /** `The token URL`. */
  readonly subject: string
  readonly example: string
  /** Where a user name and a password belong instead; absent where the URL may carry them. */
  readonly credentialsBelong?: string
}

const ENDPOINT: UrlPurpose = {
  subject: "The endpoint's URL",
  example: 'https://client.example/webhooks',
  credentialsBelong: 'put them into --auth basic --username … and DROPSHIP_PASSWORD',
}

/** RFC 9110 §4.1 asks everybody to support this many octets, and nobody to support more. */
const MAX_LENGTH = 8000

/** The schemes of {@link readHttpUrl}. */
const HTTP_SCHEMES: readonly string[] = ['http', 'https']

/**
 * Checks a URL that requests are to be sent to. It is kept as it is written, query included; its scheme becomes lower case.
 *
 * @param where what the URL was given with: an option, a line of a file, a name
 * @throws HarnessError INVALID_URL with what is wrong
 */
export function readHttpUrl(text: string, where: string, purpose: UrlPurpose = ENDPOINT): string {
  const url = text.trim()
  const problem = urlProblem(url, HTTP_SCHEMES, purpose.credentialsBelong === undefined)
  if (problem === undefined) return url.replace(/^[^:]+/, (scheme) => scheme.toLowerCase())
  const { kind, found = JSON.stringify(shownText(text)) } = problem
  throw new HarnessError('INVALID_URL', `${purpose.subject} is not one that can be called.`, {
    expected: 'an absolute http or https URL',
    found,
    where,
    next: NEXT[kind](url, purpose),
  })
}

/** What is wrong with a URL: a closed set, so that every kind has its advice. */
type UrlProblemKind =
  | 'length'
  | 'unprintable'
  | 'backslash'
  | 'syntax'
  | 'scheme'
  | 'credentials'
  | 'fragment'
  | 'percent'
  | 'port'

export interface UrlProblem {
  readonly kind: UrlProblemKind
  /** What was found, without secrets; absent where it would be the whole text. */
  readonly found?: string
}

const NEXT: Readonly<Record<UrlProblemKind, (url: string, purpose: UrlPurpose) => string>> = {
  length: () => `shorten it: ${MAX_LENGTH} characters are what every server has to accept`,
  unprintable: () => 'leave the character out, or percent-encode it',
  backslash: () => 'write / between the parts of a path, and %5C for a backslash',
  syntax: (url, { example }) => schemeAdvice(url) ?? `give a URL such as ${example}`,
  scheme: (_url, { example }) => `give a URL such as ${example}`,
  credentials: (_url, { credentialsBelong }) => credentialsBelong ?? 'leave them out',
  fragment: () => 'leave it out: a fragment is never sent',
  percent: () => 'write %25 for a percent sign',
  port: () => 'give the port that the server listens on',
}

/**
 * What keeps a text from being a URL that can be called; one rule for every place that takes a URL. Parsers disagree on
 * backslashes, control characters and a percent sign by itself, so none of them is accepted.
 *
 * @param text without white space around it
 * @param schemes in lower case, without the colon
 * @param mayHaveCredentials whether a user name and a password may precede the host
 */
export function urlProblem(
  text: string,
  schemes: readonly string[],
  mayHaveCredentials: boolean,
): UrlProblem | undefined {
  if (text.length > MAX_LENGTH) {
    return { kind: 'length', found: `a URL of ${text.length} characters` }
  }
  const unprintable = unprintableAt(text)
  if (unprintable !== undefined) return unprintable
  if (text.includes('\\')) return { kind: 'backslash' }
  const [, scheme = '', authority = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)/i.exec(text) ?? []
  const url = parsedUrl(text)
  if (authority === '' || url === undefined) return { kind: 'syntax' }
  if (!schemes.includes(scheme.toLowerCase())) return { kind: 'scheme' }
  if (authority.includes('@') && !mayHaveCredentials) {
    return { kind: 'credentials', found: 'with credentials in it' }
  }
  if (text.includes('#')) return { kind: 'fragment', found: '"#" and what follows' }
  if (/%(?![\da-f]{2})/i.test(text.slice(text.indexOf(authority) + authority.length))) {
    return { kind: 'percent', found: '"%" without two hexadecimal digits after it' }
  }
  return url.port === '0' ? { kind: 'port', found: 'port 0' } : undefined
}

/**
 * A URL of any scheme, taken apart. `URL.canParse` is not asked: once Node 20 has optimized it, after some thousand calls, it
 * is `false` for hosts and paths beyond ASCII.
 */
export function parsedUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** White space and what nobody sees: pasted with the URL, and percent-encoded or dropped by whoever sends it. */
function unprintableAt(text: string): UrlProblem | undefined {
  const characters = Array.from(text)
  const at = characters.findIndex((char) => /\s/.test(char) || printableLine(char) !== char)
  const char = characters[at]
  if (char === undefined) return undefined
  const code = char.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')
  const shown = JSON.stringify(shownText(text))
  return { kind: 'unprintable', found: `U+${code} as character ${at + 1} of ${shown}` }
}

/** Whoever leaves the scheme out is asked which one is meant. */
function schemeAdvice(url: string): string | undefined {
  if (namesScheme(url) || urlProblem(`https://${url}`, HTTP_SCHEMES, false) !== undefined) {
    return undefined
  }
  return `did you mean https://${shownUrl(url)} or http://${shownUrl(url)}?`
}

/** Whether a text begins with a scheme; digits after the colon are the port of a host. */
export function namesScheme(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text)
}

/** Omits what could be a password, however the text is written. */
function shownText(text: string): string {
  return shownUrl(text).replace(/^([a-z][a-z0-9+.-]*:[/\\]*)?.*@/is, '$1…@')
}

/** A path below a base URL: it comes after the URL's own path, and before the URL's query. */
export function belowUrl(base: string, path: string): string {
  const queryAt = base.indexOf('?')
  const front = queryAt === -1 ? base : base.slice(0, queryAt)
  return `${front.replace(/\/+$/, '')}${path}${base.slice(front.length)}`
}
