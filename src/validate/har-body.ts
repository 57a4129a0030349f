import {
  isRecord,
  type Malformed,
  type Parsed,
  parseBytes,
  parseResponseText,
  parseText,
  type Segment,
  undoContentEncoding,
  withoutMark,
} from '../core/index.ts'
import { type PlacedText, withinString } from './placed.ts'
import type { MissingReason } from './statistics.ts'
import { MAX_INFLATED_BYTES, packingOf } from './unpack.ts'

export type Captured = Readonly<Record<string, unknown>>

/** One direction of an entry. */
export interface CapturedMessage {
  readonly of: 'request' | 'response'
  /** `request` or `response` of the entry. */
  readonly message: Captured
  /** Its `postData` or `content`, and where that is. */
  readonly content: Captured
  readonly at: readonly Segment[]
}

/** What a capture contains of a body. */
export type CapturedBody =
  | { readonly kind: 'text'; readonly parsed: Parsed | Malformed; readonly source: PlacedText }
  /** Nothing was sent. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'missing'; readonly reason: MissingReason }

/**
 * Reads the body of a captured message (HAR 1.2). What the capture does not contain, because it is in another file, was left
 * out, cut or is compressed beyond recognition, is missing: nobody can say whether it was valid.
 */
export function capturedBody(captured: CapturedMessage, whole: PlacedText): CapturedBody {
  const { text } = captured.content
  return typeof text === 'string' && text !== ''
    ? readText(captured, text, whole)
    : withoutText(captured)
}

function withoutText({ of, message, content }: CapturedMessage): CapturedBody {
  // Playwright and others write bodies into files beside the capture.
  if (typeof content._file === 'string') return { kind: 'missing', reason: 'elsewhere' }
  const sizes = sizesOf(of, message, content)
  if (sizes.some((size) => size > 0)) return { kind: 'missing', reason: 'omitted' }
  // Of a response without a size nothing says that it had a body; -1 is a size that is not known.
  const isEmptyText = content.text === '' && message.bodySize === undefined
  const isKnown = sizes.includes(0) || isEmptyText || of === 'response'
  return isKnown ? { kind: 'empty' } : { kind: 'missing', reason: 'omitted' }
}

/** What the capture says of the body's size, in bytes; -1 is written for an unknown one. */
function sizesOf(of: CapturedMessage['of'], message: Captured, content: Captured): number[] {
  const length = capturedHeader(message, 'content-length')
  const sizes = [
    message.bodySize,
    of === 'response' ? content.size : undefined,
    length === undefined || !/^\d{1,15}$/.test(length) ? undefined : Number(length),
  ]
  return sizes.filter((size): size is number => typeof size === 'number' && size >= 0)
}

function readText(captured: CapturedMessage, text: string, whole: PlacedText): CapturedBody {
  const { of, message, content, at } = captured
  const isBase64 = String(content.encoding).toLowerCase() === 'base64' && BASE64.test(text)
  const bytes = isBase64 ? Buffer.from(text, 'base64') : undefined
  const read = bytes === undefined ? READ[of].text(text) : READ[of].bytes(bytes)
  const body = (parsed: Parsed | Malformed, isText: boolean): CapturedBody => ({
    kind: 'text',
    parsed,
    source: withinString(whole, [...at, 'text'], parsed.text, isText),
  })
  if (read.kind === 'json') return body(read, !isBase64)
  const encoding = capturedHeader(message, 'content-encoding')?.toLowerCase()
  const packed = bytes ?? (LATIN_1.test(text) ? Buffer.from(text, 'latin1') : undefined)
  const unpacked = packed === undefined ? undefined : undone(packed, encoding)
  if (unpacked !== undefined) return body(READ[of].bytes(unpacked), false)
  if (isCompressed(encoding, read.text)) return { kind: 'missing', reason: 'compressed' }
  const length = bytes?.length ?? Buffer.byteLength(text)
  const isCut =
    encoding === undefined && sizesOf(of, message, content).some((size) => size > length)
  return isCut ? { kind: 'missing', reason: 'cut' } : body(read, !isBase64)
}

/** Some exporters say base64 of text that they write as it is. */
const BASE64 = /^[\w+/=\s-]*$/
/** Bytes that were written as characters of the same number. */
const LATIN_1 = /^[\0-\u00FF]*$/

const READ = {
  request: { text: parseText, bytes: parseBytes },
  response: {
    text: parseResponseText,
    bytes: (bytes: Uint8Array) => parseBytes(withoutMark(bytes)),
  },
} as const

/** Undoes the encoding that the headers name, or gzip, which is told by its first bytes. */
function undone(bytes: Uint8Array, encoding: string | undefined): Uint8Array | undefined {
  const named = encoding ?? (packingOf('', bytes) === 'gzip' ? 'gzip' : undefined)
  if (named === undefined) return undefined
  try {
    return undoContentEncoding(named, bytes, { maxOutputLength: MAX_INFLATED_BYTES })
  } catch {
    return undefined
  }
}

/** Text is shown as text even where the headers, which are of the wire, say that it was compressed. */
function isCompressed(encoding: string | undefined, text: string): boolean {
  if (text.startsWith('\u001F')) return true
  return encoding !== undefined && encoding !== 'identity' && !/^\s*[{["]/.test(text)
}

/** The first value of a captured header. */
export function capturedHeader({ headers }: Captured, name: string): string | undefined {
  const found: unknown = (Array.isArray(headers) ? headers : []).find(
    (each: unknown) =>
      isRecord(each) && typeof each.name === 'string' && each.name.toLowerCase() === name,
  )
  return isRecord(found) && typeof found.value === 'string' ? found.value : undefined
}
