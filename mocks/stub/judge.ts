import {
  type Contract,
  type Operation,
  readBodyOrReject,
  type Reading,
  rejectHeaders,
  type Rejection,
  rejectLength,
  rejectViolations,
} from '../../src/contract/index.ts'
import type { AuthenticationCheck, CheckedRequest } from '../../src/auth/index.ts'
import { nearest } from '../../src/core/index.ts'
import { type Answer, jsonAnswer, messageAnswer, SUCCESS } from './answer.ts'

/**
 * What the stub insists on. `published`: refuses what the published reading forbids. `intended`: what the intended
 * reading forbids, disputed rules included. `tolerant`: takes any JSON; violations are only noted in the journal.
 */
export type Strictness = 'published' | 'intended' | 'tolerant'

export const STRICTNESS: readonly Strictness[] = ['published', 'intended', 'tolerant']

/** What the stub made of one request, in the order in which it judges. */
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

export type Verdict = (typeof VERDICTS)[number]

export interface Judgement {
  readonly verdict: Verdict
  readonly answer: Answer
  /** What the body of an accepted message holds. */
  readonly value?: unknown
}

/** One path of the contract with what may be sent there. */
export interface Site {
  readonly path: string
  readonly operations: ReadonlyMap<string, Operation>
}

/** A request with its whole body. */
export interface ReceivedRequest extends CheckedRequest {
  readonly body: Buffer
  readonly tooLarge: boolean
}

export interface JudgeOptions {
  readonly contract: Contract
  readonly strictness: Strictness
  readonly check: AuthenticationCheck
}

export function readingOf(strictness: Strictness): Reading {
  return strictness === 'published' ? 'published' : 'intended'
}

/**
 * Judges requests in the order of the sender's reactions: path, method, authentication (alone), media type, JSON,
 * schema (with every violation).
 */
export function createJudge(
  options: JudgeOptions,
): (site: Site | undefined, request: ReceivedRequest) => Judgement {
  const { contract, strictness, check } = options
  const reading = readingOf(strictness)
  return (site, request) => {
    if (site === undefined) return unknownPath(contract, request)
    const operation = site.operations.get(request.method)
    if (operation === undefined) return wrongMethod(site, request)
    const refusal = check(request)
    if (refusal !== undefined) {
      const { message, challenge } = refusal
      return {
        verdict: 'unauthenticated',
        answer: messageAnswer(401, message, [['WWW-Authenticate', challenge]]),
      }
    }
    const unread = rejectHeaders(request.headers)
    if (unread !== undefined) return rejected(unread)
    if (request.tooLarge) return rejected(rejectLength())
    const read = readBodyOrReject(request.body)
    if (!read.ok) return rejected(read.rejection)
    if (strictness === 'tolerant' || operation.accepts(read.value, reading))
      return { verdict: 'accepted', answer: SUCCESS, value: read.value }
    return rejected(rejectViolations(operation.validate(read.value, reading)))
  }
}

function rejected({ kind, status, headers, body }: Rejection): Judgement {
  return { verdict: kind, answer: jsonAnswer(status, body, headers) }
}

function unknownPath(contract: Contract, { target }: ReceivedRequest): Judgement {
  const path = target.split('?')[0] ?? ''
  const known = contract.operations.map((operation) => operation.path)
  const meant = path.length > 200 ? undefined : nearest(path, known)
  return {
    verdict: 'unknown-path',
    answer: messageAnswer(
      404,
      meant === undefined
        ? `There is nothing at this path. The contract has ${known.join(', ')}.`
        : `There is nothing at this path. Did you mean ${meant}?`,
    ),
  }
}

function wrongMethod(site: Site, { method }: ReceivedRequest): Judgement {
  const allowed = [...site.operations.keys()].join(', ')
  return {
    verdict: 'wrong-method',
    answer: messageAnswer(405, `${site.path} takes ${allowed}, not ${method}.`, [
      ['Allow', allowed],
    ]),
  }
}
