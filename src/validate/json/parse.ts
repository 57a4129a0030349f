import { isUtf8 } from 'node:buffer'
import { messageOf } from '../../core/index.ts'
import { findSyntaxProblem } from './syntax.ts'

/** Why bytes are no JSON: their encoding or their grammar. */
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

const UTF16 = 'is UTF-16; JSON travels as UTF-8 (RFC 8259, section 8.1)'

/** Decodes and parses bytes as JSON in UTF-8; a byte order mark is passed over. */
export function parseBytes(bytes: Uint8Array): Parsed | Malformed {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (isUtf16(buffer)) {
    const text = buffer.subarray(0, 4096).toString('latin1').replaceAll('\u0000', '')
    return { kind: 'malformed', keyword: 'encoding', message: `the text ${UTF16}`, text, offset: 0 }
  }
  const hasMark = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf
  const content = hasMark ? buffer.subarray(3) : buffer
  return isUtf8(content) ? parseText(content.toString('utf8')) : notUtf8(content)
}

/** Parses a text as JSON. */
export function parseText(text: string): Parsed | Malformed {
  try {
    return { kind: 'json', value: JSON.parse(text) as unknown, text }
  } catch (error) {
    const problem = findSyntaxProblem(text) ?? { offset: 0, message: messageOf(error) }
    return {
      kind: 'malformed',
      keyword: 'json',
      message: `this is no JSON: ${problem.message}`,
      text,
      offset: problem.offset,
    }
  }
}

/** By its byte order mark, or by a first character that fills two bytes. */
function isUtf16(buffer: Buffer): boolean {
  const [first, second] = buffer
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true
  const starts = '{["'.includes(String.fromCharCode(first || (second ?? 0)))
  return buffer.length >= 4 && starts && (first === 0 || second === 0)
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
    message: `the byte ${shown} is no UTF-8 here; is the text Latin-1 or Windows-1252?`,
    text,
    offset,
  }
}
