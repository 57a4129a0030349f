import {
  type Contract,
  type Operation,
  type Reading,
  rejectHeaders,
  type Violation,
} from '../contract/index.ts'
import {
  isRecord,
  type Malformed,
  type Parsed,
  parseBytes,
  parsedUrl,
  parseResponseText,
  parseText,
  type Segment,
  withoutMark,
} from '../core/index.ts'
import { matchOperation } from './match.ts'
import { type PlacedText, standalone, withinString } from './placed.ts'
import { faultOf, malformedOf } from './problem.ts'
import { type RecordCheck, reportBody, unreadable } from './record.ts'

export interface HarCheck extends RecordCheck {
  readonly contract: Contract
  readonly reading: Reading
}

/** Whether a value is an HTTP archive (HAR 1.2): `{ "log": { "entries": […] } }`. */
export function isHar(value: unknown): boolean {
  return isRecord(value) && isRecord(value.log) && Array.isArray(value.log.entries)
}

/** Judges the requests and responses of a capture; places are those within the capture, down to the character. */
export function checkHar({ value, text }: Parsed, file: string, check: HarCheck): void {
  const source = standalone(text)
  const log = isRecord(value) && isRecord(value.log) ? value.log : {}
  if (!Array.isArray(log.entries)) {
    const message = 'this is not an HTTP archive: it has no log.entries'
    unreadable(faultOf('json', message, { file, source }, { start: 0, end: 1 }), file, check)
    return
  }
  for (const [index, entry] of log.entries.entries()) {
    checkEntry(entry, ['log', 'entries', index], { file, source }, check)
  }
}

interface Capture {
  readonly file: string
  readonly source: PlacedText
}

function checkEntry(
  entry: unknown,
  at: readonly Segment[],
  capture: Capture,
  check: HarCheck,
): void {
  const request = isRecord(entry) && isRecord(entry.request) ? entry.request : {}
  const { method, url } = request
  const path = (typeof url === 'string' ? parsedUrl(url) : undefined)?.pathname ?? ''
  const operation =
    typeof method === 'string' ? matchOperation(check.contract, method, path) : undefined
  if (operation === undefined) {
    check.statistics.unmatched()
    return
  }
  checkRequest(request, operation, at, capture, check)
  const response = isRecord(entry) && isRecord(entry.response) ? entry.response : {}
  checkResponse(response, operation, at, capture, check)
}

type Captured = Readonly<Record<string, unknown>>

function checkRequest(
  request: Captured,
  operation: Operation,
  at: readonly Segment[],
  capture: Capture,
  check: HarCheck,
): void {
  const postData = [...at, 'request', 'postData']
  const sent = bodyOf(request.postData, postData, capture, REQUEST)
  const rejection = rejectHeaders({ 'content-type': declaredType(request) ?? 'application/json' })
  if (rejection === undefined) {
    checkBody(sent, operation, capture.file, check, (body) =>
      operation.validate(body, check.reading),
    )
    return
  }
  const source = withinString(capture.source, [...postData, 'mimeType'], '', false)
  const place = { file: capture.file, source, operation: operation.id }
  const fault = faultOf('media-type', rejection.body.message, place, { start: 0, end: 1 })
  unreadable(fault, sent.from, check)
}

function checkResponse(
  response: Captured,
  operation: Operation,
  at: readonly Segment[],
  capture: Capture,
  check: HarCheck,
): void {
  const content = isRecord(response.content) ? response.content : {}
  const { status } = response
  if (typeof status !== 'number' || typeof content.text !== 'string' || content.text === '') return
  const media = typeof content.mimeType === 'string' ? content.mimeType : ''
  if (operation.validateResponse(status, media, {}).kind !== 'checked') return
  const received = bodyOf(content, [...at, 'response', 'content'], capture, RESPONSE)
  // A response is nothing that could be sent.
  const { onRecord: _onRecord, ...counted } = check
  checkBody(received, operation, capture.file, counted, (body) => {
    const verdict = operation.validateResponse(status, media, body)
    return verdict.kind === 'checked' ? verdict.violations : []
  })
}

/** What a captured request declares its body to be; `undefined` where the capture does not say. */
function declaredType(request: Readonly<Record<string, unknown>>): string | undefined {
  const { headers, postData } = request
  const header = (Array.isArray(headers) ? headers : []).find(
    (each: unknown) =>
      isRecord(each) && typeof each.name === 'string' && each.name.toLowerCase() === 'content-type',
  )
  const types = [
    isRecord(header) ? header.value : undefined,
    isRecord(postData) ? postData.mimeType : undefined,
  ]
  return types.find((type) => typeof type === 'string' && type !== '') as string | undefined
}

interface CapturedBody {
  readonly parsed: Parsed | Malformed
  readonly source: PlacedText
  /** `traffic.har log.entries[3]`. */
  readonly from: string
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

function bodyOf(
  content: unknown,
  at: readonly Segment[],
  { file, source }: Capture,
  parse: Parsers,
): CapturedBody {
  const { text, encoding } = isRecord(content) ? content : {}
  const body = typeof text === 'string' ? text : ''
  const isText = encoding !== 'base64'
  const parsed = isText ? parse.text(body) : parse.bytes(Buffer.from(body, 'base64'))
  return {
    parsed,
    source: withinString(source, [...at, 'text'], parsed.text, isText),
    from: `${file}: entry ${Number(at[2]) + 1}`,
  }
}

function checkBody(
  { parsed, source, from }: CapturedBody,
  operation: Operation,
  file: string,
  check: RecordCheck,
  violationsOf: (body: unknown) => readonly Violation[],
): void {
  if (parsed.kind === 'malformed') {
    unreadable(malformedOf(parsed, { file, source, operation: operation.id }), from, check)
    return
  }
  const body = parsed.value
  const known = { operation, isNamed: true, isEnveloped: false, bodyAt: [] }
  reportBody({ file, from, source, body, ...known, violations: violationsOf(body) }, check)
}
