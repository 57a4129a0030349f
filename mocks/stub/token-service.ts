import { type AccessTokens, credentialsOf, type ExpectedCredentials } from '../../src/auth/index.ts'
import {
  constantTimeEqual,
  declaresJson,
  essenceOfMediaType,
  isRecord,
  parseRequestJson,
} from '../../src/core/index.ts'
import { jsonAnswer, messageAnswer } from './answer.ts'
import type { Judgement, ReceivedRequest } from './judge.ts'

export type ExpectedClient = Extract<ExpectedCredentials, { scheme: 'oauth2' }>

export interface TokenServiceOptions {
  readonly expected: ExpectedClient
  readonly tokens: AccessTokens
  /** Milliseconds that a token lives. */
  readonly lifetimeMs: number
}

type ErrorName = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_scope'

interface Refusal {
  readonly error: ErrorName
  readonly description: string
}

/** RFC 6749 §5.1: answers of a token service are not stored on the way. */
const NOT_STORED = [
  ['Cache-Control', 'no-store'],
  ['Pragma', 'no-cache'],
] as const

/** RFC 6749 §3.3: printable, without quotes and backslashes. */
const SCOPE = /^[\u0020\u0021\u0023-\u005B\u005D-\u007E]+$/

/**
 * The client's token service, `POST /oauth/token`: the client credentials grant of RFC 6749 §4.4, with the client's
 * credentials in the form body, in HTTP Basic, or as JSON.
 */
export function createTokenService(
  options: TokenServiceOptions,
): (request: ReceivedRequest) => Judgement {
  const { expected, tokens, lifetimeMs } = options
  return (request) => {
    if (request.method !== 'POST') {
      const answer = messageAnswer(405, `The token service takes POST, not ${request.method}.`, [
        ['Allow', 'POST'],
      ])
      return { verdict: 'wrong-method', answer }
    }
    const parameters = parametersOf(request)
    if (!(parameters instanceof Map)) return refuse(parameters)
    const refusal =
      checkClient(request, parameters, expected) ?? checkGrant(parameters.get('grant_type'))
    if (refusal !== undefined) return refuse(refusal)
    const scope = parameters.get('scope')
    if (scope !== undefined && !SCOPE.test(scope)) {
      return refuse({ error: 'invalid_scope', description: 'scope is not printable ASCII' })
    }
    return {
      verdict: 'token-issued',
      answer: jsonAnswer(
        200,
        {
          access_token: tokens.issue(lifetimeMs),
          token_type: 'Bearer',
          // Never longer than the token is good.
          expires_in: Math.floor(lifetimeMs / 1000),
          ...(scope === undefined ? {} : { scope }),
        },
        NOT_STORED,
      ),
    }
  }
}

/** The request's parameters, whichever way they are written; RFC 6749 §3.2: empty ones count as absent, none comes twice. */
function parametersOf(request: ReceivedRequest): Map<string, string> | Refusal {
  const type = request.headers['content-type']
  if (request.tooLarge) return invalid('the request is too large')
  if (declaresJson(type)) return jsonParameters(request.body)
  if (essenceOfMediaType(type ?? '') !== 'application/x-www-form-urlencoded') {
    return invalid('Content-Type must be application/x-www-form-urlencoded or application/json')
  }
  const parameters = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(request.body.toString('utf8'))) {
    if (parameters.has(name)) return invalid('a parameter comes twice')
    if (value !== '') parameters.set(name, value)
  }
  return parameters
}

function jsonParameters(body: Buffer): Map<string, string> | Refusal {
  const parsed = parseRequestJson(body)
  if (!parsed.ok) return invalid('the body is not valid JSON')
  if (!isRecord(parsed.value)) return invalid('the body is no JSON object')
  const parameters = new Map<string, string>()
  for (const [name, value] of Object.entries(parsed.value)) {
    if (typeof value !== 'string') return invalid('every parameter must be a string')
    if (value !== '') parameters.set(name, value)
  }
  return parameters
}

function checkClient(
  request: ReceivedRequest,
  parameters: ReadonlyMap<string, string>,
  expected: ExpectedClient,
): Refusal | undefined {
  const { authorization } = request.headers
  const secret = parameters.get('client_secret')
  if (authorization !== undefined) {
    if (secret !== undefined) return invalid('the client credentials come in two ways at once')
    const encoded = credentialsOf(authorization, 'basic')
    return encoded !== undefined && isExpectedPair(encoded, expected) ? undefined : wrongClient()
  }
  const id = parameters.get('client_id')
  if (id === undefined || secret === undefined) {
    return { error: 'invalid_client', description: 'client_id and client_secret are required' }
  }
  const right = [constantTimeEqual(id, expected.clientId), expected.clientSecret.equals(secret)]
  return right.every(Boolean) ? undefined : wrongClient()
}

/** RFC 6749 §2.3.1 wants both parts form-encoded; clients that leave them as they are understood too. */
function isExpectedPair(encoded: string, expected: ExpectedClient): boolean {
  const pair = Buffer.from(encoded, 'base64').toString('utf8')
  const secret = expected.clientSecret.expose()
  const formEncoded = (text: string): string =>
    new URLSearchParams({ '': text }).toString().slice(1)
  const right = [
    constantTimeEqual(pair, `${expected.clientId}:${secret}`),
    constantTimeEqual(pair, `${formEncoded(expected.clientId)}:${formEncoded(secret)}`),
    constantTimeEqual(
      pair,
      `${encodeURIComponent(expected.clientId)}:${encodeURIComponent(secret)}`,
    ),
  ]
  return right.some(Boolean)
}

function checkGrant(grant: string | undefined): Refusal | undefined {
  if (grant === undefined) return invalid('grant_type is required')
  if (grant === 'client_credentials') return undefined
  return {
    error: 'unsupported_grant_type',
    description: 'grant_type must be client_credentials',
  }
}

function invalid(description: string): Refusal {
  return { error: 'invalid_request', description }
}

function wrongClient(): Refusal {
  return { error: 'invalid_client', description: 'the client credentials are wrong' }
}

/** RFC 6749 §5.2. */
function refuse({ error, description }: Refusal): Judgement {
  const isClient = error === 'invalid_client'
  return {
    verdict: 'token-refused',
    answer: jsonAnswer(isClient ? 401 : 400, { error, error_description: description }, [
      ...NOT_STORED,
      ...(isClient ? [['WWW-Authenticate', 'Basic realm="drop-ship"'] as const] : []),
    ]),
  }
}
