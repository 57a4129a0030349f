import {
  type Contract,
  type Operation,
  operationForHeaders,
  parameterViolationsOf,
  readBody,
  readBodyInSteps,
  type Reading,
  type RequestRejection,
  rejectLength,
  rejectParameters,
  rejectViolations,
} from '../../src/contract/index.ts'
import type { AuthenticationCheck, CheckedRequest } from '../../src/auth/index.ts'
import { nearest, STEPPED_BYTES, type Steps } from '../../src/core/index.ts'
import { documentedResponses } from './documented.ts'
import { type StubResponse, messageResponse } from './response.ts'

/**
 * Which messages the stub rejects. `published`: those that break the published reading. `intended`: those that break the
 * intended reading, disputed rules included. `tolerant`: none that is JSON; violations only appear in the journal.
 */
export type Strictness = 'published' | 'intended' | 'tolerant'

export const STRICTNESS: readonly Strictness[] = ['published', 'intended', 'tolerant']

/** The stub's verdict on a request, in the order of its checks. */
export const VERDICTS = [
  'aborted',
  'unknown-path',
  'wrong-method',
  'unauthenticated',
  'wrong-media-type',
  'too-large',
  'not-json',
  'invalid',
  'accepted',
  'token-issued',
  'token-refused',
  'failed',
] as const

export type StubVerdict = (typeof VERDICTS)[number]

export interface StubDecision {
  readonly verdict: StubVerdict
  readonly response: StubResponse
  /** The parsed body of an accepted message. */
  readonly value?: unknown
}

/** One path of the contract with its operations by method. */
export interface StubRoute {
  readonly path: string
  readonly operations: ReadonlyMap<string, Operation>
}

/** A request with its whole body. */
export interface ReceivedRequest extends CheckedRequest {
  readonly body: Buffer
  readonly tooLarge: boolean
}

export interface StubJudgeOptions {
  readonly contract: Contract
  readonly strictness: Strictness
  readonly check: AuthenticationCheck
}

export function readingOf(strictness: Strictness): Reading {
  return strictness === 'published' ? 'published' : 'intended'
}

/**
 * Checks requests in this order: path, method, authentication, parameters, media type, JSON, schema (every violation is
 * reported); in steps, because a large body takes a while.
 */
export function createJudge(
  options: StubJudgeOptions,
): (route: StubRoute | undefined, request: ReceivedRequest) => Steps<StubDecision> {
  const { contract, strictness, check } = options
  const reading = readingOf(strictness)
  return function* judge(route, request) {
    if (route === undefined) return unknownPath(contract, request)
    const operation = route.operations.get(request.method)
    if (operation === undefined) return wrongMethod(route, request)
    const failure = check(request)
    if (failure !== undefined) {
      const { message, challenge } = failure
      return {
        verdict: 'unauthenticated',
        response: documentedResponses(operation).rejection({
          status: 401,
          headers: [['WWW-Authenticate', challenge]],
          body: { message },
        }),
      }
    }
    const responses = documentedResponses(operation)
    const rejected = (rejection: RequestRejection): StubDecision => ({
      verdict: rejection.kind,
      response: responses.rejection(rejection),
    })
    const misfit = strictness === 'tolerant' ? [] : parameterViolationsOf(operation, request)
    if (misfit.length > 0) return rejected(rejectParameters(misfit))
    const { body, tooLarge } = request
    if (body.length === 0 && !tooLarge && !operation.isBodyRequired)
      return { verdict: 'accepted', response: responses.success }
    const judged = operationForHeaders(operation, request.headers)
    if (!judged.ok) return rejected(judged.rejection)
    const described = judged.operation
    if (tooLarge) return rejected(rejectLength())
    const isLarge = body.length >= STEPPED_BYTES
    const read = isLarge ? yield* readBodyInSteps(body) : readBody(body)
    if (!read.ok) return rejected(read.rejection)
    yield
    if (strictness === 'tolerant' || described.accepts(read.value, reading))
      return { verdict: 'accepted', response: responses.success, value: read.value }
    yield
    return rejected(rejectViolations(described.validate(read.value, reading)))
  }
}

function unknownPath(contract: Contract, { target }: ReceivedRequest): StubDecision {
  const path = target.split('?')[0] ?? ''
  const known = contract.operations.map((operation) => operation.path)
  const meant = path.length > 200 ? undefined : nearest(path, known)
  return {
    verdict: 'unknown-path',
    response: messageResponse(
      404,
      meant === undefined
        ? `There is nothing at this path. The contract has ${known.join(', ')}.`
        : `There is nothing at this path. Did you mean ${meant}?`,
    ),
  }
}

function wrongMethod(route: StubRoute, { method }: ReceivedRequest): StubDecision {
  const allowed = [...route.operations.keys()].join(', ')
  const message = `${route.path} accepts ${allowed}, not ${method}.`
  const headers = [['Allow', allowed]] as const
  const [operation] = route.operations.values()
  return {
    verdict: 'wrong-method',
    response:
      operation === undefined
        ? messageResponse(405, message, headers)
        : documentedResponses(operation).rejection({ status: 405, headers, body: { message } }),
  }
}
