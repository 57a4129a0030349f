import {
  type Operation,
  operationForHeaders,
  parameterViolationsOf,
  type Reading,
  type Violation,
} from '../../contract/index.ts'
import {
  excessOf,
  type Malformed,
  type Parsed,
  parseBytes,
  rawHeader,
  type RawMessage,
  type RawRequest,
  type RawResponse,
  type Steps,
  withoutMark,
} from '../../core/index.ts'
import { standalone } from '../placed.ts'
import { faultOf, type Problem, problemOfParameter, problemsOf } from '../problem.ts'
import { headersOf } from '../parameters.ts'
import { withoutEncoding } from './encoding.ts'

/** What is wrong with a request's parameters, and with its body by the given reading; in steps, because a large body takes a while. */
export function* judgeRequest(
  operation: Operation,
  passed: RawRequest,
  reading: Reading,
): Steps<readonly Problem[]> {
  const misfit = judgeParameters(operation, passed)
  return [...misfit, ...(yield* judgeBody(operation, passed, reading))]
}

/** Shown at the path alone: queries and headers may hold credentials. */
function judgeParameters(
  operation: Operation,
  { method, target, rawHeaders }: RawRequest,
): readonly Problem[] {
  const violations = parameterViolationsOf(operation, { target, headers: headersOf(rawHeaders) })
  const text = `${method} ${target.replace(/[?#].*/s, '')}`
  const place = {
    file: `${operation.id} request`,
    source: standalone(text),
    operation: operation.id,
  }
  return violations.map((violation) =>
    problemOfParameter(violation, place, { start: method.length + 1, end: text.length }),
  )
}

function* judgeBody(
  operation: Operation,
  passed: RawMessage,
  reading: Reading,
): Steps<readonly Problem[]> {
  const file = `${operation.id} request`
  if (passed.body.length === 0 && !passed.truncated && !operation.isBodyRequired) return []
  const judged = operationForHeaders(operation, {
    'content-type': rawHeader(passed.rawHeaders, 'content-type'),
    'content-encoding': rawHeader(passed.rawHeaders, 'content-encoding'),
  })
  if (!judged.ok) {
    const type = rawHeader(passed.rawHeaders, 'content-type') ?? ''
    const place = { file, source: standalone(`Content-Type: ${type}`), operation: operation.id }
    return [
      faultOf('media-type', judged.rejection.body.message, place, {
        start: 14,
        end: 14 + type.length,
      }),
    ]
  }
  return yield* judge(file, operation, passed, parseBytes, (body) =>
    judged.operation.validate(body, reading),
  )
}

/** The problems of a response: of its status and its body. */
export function* judgeResponse(
  operation: Operation,
  response: RawResponse,
): Steps<readonly Problem[]> {
  const { status } = response
  const file = `${operation.id} response ${status}`
  const media = rawHeader(response.rawHeaders, 'content-type') ?? ''
  const { kind } = operation.validateResponse(status, media, {})
  if (kind === 'undocumented-status') {
    const message = `${status} is not one of the statuses that the contract documents`
    const place = { file, source: standalone(String(status)), operation: operation.id }
    return [faultOf('operation', message, place, { start: 0, end: 3 })]
  }
  if (kind !== 'checked' || response.body.length === 0) return []
  const parse = (bytes: Uint8Array): Parsed | Malformed => parseBytes(withoutMark(bytes))
  return yield* judge(file, operation, response, parse, (body) => {
    const verdict = operation.validateResponse(status, media, body)
    return verdict.kind === 'checked' ? verdict.violations : []
  })
}

function* judge(
  file: string,
  operation: Operation,
  passed: RawMessage,
  parse: (bytes: Uint8Array) => Parsed | Malformed,
  violationsOf: (body: unknown) => readonly Violation[],
): Steps<readonly Problem[]> {
  const fault = (
    keyword: 'encoding' | 'json' | 'size',
    message: string,
    text: string,
    at = 0,
  ): Problem =>
    faultOf(
      keyword,
      message,
      { file, source: standalone(text), operation: operation.id },
      { start: at, end: at + 1 },
    )
  if (passed.truncated)
    return [
      fault('size', `the body is longer than ${passed.body.length} bytes and was not judged`, ' '),
    ]
  const body = withoutEncoding(passed)
  if (typeof body === 'string') return [fault('encoding', body, ' ')]
  const excess = excessOf(body)
  if (excess !== undefined)
    return [fault('size', `the body holds ${excess} and was not judged`, ' ')]
  yield
  const parsed = parse(body)
  if (parsed.kind === 'malformed')
    return [fault(parsed.keyword, parsed.message, parsed.text, parsed.offset)]
  const located = { file, source: standalone(parsed.text), operation: operation.id }
  yield
  const violations = violationsOf(parsed.value)
  yield
  return problemsOf(violations, located)
}
