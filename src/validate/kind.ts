import { parseText, withoutMark } from '../core/index.ts'
import { jsonAfterPrefix } from './log-line.ts'
import { PACKED_NAME } from './unpack.ts'

/** How a file contains its records: `log` is lines, some of which hold JSON, with anything before it. */
export type InputKind = 'json' | 'ndjson' | 'log' | 'har'

export const INPUT_KINDS: readonly InputKind[] = ['json', 'ndjson', 'log', 'har']

const HAR_START = /^\s*\{\s*"log"\s*:\s*\{\s*"(?:version|creator|browser|pages|entries|comment)"/

/** Whether a file begins as a HAR capture does, broken or cut later on. */
export function mayBeHar(content: Uint8Array): boolean {
  return HAR_START.test(Buffer.from(content.subarray(0, HAR_BYTES)).toString('latin1'))
}

/** What a file's name says; `undefined` where that is not enough. */
export function kindByName(file: string): InputKind | undefined {
  const name = file.replace(PACKED_NAME, '')
  if (/\.(ndjson|jsonl)$/.test(name)) return 'ndjson'
  if (name.endsWith('.log')) return 'log'
  return name.endsWith('.har') ? 'har' : undefined
}

/**
 * NDJSON when the first line is a whole value, since nothing but white space may follow the value of a document.
 * @param head a file's beginning
 */
export function kindByContent(file: string, head: Buffer): InputKind {
  if (mayBeHar(head)) return 'har'
  const end = afterFirstLine(head)
  if (beginsAsLog(file, head.subarray(0, end))) return 'log'
  const hasLine = end > 0 && head[end - 1] === NEWLINE
  return hasLine && isValue(head.subarray(0, end)) ? 'ndjson' : 'json'
}

/**
 * Whether a file that is not one JSON document is NDJSON, some of whose lines are broken, and not a broken document. A document's
 * first line may be no more than an opening bracket, and neither its first nor its second is a value by itself.
 */
export function beginsWithLines(content: Buffer): boolean {
  const first = afterFirstLine(content)
  const second = first + afterFirstLine(content.subarray(first))
  if (isBlank(content.subarray(first, second))) return false
  const isBracket = content.toString('utf8', 0, first).trim().length === 1
  return (
    isValue(content.subarray(0, first)) || (!isBracket && isValue(content.subarray(first, second)))
  )
}

/** How many lines of a file are looked at to tell a log from a broken document. */
const LOOKED_AT = 50

/** Whether one of a file's first lines is a log's: something, and then JSON. What calls itself a document is not a log. */
export function beginsAsLog(file: string, content: Buffer): boolean {
  if (file.replace(PACKED_NAME, '').endsWith('.json')) return false
  const lines = content.toString('utf8', 0, LOG_BYTES).split('\n', LOOKED_AT)
  return lines.some((line) => jsonAfterPrefix(line) !== undefined)
}

/** Where the first line ends that is not blank, its line feed included; all where there is none. */
export function afterFirstLine(content: Buffer): number {
  let start = 0
  for (;;) {
    const newline = content.indexOf(NEWLINE, start)
    if (newline === -1) return content.length
    if (!isBlank(content.subarray(start, newline))) return newline + 1
    start = newline + 1
  }
}

/** Whether there is nothing but the white space of JSON. */
export function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 32 || byte === 10 || byte === 13 || byte === 9)
}

const NEWLINE = 10
const LOG_BYTES = 256 * 1024
const HAR_BYTES = 4096

function isValue(bytes: Buffer): boolean {
  return parseText(Buffer.from(withoutMark(bytes)).toString('utf8')).kind === 'json'
}
