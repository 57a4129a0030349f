import {
  type Contract,
  type Operation,
  operationForHeaders,
  parameterViolationsOf,
  readBody,
  readBodyInSteps,
  type ReadOrRejected,
  type Reading,
  type RequestRejection,
  rejectLength,
  rejectParameters,
  rejectViolations,
} from '../../src/contract/index.ts'
import type { AuthenticationCheck, CheckedRequest } from '../../src/auth/index.ts'
import { nearest, STEPPED_BYTES, type Steps } from '../../src/core/index.ts'
import { type DocumentedResponses, documentedResponses } from './documented.ts'
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

/** In steps where the body is large, which takes a while to judge. */
export type StubJudge = (
  route: StubRoute | undefined,
  request: ReceivedRequest,
) => StubDecision | Steps<StubDecision>

/**
 * Checks requests in this order: path, method, authentication, parameters, media type, JSON, schema (every violation is
 * reported).
 */
export function createJudge(options: StubJudgeOptions): StubJudge {
  return (route, request) => {
    const checked = checkHead(route, request, options)
    if ('verdict' in checked) return checked
    const { body } = request
    if (body.length >= STEPPED_BYTES) return judgeBodyInSteps(body, checked)
    const read = readBody(body)
    return acceptance(read, checked) ?? violated(read, checked)
  }
}

/** What a body is judged by. */
interface BodyRules {
  readonly described: Operation
  readonly responses: DocumentedResponses
  readonly strictness: Strictness
}

/** Everything but the content of the body. */
function checkHead(
  route: StubRoute | undefined,
  request: ReceivedRequest,
  { contract, strictness, check }: StubJudgeOptions,
): StubDecision | BodyRules {
  if (route === undefined) return unknownPath(contract, request)
  const operation = route.operations.get(request.method)
  if (operation === undefined) return wrongMethod(route, request)
  const responses = documentedResponses(operation)
  const failure = check(request)
  if (failure !== undefined) {
    const { message, challenge } = failure
    return {
      verdict: 'unauthenticated',
      response: responses.rejection({
        status: 401,
        headers: [['WWW-Authenticate', challenge]],
        body: { message },
      }),
    }
  }
  const misfit = strictness === 'tolerant' ? [] : parameterViolationsOf(operation, request)
  if (misfit.length > 0) return rejected(responses, rejectParameters(misfit))
  const { body, tooLarge } = request
  if (body.length === 0 && !tooLarge && !operation.isBodyRequired)
    return { verdict: 'accepted', response: responses.success }
  const judged = operationForHeaders(operation, request.headers)
  if (!judged.ok) return rejected(responses, judged.rejection)
  if (tooLarge) return rejected(responses, rejectLength())
  return { described: judged.operation, responses, strictness }
}

function* judgeBodyInSteps(body: Buffer, rules: BodyRules): Steps<StubDecision> {
  const read = yield* readBodyInSteps(body)
  yield
  const accepted = acceptance(read, rules)
  if (accepted !== undefined) return accepted
  yield
  return violated(read, rules)
}

/** `undefined`: the body is rejected. */
function acceptance(
  read: ReadOrRejected,
  { described, responses, strictness }: BodyRules,
): StubDecision | undefined {
  return read.ok &&
    (strictness === 'tolerant' || described.accepts(read.value, readingOf(strictness)))
    ? { verdict: 'accepted', response: responses.success, value: read.value }
    : undefined
}

function violated(
  read: ReadOrRejected,
  { described, responses, strictness }: BodyRules,
): StubDecision {
  return rejected(
    responses,
    read.ok
      ? rejectViolations(described.validate(read.value, readingOf(strictness)))
      : read.rejection,
  )
}

function rejected(responses: DocumentedResponses, rejection: RequestRejection): StubDecision {
  return { verdict: rejection.kind, response: responses.rejection(rejection) }
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
