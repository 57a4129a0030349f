import { type AccessTokens, credentialsOf, type ExpectedCredentials } from '../../src/auth/index.ts'
import {
  constantTimeEqual,
  declaresJson,
  defined,
  essenceOfMediaType,
  isRecord,
  parseRequestJson,
} from '../../src/core/index.ts'
import { jsonResponse, messageResponse } from './response.ts'
import type { StubDecision, ReceivedRequest } from './judge.ts'

export type ExpectedClient = Extract<ExpectedCredentials, { scheme: 'oauth2' }>

export interface StubTokenServiceOptions {
  readonly expected: ExpectedClient
  readonly tokens: AccessTokens
  /** Lifetime of a token in milliseconds. */
  readonly lifetimeMs: number
}

type ErrorName = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_scope'

interface TokenError {
  readonly error: ErrorName
  readonly description: string
}

/** RFC 6749 §5.1: responses of a token service must not be stored. */
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
  options: StubTokenServiceOptions,
): (request: ReceivedRequest) => StubDecision {
  const { expected, tokens, lifetimeMs } = options
  return (request) => {
    if (request.method !== 'POST') {
      const response = messageResponse(
        405,
        `The token service accepts POST, not ${request.method}.`,
        [['Allow', 'POST']],
      )
      return { verdict: 'wrong-method', response }
    }
    const parameters = parametersOf(request)
    if (!(parameters instanceof Map)) return rejected(parameters)
    const problem =
      checkClient(request, parameters, expected) ?? checkGrant(parameters.get('grant_type'))
    if (problem !== undefined) return rejected(problem)
    const scope = parameters.get('scope')
    if (scope !== undefined && !SCOPE.test(scope)) {
      return rejected({ error: 'invalid_scope', description: 'scope is not printable ASCII' })
    }
    return {
      verdict: 'token-issued',
      response: jsonResponse(
        200,
        {
          access_token: tokens.issue(lifetimeMs),
          token_type: 'Bearer',
          // Rounded down: never longer than the token is valid.
          expires_in: Math.floor(lifetimeMs / 1000),
          ...defined({ scope }),
        },
        NOT_STORED,
      ),
    }
  }
}

/** The request's parameters, from a form or JSON. RFC 6749 §3.2: empty ones count as absent, and none is repeated. */
function parametersOf(request: ReceivedRequest): Map<string, string> | TokenError {
  const type = request.headers['content-type']
  if (request.tooLarge) return invalid('the request is too large')
  if (declaresJson(type)) return jsonParameters(request.body)
  if (essenceOfMediaType(type ?? '') !== 'application/x-www-form-urlencoded') {
    return invalid('Content-Type must be application/x-www-form-urlencoded or application/json')
  }
  const parameters = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(request.body.toString('utf8'))) {
    if (parameters.has(name)) return invalid('a parameter is repeated')
    if (value !== '') parameters.set(name, value)
  }
  return parameters
}

function jsonParameters(body: Buffer): Map<string, string> | TokenError {
  const parsed = parseRequestJson(body)
  if (!parsed.ok) return invalid('the body is not valid JSON')
  if (!isRecord(parsed.value)) return invalid('the body is not a JSON object')
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
): TokenError | undefined {
  const { authorization } = request.headers
  const secret = parameters.get('client_secret')
  if (authorization !== undefined) {
    if (secret !== undefined) return invalid('the client credentials are given in two ways')
    const encoded = credentialsOf(authorization, 'basic')
    return encoded !== undefined && isExpectedPair(encoded, expected) ? undefined : unknownClient()
  }
  const id = parameters.get('client_id')
  if (id === undefined || secret === undefined) {
    return { error: 'invalid_client', description: 'client_id and client_secret are required' }
  }
  const matches = [constantTimeEqual(id, expected.clientId), expected.clientSecret.equals(secret)]
  return matches.every(Boolean) ? undefined : unknownClient()
}

/** RFC 6749 §2.3.1 asks for both parts form-encoded; plain and percent-encoded parts are accepted, too. */
function isExpectedPair(encoded: string, expected: ExpectedClient): boolean {
  const pair = Buffer.from(encoded, 'base64').toString('utf8')
  const secret = expected.clientSecret.expose()
  const formEncoded = (text: string): string =>
    new URLSearchParams({ '': text }).toString().slice(1)
  const matches = [
    constantTimeEqual(pair, `${expected.clientId}:${secret}`),
    constantTimeEqual(pair, `${formEncoded(expected.clientId)}:${formEncoded(secret)}`),
    constantTimeEqual(
      pair,
      `${encodeURIComponent(expected.clientId)}:${encodeURIComponent(secret)}`,
    ),
  ]
  return matches.some(Boolean)
}

function checkGrant(grant: string | undefined): TokenError | undefined {
  if (grant === undefined) return invalid('grant_type is required')
  if (grant === 'client_credentials') return undefined
  return {
    error: 'unsupported_grant_type',
    description: 'grant_type must be client_credentials',
  }
}

function invalid(description: string): TokenError {
  return { error: 'invalid_request', description }
}

function unknownClient(): TokenError {
  return { error: 'invalid_client', description: 'the client credentials are invalid' }
}

/** RFC 6749 §5.2. */
function rejected({ error, description }: TokenError): StubDecision {
  const isClient = error === 'invalid_client'
  return {
    verdict: 'token-refused',
    response: jsonResponse(isClient ? 401 : 400, { error, error_description: description }, [
      ...NOT_STORED,
      ...(isClient ? [['WWW-Authenticate', 'Basic realm="drop-ship"'] as const] : []),
    ]),
  }
}
