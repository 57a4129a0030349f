import { MIMEType } from 'node:util'

/** RFC 6838 §4.2: what a type and a subtype may be called begins with the first, and goes on with the second. */
const [FIRST, REST] = [String.raw`[a-z\d]`, String.raw`[\w!#$&^.+-]`]

/**
 * The media types that are JSON, as a regular expression's source, to be read without regard to case:
 * `application/json` (RFC 8259 §11), and whatever carries the structured suffix `+json` (RFC 6839 §3.1). Not `text/json`,
 * which is not registered and which the parsers of Express and Fastify ignore; not `application/json-seq`, which is not a
 * JSON text.
 */
export const JSON_MEDIA_TYPES = String.raw`(?:application/json|${FIRST}${REST}{0,126}/${FIRST}${REST}{0,121}\+json)`

const JSON_ESSENCE = new RegExp(`^${JSON_MEDIA_TYPES}$`, 'i')

/** Whether a media type, parameters allowed, is JSON. */
export function isJsonMediaType(mediaType: string): boolean {
  return JSON_ESSENCE.test(parsed(mediaType)?.essence ?? '')
}

/** A media type without its parameters, in lower case; empty for anything else. */
export function essenceOfMediaType(mediaType: string): string {
  return parsed(mediaType)?.essence ?? ''
}

/**
 * Whether a request's Content-Type declares JSON in UTF-8, which is the only encoding that JSON travels in (RFC 8259
 * §8.1). A `charset` is not defined for JSON: one that names UTF-8 says nothing new, one that names another encoding
 * contradicts.
 */
export function declaresJson(contentType: string | undefined): boolean {
  if (contentType === 'application/json') return true
  const mediaType = contentType === undefined ? undefined : parsed(contentType)
  if (mediaType === undefined || !JSON_ESSENCE.test(mediaType.essence)) return false
  const charset = mediaType.params.get('charset')
  return charset === null || /^utf-?8$/i.test(charset)
}

/** As browsers and servers read the header (WHATWG MIME Sniffing §4.4): invalid parameters are ignored. */
function parsed(text: string): MIMEType | undefined {
  try {
    return new MIMEType(text)
  } catch {
    return undefined
  }
}
