import { type Level, type Report, renderTerminal } from '../certify/index.ts'
import { type Contract, type Reading, shippedContract } from '../contract/index.ts'
import { HarnessError, isJsonMediaType, isRecord } from '../core/index.ts'
import {
  readRequestText,
  readResponseText,
  renderViolations,
  type ShownBody,
} from '../validate/index.ts'
import { type ReadResponse, readResponse, textOf } from './response.ts'

/** What a matcher returns to vitest or Jest. */
export interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
}

export interface MatcherOptions {
  /** Default: the shipped one. */
  readonly contract?: Contract
  /** Which reading of the disputed rules; default: intended, which the sender conforms to. */
  readonly reading?: Reading
}

/** The matchers of test suites, for `expect.extend`. */
export interface Matchers {
  toSatisfyRequest(received: unknown, operation: string): MatcherResult
  toSatisfyResponse(received: unknown, operation: string): MatcherResult | Promise<MatcherResult>
  toBeCertified(received: unknown, level?: Level): MatcherResult
}

/**
 * Matchers for a contract of your own.
 *
 * @example
 * expect.extend(createMatchers({ contract: await loadContract('openapi/ours.yaml') }))
 */
export function createMatchers(options: MatcherOptions = {}): Matchers {
  const reading = options.reading ?? 'intended'
  const contract = (): Contract => options.contract ?? shippedContract()
  return {
    toSatisfyRequest: (received, operation) => {
      const judged = contract().operation(operation)
      const text = textOf(received)
      const subject = `the body to satisfy the request of ${operation} (${reading} reading)`
      return judge(text, readRequestText(text), subject, (body) => judged.validate(body, reading))
    },
    toSatisfyResponse: (received, operation) => {
      contract().operation(operation)
      const response = readResponse(received)
      if (response === undefined) throw notAResponse(received)
      return response instanceof Promise
        ? response.then((read) => judgeResponse(read, operation, contract()))
        : judgeResponse(response, operation, contract())
    },
    toBeCertified,
  }
}

type Validate = (body: unknown) => Parameters<typeof renderViolations>[1]

function judge(text: string, body: ShownBody, subject: string, validate: Validate): MatcherResult {
  if (!body.ok) {
    return {
      pass: false,
      message: () => `expected ${subject}, but it is not valid JSON:\n\n${body.malformed}`,
    }
  }
  const violations = validate(body.value)
  if (violations.length === 0) return { pass: true, message: () => `expected not ${subject}` }
  const count = violations.length === 1 ? 'one rule is' : `${violations.length} rules are`
  return {
    pass: false,
    message: () =>
      `expected ${subject}, but ${count} broken:\n\n${renderViolations(text, violations)}`,
  }
}

function judgeResponse(
  { status, mediaType, text }: ReadResponse,
  operation: string,
  contract: Contract,
): MatcherResult {
  const judged = contract.operation(operation)
  const subject = `the response ${status} to satisfy ${operation}`
  const verdict = judged.validateResponse(status, mediaType, undefined)
  if (verdict.kind === 'undocumented-status') {
    const documented = judged.responses.map((response) => response.status).join(', ')
    return {
      pass: false,
      message: () => `expected ${subject}, which documents only ${documented}`,
    }
  }
  if (verdict.kind === 'no-schema' || (text === '' && status >= 200 && status < 300)) {
    return isJsonMediaType(mediaType) && text !== ''
      ? judge(text, readResponseText(text), subject, () => [])
      : { pass: true, message: () => `expected not ${subject}` }
  }
  return judge(text, readResponseText(text), subject, (body) => {
    const checked = judged.validateResponse(status, mediaType, body)
    return checked.kind === 'checked' ? checked.violations : []
  })
}

function toBeCertified(received: unknown, level?: Level): MatcherResult {
  if (!isReport(received)) {
    throw new HarnessError('INVALID_OPTION', 'toBeCertified judges the report of certify().', {
      found: typeof received,
    })
  }
  const isCertified = received.verdict === 'certified'
  const pass = isCertified && (level === undefined || received.levels[level] === 'passed')
  const asked = level === undefined ? 'certified' : `certified at ${level}`
  return {
    pass,
    message: () =>
      pass
        ? `expected ${received.endpoint} not to be ${asked}`
        : `expected ${received.endpoint} to be ${asked}\n\n${renderTerminal(received, { color: false, full: false })}`,
  }
}

function isReport(value: unknown): value is Report {
  return isRecord(value) && typeof value.verdict === 'string' && Array.isArray(value.checks)
}

function notAResponse(received: unknown): HarnessError {
  return new HarnessError('INVALID_OPTION', 'toSatisfyResponse judges an HTTP response.', {
    expected: 'a response of fetch, undici, axios, supertest or Fastify inject',
    found: isRecord(received)
      ? `an object with ${Object.keys(received).join(', ')}`
      : typeof received,
  })
}
