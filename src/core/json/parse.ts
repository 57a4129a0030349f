import { isUtf8 } from 'node:buffer'
import { messageOf } from '../errors.ts'
import type { Steps } from '../steps.ts'
import { decodeUtf8 } from '../utf8.ts'
import { excessOf } from './excess.ts'

export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  /** One sentence, without its full stop, that says why it is not valid JSON. */
  | {
      readonly ok: false
      readonly reason: string
      /** It was not parsed, because it holds too much, as {@link excessOf} says. */
      readonly isTooLarge?: true
    }

const MARK = '\uFEFF'
const MARK_BYTES = 3

/** Whether bytes begin with the byte order mark of UTF-8. */
function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}

/**
 * What some editors and servers put before a file or a response belongs to neither: RFC 8259 §8.1 lets whoever reads pass
 * over a byte order mark, and lets nobody send one.
 */
export function withoutMark(bytes: Uint8Array): Uint8Array
export function withoutMark(text: string): string
export function withoutMark(content: Uint8Array | string): Uint8Array | string {
  if (typeof content === 'string') return content.startsWith(MARK) ? content.slice(1) : content
  return hasMark(content) ? content.subarray(MARK_BYTES) : content
}

/** Parses the text of a file or a response; a byte order mark is passed over. */
export function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(withoutMark(text)) }
  } catch (error) {
    // The parser's own words quote the text: kept short.
    return { ok: false, reason: messageOf(error).slice(0, 160) }
  }
}

/** The value of a file or a response where its text is JSON, and `undefined`, which JSON does not have, where it is not. */
export function jsonIn(text: string): unknown {
  const parsed = parseJson(text)
  return parsed.ok ? parsed.value : undefined
}

/**
 * Parses the body of a request, which must be a JSON text in UTF-8 without a byte order mark: "Implementations MUST NOT add
 * a byte order mark" (RFC 8259 §8.1). Every door that judges requests asks here. What holds too much is not parsed.
 */
export function parseRequestJson(body: Uint8Array): ParsedJson {
  return unreadable(body) ?? parseReadable(body)
}

/** The same in steps, none of which takes as long as all of it. */
export function* parseRequestJsonInSteps(body: Uint8Array): Steps<ParsedJson> {
  const problem = unreadable(body)
  if (problem !== undefined) return problem
  yield
  return parseReadable(body)
}

/** Why a body is not even parsed. */
function unreadable(body: Uint8Array): ParsedJson | undefined {
  if (body.length === 0) return { ok: false, reason: 'The body is empty: send a JSON object' }
  if (!isUtf8(body)) return { ok: false, reason: 'The body is not valid UTF-8' }
  if (hasMark(body)) {
    return { ok: false, reason: 'The body starts with a byte order mark: send JSON without it' }
  }
  const excess = excessOf(body)
  return excess === undefined
    ? undefined
    : { ok: false, reason: `The body holds ${excess}`, isTooLarge: true }
}

function parseReadable(body: Uint8Array): ParsedJson {
  const parsed = parseJson(decodeUtf8(body))
  return parsed.ok ? parsed : { ok: false, reason: `The body is not valid JSON: ${parsed.reason}` }
}
