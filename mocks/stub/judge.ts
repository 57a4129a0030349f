import type { Contract, Operation, Reading, Violation } from '../../src/contract/index.ts'
import type { AuthenticationCheck, CheckedRequest } from '../../src/auth/index.ts'
import { declaresJson, nearest, parseRequestJson } from '../../src/core/index.ts'
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

/** 422 bodies stay readable: further violations are only counted. */
const MAX_ERRORS = 1000

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
  const accepted: Judgement = { verdict: 'accepted', answer: SUCCESS }
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
    if (!declaresJson(request.headers['content-type'])) return wrongMediaType(request)
    if (isEncoded(request.headers['content-encoding'])) return encoded()
    if (request.tooLarge) return tooLarge()
    const parsed = parseRequestJson(request.body)
    if (!parsed.ok) return { verdict: 'not-json', answer: messageAnswer(400, `${parsed.reason}.`) }
    if (strictness === 'tolerant' || operation.accepts(parsed.value, reading)) return accepted
    return {
      verdict: 'invalid',
      answer: validationFailure(operation.validate(parsed.value, reading)),
    }
  }
}

/** The documented 422 body: `field` in dotted form, and beside the code a sentence. */
function validationFailure(violations: readonly Violation[]): Answer {
  const shown = violations.slice(0, MAX_ERRORS)
  const more = violations.length - shown.length
  return jsonAnswer(422, {
    message: more === 0 ? 'Validation failure' : `Validation failure (${more} more errors)`,
    errors: shown.map(({ field, code, message }) => ({ field, code, message })),
  })
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

function wrongMediaType({ headers }: ReceivedRequest): Judgement {
  const found = headers['content-type']
  return {
    verdict: 'wrong-media-type',
    answer: messageAnswer(
      415,
      found === undefined
        ? 'The request has no Content-Type: send Content-Type: application/json.'
        : 'The Content-Type is not JSON in UTF-8: send Content-Type: application/json.',
      [['Accept-Post', 'application/json']],
    ),
  }
}

function isEncoded(encoding: string | undefined): boolean {
  return encoding !== undefined && encoding.trim().toLowerCase() !== 'identity'
}

function encoded(): Judgement {
  return {
    verdict: 'wrong-media-type',
    answer: messageAnswer(415, 'The body has a Content-Encoding: send it as it is.', [
      ['Accept-Encoding', 'identity'],
    ]),
  }
}

function tooLarge(): Judgement {
  return { verdict: 'too-large', answer: messageAnswer(413, 'The body is too large.') }
}
