import type { Contract, Operation, Reading, Violation } from '../contract/index.ts'
import {
  isRecord,
  type Lines,
  linesOf,
  type Malformed,
  type Parsed,
  parseBytes,
  parseResponseText,
  parseText,
  type Segment,
  withoutMark,
} from '../core/index.ts'
import { outerOf } from './embedded.ts'
import { matchOperation } from './match.ts'
import { faultOf, problemsOf } from './problem.ts'
import type { Tally } from './tally.ts'

export interface HarCheck {
  readonly contract: Contract
  readonly reading: Reading
  readonly tally: Tally
}

/** Whether a value is an HTTP archive (HAR 1.2): `{ "log": { "entries": […] } }`. */
export function isHar(value: unknown): boolean {
  return isRecord(value) && isRecord(value.log) && Array.isArray(value.log.entries)
}

/** Judges the requests and answers of a capture; places are those within the capture, down to the character. */
export function checkHar({ value, text }: Parsed, file: string, check: HarCheck): void {
  const lines = linesOf(text)
  const log = isRecord(value) && isRecord(value.log) ? value.log : {}
  if (!Array.isArray(log.entries)) {
    const message = 'this is no HTTP archive: it has no log.entries'
    check.tally.malformed(faultOf('json', message, { file, lines }, { start: 0, end: 1 }))
    return
  }
  for (const [index, entry] of log.entries.entries()) {
    checkEntry(entry, ['log', 'entries', index], { file, lines }, check)
  }
}

interface Capture {
  readonly file: string
  readonly lines: Lines
}

function checkEntry(
  entry: unknown,
  at: readonly Segment[],
  capture: Capture,
  check: HarCheck,
): void {
  const request = isRecord(entry) && isRecord(entry.request) ? entry.request : {}
  const { method, url } = request
  const path = typeof url === 'string' && URL.canParse(url) ? new URL(url).pathname : ''
  const operation =
    typeof method === 'string' ? matchOperation(check.contract, method, path) : undefined
  if (operation === undefined) {
    check.tally.unmatched()
    return
  }
  const sent = bodyOf(request.postData, [...at, 'request', 'postData'], REQUEST)
  checkBody(sent, operation, capture, check.tally, (body) =>
    operation.validate(body, check.reading),
  )
  const response = isRecord(entry) && isRecord(entry.response) ? entry.response : {}
  const content = isRecord(response.content) ? response.content : {}
  const { status } = response
  if (typeof status !== 'number' || typeof content.text !== 'string' || content.text === '') return
  const media = typeof content.mimeType === 'string' ? content.mimeType : ''
  if (operation.validateResponse(status, media, {}).kind !== 'checked') return
  const answered = bodyOf(content, [...at, 'response', 'content'], RESPONSE)
  checkBody(answered, operation, capture, check.tally, (body) => {
    const verdict = operation.validateResponse(status, media, body)
    return verdict.kind === 'checked' ? verdict.violations : []
  })
}

interface CapturedBody {
  readonly at: readonly Segment[]
  readonly parsed: Parsed | Malformed
  /** The body stands in the capture as it was sent, not as base64. */
  readonly isText: boolean
}

interface Parsers {
  readonly text: (text: string) => Parsed | Malformed
  readonly bytes: (bytes: Uint8Array) => Parsed | Malformed
}

const REQUEST: Parsers = { text: parseText, bytes: parseBytes }
const RESPONSE: Parsers = {
  text: parseResponseText,
  bytes: (bytes) => parseBytes(withoutMark(bytes)),
}

function bodyOf(content: unknown, at: readonly Segment[], parse: Parsers): CapturedBody {
  const { text, encoding } = isRecord(content) ? content : {}
  const body = typeof text === 'string' ? text : ''
  const isText = encoding !== 'base64'
  const parsed = isText ? parse.text(body) : parse.bytes(Buffer.from(body, 'base64'))
  return { at: [...at, 'text'], parsed, isText }
}

function checkBody(
  { at, parsed, isText }: CapturedBody,
  operation: Operation,
  capture: Capture,
  tally: Tally,
  violationsOf: (body: unknown) => readonly Violation[],
): void {
  const violations = parsed.kind === 'json' ? violationsOf(parsed.value) : []
  if (parsed.kind === 'json' && violations.length === 0) {
    tally.valid(operation.id)
    return
  }
  const outer = outerOf(capture.lines, at, isText)
  if (parsed.kind === 'malformed') {
    const { lines, span } = outer({ start: parsed.offset, end: parsed.offset + 1 })
    const located = { file: capture.file, lines, operation: operation.id }
    tally.malformed(faultOf(parsed.keyword, parsed.message, located, span))
    return
  }
  const located = {
    file: capture.file,
    lines: linesOf(parsed.text),
    bodyAt: [],
    operation: operation.id,
    outer,
  }
  tally.invalid(operation.id, problemsOf(violations, located))
}
