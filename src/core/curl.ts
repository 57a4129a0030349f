import type { HttpRequest } from './exchange.ts'
import { Secret } from './secret.ts'

const INLINE_BODY_LIMIT = 4096

/** In double quotes, so that `$VARIABLES` in a placeholder are filled in by the shell; all else is literal. */
function quoteSecret(prefix: string, secret: Secret): string {
  const text = `${prefix}${secret.placeholder}`.replaceAll(/[\\"`]/g, (char) => `\\${char}`)
  return `"${text}"`
}

/** In single quotes: nothing in it is special to a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/**
 * A request as a curl command for a POSIX shell. Secrets stay `$VARIABLES`; a body over 4 KiB is cut out
 * and read from standard input instead (`@-`).
 */
export function renderCurl(request: HttpRequest): string {
  const parts = ['curl -sS -i', `-X ${request.method}`, quote(request.url)]
  for (const [name, value] of request.headers) {
    parts.push(
      value instanceof Secret
        ? `-H ${quoteSecret(`${name}: `, value)}`
        : `-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`,
    )
  }
  if (request.body instanceof Uint8Array) {
    const text = new TextDecoder('utf-8', { fatal: false }).decode(request.body)
    const printable = request.body.length <= INLINE_BODY_LIMIT && !/[\0\uFFFD]/.test(text)
    parts.push(printable ? `--data-binary ${quote(text)}` : '--data-binary @-')
  }
  return parts.join(' ')
}
