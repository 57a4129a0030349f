import { type Header, headerOf, type HttpRequest } from './exchange.ts'
import { Secret } from './secret.ts'
import { shownUrl } from './secret-query.ts'
import { shellQuoted } from './shell.ts'

const INLINE_BODY_LIMIT = 4096

/** Stands for user name and password of HTTP Basic in Base64, which curl makes of both. */
export const BASIC_CREDENTIALS = '$DROPSHIP_BASIC_CREDENTIALS'
const BASIC_USER = '-u "$DROPSHIP_USERNAME:$DROPSHIP_PASSWORD"'

/** In double quotes, so that the `$VARIABLES` of a placeholder are filled in by the shell; all else is literal. */
function quoteSecret(name: string, secret: Secret): string {
  const literal = `${name}: `.replaceAll(/[\\"`$]/g, String.raw`\$&`)
  return `"${literal}${secret.placeholder.replaceAll(/[\\"`]|\$(?![A-Z_a-z])/g, String.raw`\$&`)}"`
}

/** Whether a body can be part of a command: text up to 4 KiB. */
export function fitsCommand(body: Uint8Array): boolean {
  return body.length <= INLINE_BODY_LIMIT && !/[\0\uFFFD]/.test(exactText(body))
}

function exactText(body: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(body)
}

/**
 * A request as a curl command for a POSIX shell. Secrets stay `$VARIABLES`, those of HTTP Basic `-u`. A body over 4 KiB, one that is not text and
 * one that is streamed are read from standard input instead (`@-`).
 *
 * @param isPiped reads the body from standard input, whatever it holds
 */
export function renderCurl(request: HttpRequest, isPiped = false): string {
  const method = /^[A-Z]+$/.test(request.method) ? request.method : shellQuoted(request.method)
  const url = expandPlaceholders(shellQuoted(shownUrl(request.url)))
  const parts = ['curl -sS -i', `-X ${method}`, url]
  // curl would read ranges and sets out of these.
  if (/[[\]{}]/.test(request.url)) parts.push('--globoff')
  parts.push(...request.headers.map(headerArgument))
  if (request.body === undefined) return parts.join(' ')
  // curl would call the body a form.
  if (headerOf(request, 'content-type') === undefined) parts.push("-H 'Content-Type:'")
  return [...parts, ...bodyArguments(request.body, isPiped)].join(' ')
}

function headerArgument([name, value]: Header): string {
  if (!(value instanceof Secret))
    return `-H ${shellQuoted(value === '' ? `${name};` : `${name}: ${value}`)}`
  const isBasic =
    name.toLowerCase() === 'authorization' && value.placeholder === `Basic ${BASIC_CREDENTIALS}`
  return isBasic ? BASIC_USER : `-H ${quoteSecret(name, value)}`
}

/**
 * Lets the shell fill in the variables of a command's single-quoted parts, where secrets that an excerpt held were replaced
 * by their placeholders: `'secret=$DROPSHIP_CLIENT_SECRET'` becomes `'secret='"$DROPSHIP_CLIENT_SECRET"''`.
 */
export function expandPlaceholders(command: string): string {
  return command.replaceAll(/'[^']*'|"(?:\\.|[^"\\])*"|\\./g, (part) =>
    part.startsWith("'") ? part.replaceAll(/\$(?:DROPSHIP|AWS)_[A-Z\d_]+/g, `'"$&"'`) : part,
  )
}

function bodyArguments(body: NonNullable<HttpRequest['body']>, isPiped: boolean): string[] {
  if (typeof body === 'function') return ["-H 'Transfer-Encoding: chunked'", '--data-binary @-']
  if (isPiped || !fitsCommand(body)) return ['--data-binary @-']
  const text = exactText(body)
  // After `--data-binary`, a leading @ names a file.
  return [`${text.startsWith('@') ? '--data-raw' : '--data-binary'} ${shellQuoted(text)}`]
}
