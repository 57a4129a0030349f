import { isUtf8 } from 'node:buffer'
import { messageOf } from '../../src/core/index.ts'

export type ParsedBody =
  | { readonly ok: true; readonly value: unknown }
  /** One sentence that says why the body is no JSON. */
  | { readonly ok: false; readonly message: string }

/** Parses a body as JSON text, which is UTF-8 without a byte order mark (RFC 8259 §8.1). */
export function parseJsonBody(body: Buffer): ParsedBody {
  if (body.length === 0) return { ok: false, message: 'The body is empty: send a JSON object.' }
  if (!isUtf8(body)) return { ok: false, message: 'The body is not valid UTF-8.' }
  try {
    return { ok: true, value: JSON.parse(body.toString('utf8')) as unknown }
  } catch (error) {
    if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) {
      return { ok: false, message: 'The body starts with a byte order mark: send JSON without it.' }
    }
    return { ok: false, message: `The body is not JSON: ${shown(error)}.` }
  }
}

/** The parser's own words, which quote the body: kept short. */
function shown(error: unknown): string {
  return messageOf(error).slice(0, 160)
}

/** Whether a Content-Type says JSON in UTF-8, parameters allowed. */
export function declaresJson(contentType: string | undefined): boolean {
  if (contentType === undefined) return false
  if (contentType === 'application/json') return true
  const [media = '', ...parameters] = contentType.toLowerCase().split(';')
  if (!/^application\/(?:[\w.!#$&^-]+\+)?json$/.test(media.trim())) return false
  return parameters.every((parameter) => {
    const [name = '', value = ''] = parameter.split('=')
    return name.trim() !== 'charset' || /^"?utf-?8"?$/.test(value.trim())
  })
}
