import {
  type Contract,
  type Operation,
  operationForHeaders,
  type Reading,
  type Violation,
} from '../contract/index.ts'
import { isRecord, type Parsed, parsedUrl, parseText, type Segment } from '../core/index.ts'
import { type Captured, capturedBody, type CapturedBody, capturedHeader } from './har-body.ts'
import { matchOperation } from './match.ts'
import { captureProblems } from './parameters.ts'
import { type PlacedText, standalone, withinString } from './placed.ts'
import { faultOf, malformedOf, type Problem } from './problem.ts'
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
    const message = 'this is not a HAR capture: it has no log.entries'
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

function checkRequest(
  request: Captured,
  operation: Operation,
  at: readonly Segment[],
  { file, source }: Capture,
  check: HarCheck,
): void {
  const content = isRecord(request.postData) ? request.postData : {}
  const postData = [...at, 'request', 'postData']
  const from = `${file}: entry ${Number(at[2]) + 1}`
  const sent = capturedBody({ of: 'request', message: request, content, at: postData }, source)
  // Whoever sends captured bodies fills in parameters of their own.
  const problems =
    check.onRecord === undefined
      ? captureProblems(request, operation, { file, source, operation: operation.id }, at)
      : []
  if (sent.kind === 'empty' && !operation.isBodyRequired) {
    if (problems.length === 0) check.statistics.valid(operation.id, 'message')
    else check.statistics.invalid(operation.id, 'message', problems)
    return
  }
  const declared = declaredType(request) ?? operation.mediaType
  const judged = operationForHeaders(operation, { 'content-type': declared })
  if (!judged.ok) {
    const type = withinString(source, [...postData, 'mimeType'], '', false)
    const place = { file, source: type, operation: operation.id }
    const { message } = judged.rejection.body
    const fault = faultOf('media-type', message, place, { start: 0, end: 1 })
    unreadable(fault, from, check, problems)
    return
  }
  checkBody(
    { body: sent, from, of: 'request', at: postData, problems },
    operation,
    { file, source },
    check,
    (body) => judged.operation.validate(body, check.reading),
  )
}

function checkResponse(
  response: Captured,
  operation: Operation,
  at: readonly Segment[],
  { file, source }: Capture,
  check: HarCheck,
): void {
  const content = isRecord(response.content) ? response.content : {}
  const { status } = response
  if (typeof status !== 'number') return
  const header = capturedHeader(response, 'content-type') ?? ''
  const media =
    typeof content.mimeType === 'string' && content.mimeType !== '' ? content.mimeType : header
  if (operation.validateResponse(status, media, {}).kind !== 'checked') return
  const place = [...at, 'response', 'content']
  const received = capturedBody({ of: 'response', message: response, content, at: place }, source)
  if (received.kind === 'empty') return
  // A response is nothing that could be sent.
  const { onRecord: _onRecord, ...counted } = check
  const from = `${file}: entry ${Number(at[2]) + 1}`
  checkBody(
    { body: received, from, of: 'response', at: place, problems: [] },
    operation,
    { file, source },
    counted,
    (body) => {
      const verdict = operation.validateResponse(status, media, body)
      return verdict.kind === 'checked' ? verdict.violations : []
    },
  )
}

/** What a captured request declares its body to be; `undefined` where the capture does not say. */
function declaredType(request: Captured): string | undefined {
  const { postData } = request
  const types = [
    capturedHeader(request, 'content-type'),
    isRecord(postData) ? postData.mimeType : undefined,
  ]
  return types.find(
    (type): type is string => typeof type === 'string' && type !== '' && type !== 'x-unknown',
  )
}

interface FoundCapture {
  readonly body: CapturedBody
  readonly of: 'request' | 'response'
  readonly at: readonly Segment[]
  /** `traffic.har: entry 3`. */
  readonly from: string
  /** Of what is around it. */
  readonly problems: readonly Problem[]
}

function checkBody(
  { body: found, of, at, from, problems }: FoundCapture,
  operation: Operation,
  { file, source: whole }: Capture,
  check: RecordCheck,
  violationsOf: (body: unknown) => readonly Violation[],
): void {
  if (found.kind === 'missing') {
    check.statistics.missing(found.reason, `${from}, ${of}`)
    if (problems.length > 0) check.statistics.invalid(operation.id, 'message', problems)
    return
  }
  const { parsed, source } =
    found.kind === 'empty'
      ? { parsed: parseText(''), source: withinString(whole, [...at, 'text'], '') }
      : found
  if (parsed.kind === 'malformed') {
    const fault = malformedOf(parsed, { file, source, operation: operation.id })
    unreadable(fault, from, check, problems)
    return
  }
  const body = parsed.value
  const known = { operation, isNamed: true, isEnveloped: false, bodyAt: [] }
  const judged = of === 'request' ? 'message' : 'response'
  const violations = violationsOf(body)
  reportBody(
    { file, from, of: judged, source, body, ...known, violations, around: problems },
    check,
  )
}
