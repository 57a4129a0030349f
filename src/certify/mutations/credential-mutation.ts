import { createHash } from 'node:crypto'
import {
  type Clock,
  type Header,
  type HttpRequest,
  Secret,
  type Transport,
} from '../../core/index.ts'

/** One way to send credentials that must not be accepted. */
export interface CredentialMutation {
  readonly name: string
  /** For the title: «returns 401 for …». */
  readonly title: string
  /** Whether there are no credentials at all, instead of invalid ones. */
  readonly isAbsent?: true
  /** Sent to one operation only: how credentials are compared is the same on all, or nearly so. */
  readonly onOneOperation?: true
  /** Whether a parser of HTTP may reject it with 400 before anybody looks at credentials. */
  readonly mayBeUnreadable?: true
  /** Whether it makes a difference to the correct credentials; always when absent. */
  readonly applies?: (correct: string) => boolean
  /** The credentials to which it does: «a password with letters». */
  readonly needs?: string
  /** Changes a request that is signed with the correct credentials. */
  readonly mutate: (
    signed: HttpRequest,
    context: MutationContext,
  ) => HttpRequest | Promise<HttpRequest>
  /** The same in other ways, which are sent where the ones before got their 401. */
  readonly variants?: readonly CredentialMutation['mutate'][]
}

export interface MutationContext {
  readonly transport: Transport
  readonly clock: Clock
}

export const AUTHORIZATION = 'authorization'

const ALTERED = '(altered on purpose)'

export function without(name: string): CredentialMutation['mutate'] {
  return (signed) => ({
    ...signed,
    headers: signed.headers.filter(([key]) => key.toLowerCase() !== name),
  })
}

/** The same header whatever the credentials are: nothing of it is secret, and reports show it. */
export function literal(name: string, value: string): CredentialMutation['mutate'] {
  return (signed) => ({
    ...signed,
    headers: signed.headers.map(([key, own]): Header => [
      key,
      key.toLowerCase() === name ? value : own,
    ]),
  })
}

export function replaced(
  name: string,
  change: (value: string) => string,
): CredentialMutation['mutate'] {
  return (signed) => ({
    ...signed,
    headers: signed.headers.map(([key, value]): Header => {
      if (key.toLowerCase() !== name) return [key, value]
      const changed = change(value instanceof Secret ? value.expose() : value)
      // What a changed secret still shows of the correct one stays out of reports.
      const scheme = /^(?:Bearer|Basic)\b/.exec(changed)?.[0]
      return [key, new Secret(changed, scheme === undefined ? ALTERED : `${scheme} ${ALTERED}`)]
    }),
  })
}

/**
 * One character near the end becomes another one. Not the last: in a base64 text, as signed tokens are, some of its bits
 * mean nothing, and a changed one may be read as the same.
 */
export function altered(text: string): string {
  const at = Math.max(0, text.length - 5)
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
}

/**
 * The last character becomes one that differs in the first of the six bits which it has in a base64 text: those mean
 * something wherever the text ends.
 */
export function alteredAtItsEnd(text: string): string {
  return `${text.slice(0, -1)}${/[A-Za-f]$/.test(text) ? 'g' : 'A'}`
}

/** One character becomes another one, at a share of the text's length: 0 is the first, 0.5 the middle one. */
export function alteredAt(share: number): (text: string) => string {
  return (text) => {
    const at = Math.floor(text.length * share)
    return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
  }
}

/** Upper-case letters become lower-case ones, and the other way round. */
export function otherCase(text: string): string {
  return text.replaceAll(/[a-z]+|[A-Z]+/g, (letters) =>
    letters === letters.toUpperCase() ? letters.toLowerCase() : letters.toUpperCase(),
  )
}

/** Whether there are letters to write in another case. */
export const HAS_CASE = (text: string): boolean => otherCase(text) !== text

/** Credentials that nobody has: they contain nothing of the correct ones, so that reports show them and curl sends them. */
export function unknown(
  name: string,
  change: (correct: string) => string,
): CredentialMutation['mutate'] {
  return (signed) => ({
    ...signed,
    headers: signed.headers.map(([key, value]): Header => {
      if (key.toLowerCase() !== name) return [key, value]
      return [key, change(value instanceof Secret ? value.expose() : value)]
    }),
  })
}

const UNKNOWN = createHash('sha256').update('credentials that nobody has').digest('hex')

/** A text about as long as the correct one, the same for all of that length: it reveals nothing of it. */
export function stranger(text: string): string {
  return UNKNOWN.slice(0, Math.max(8, Math.min(64, Math.ceil(text.length / 8) * 8)))
}

export const NONE: CredentialMutation = {
  name: 'none',
  title: 'a request without credentials',
  isAbsent: true,
  mutate: without(AUTHORIZATION),
}

export function wrong(
  name: string,
  title: string,
  mutate: CredentialMutation['mutate'],
  limits: Pick<CredentialMutation, 'applies' | 'needs' | 'variants'> = {},
): CredentialMutation {
  return { name, title, mutate: titled(title, mutate), ...limits }
}

/** Reports show it under this title. */
export function titled(
  title: string,
  mutate: CredentialMutation['mutate'],
): CredentialMutation['mutate'] {
  return async (signed, context) => describedBy(title, await mutate(signed, context))
}

/** Reports show what was done to a secret, and nothing of it. */
function describedBy(title: string, request: HttpRequest): HttpRequest {
  return {
    ...request,
    headers: request.headers.map(([key, value]): Header => {
      if (!(value instanceof Secret) || !value.placeholder.includes(ALTERED)) return [key, value]
      return [key, new Secret(value.expose(), value.placeholder.replace(ALTERED, `(${title})`))]
    }),
  }
}

/** What follows the scheme. */
export const token = (value: string): string => value.slice(value.indexOf(' ') + 1)
