import { isUtf8 } from 'node:buffer'
import { decodeUtf8 } from '../utf8.ts'
import { parseJson, withoutMark } from './parse.ts'
import { findSyntaxProblem } from './syntax.ts'

/** Why bytes are not valid JSON: their encoding or their grammar. */
export interface Malformed {
  readonly kind: 'malformed'
  readonly keyword: 'encoding' | 'json'
  /** What is wrong, in one sentence. */
  readonly message: string
  /** The text as far as it can be shown. */
  readonly text: string
  /** Where in the text. */
  readonly offset: number
}

export interface Parsed {
  readonly kind: 'json'
  readonly value: unknown
  readonly text: string
}

/** Decodes and parses bytes as JSON in UTF-8, without a byte order mark. */
export function parseBytes(bytes: Uint8Array): Parsed | Malformed {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const wide = wideEncodingOf(buffer)
  if (wide !== undefined) {
    const text = buffer.subarray(0, 4096).toString('latin1').replaceAll('\u0000', '')
    const message = `the text is ${wide}; JSON travels as UTF-8 (RFC 8259, section 8.1)`
    return { kind: 'malformed', keyword: 'encoding', message, text, offset: 0 }
  }
  return isUtf8(buffer) ? parseText(decodeUtf8(buffer)) : notUtf8(buffer)
}

/** Parses a text as JSON, without a byte order mark. */
export function parseText(text: string): Parsed | Malformed {
  if (withoutMark(text) !== text) {
    const message =
      'the body begins with a byte order mark: send JSON without it (RFC 8259, section 8.1)'
    return { kind: 'malformed', keyword: 'encoding', message, text, offset: 0 }
  }
  const parsed = parseJson(text)
  if (parsed.ok) return { kind: 'json', value: parsed.value, text }
  const { offset, message } = findSyntaxProblem(text) ?? { offset: 0, message: parsed.reason }
  return {
    kind: 'malformed',
    keyword: 'json',
    message: `this is not valid JSON: ${message}`,
    text,
    offset,
  }
}

/** Parses the text of a response as JSON; a byte order mark becomes a blank, so that places stay what they are. */
export function parseResponseText(text: string): Parsed | Malformed {
  const content = withoutMark(text)
  return parseText(content === text ? text : ` ${content}`)
}

/** Detected from a byte order mark, or from the first two characters, which are ASCII in nearly every JSON text. */
function wideEncodingOf(buffer: Buffer): 'UTF-16' | 'UTF-32' | undefined {
  const [first = 0, second = 1] = buffer
  if (first !== 0 && second !== 0 && first < 0xfe) return undefined
  const start = buffer.subarray(0, 4)
  const hex = start.toString('hex')
  if (/^(?:fffe0000|0000feff)$/.test(hex)) return 'UTF-32'
  if (/^(?:fffe|feff)/.test(hex)) return 'UTF-16'
  const character = String.fromCharCode(start.find((byte) => byte !== 0) ?? 0)
  if (!'{["'.includes(character)) return undefined
  const zeros = Array.from(start, (byte) => (byte === 0 ? '0' : 'x')).join('')
  if (zeros === 'x000' || zeros === '000x') return 'UTF-32'
  return zeros === 'x0x0' || zeros === '0x0x' ? 'UTF-16' : undefined
}

function notUtf8(buffer: Buffer): Malformed {
  const text = buffer.toString('utf8')
  let offset = text.indexOf('\uFFFD')
  let byte = Buffer.byteLength(text.slice(0, offset))
  // The text may also hold the replacement character itself.
  while (buffer[byte] === 0xef && buffer[byte + 1] === 0xbf && buffer[byte + 2] === 0xbd) {
    const next = text.indexOf('\uFFFD', offset + 1)
    byte += Buffer.byteLength(text.slice(offset, next))
    offset = next
  }
  const shown = `0x${(buffer[byte] ?? 0).toString(16).padStart(2, '0')}`
  return {
    kind: 'malformed',
    keyword: 'encoding',
    message: `the byte ${shown} is not valid UTF-8 here; is the text Latin-1 or Windows-1252?`,
    text,
    offset,
  }
}
