import { type Clock, HarnessError, isHeaderName, Secret } from '../core/index.ts'
import { assertBasicUsername } from './basic.ts'
import type { AccessTokens } from './check-tokens.ts'
import type { AuthenticationCheck, ExpectedCredentials, Unauthenticated } from './expected.ts'

const REALM = 'realm="drop-ship"'

/** The check for one way to authenticate. */
export async function createAuthenticationCheck(
  expected: ExpectedCredentials,
  { clock, tokens }: { readonly clock: Clock; readonly tokens: AccessTokens },
): Promise<AuthenticationCheck> {
  switch (expected.scheme) {
    case 'none':
      return () => undefined
    case 'oauth2':
      return createBearerCheck(tokens)
    case 'basic': {
      const secret = new Secret(
        `${expected.username}:${expected.password.expose()}`,
        '$DROPSHIP_BASIC_CREDENTIALS',
      )
      return createBasicCheck(secret)
    }
    case 'api-key':
      return createApiKeyCheck(expected.header, expected.key)
    case 'aws-sigv4': {
      const { createAwsSigV4Check } = await import('./check-aws-sigv4.ts')
      return createAwsSigV4Check(expected, clock)
    }
  }
}

function createBearerCheck(tokens: AccessTokens): AuthenticationCheck {
  const missing = unauthenticated(
    'missing',
    'The request carries no access token: send Authorization: Bearer with a token of the token service.',
    `Bearer ${REALM}`,
  )
  const malformed = unauthenticated(
    'malformed',
    'The Authorization header is not of the form Bearer TOKEN.',
    `Bearer ${REALM}, error="invalid_request"`,
  )
  const invalid = (reason: 'wrong' | 'expired' | 'revoked', said: string): Unauthenticated =>
    unauthenticated(
      reason,
      `The access token ${said}: get a new one from the token service and send the request again.`,
      `Bearer ${REALM}, error="invalid_token", error_description="The access token ${said}"`,
    )
  const responses = {
    wrong: invalid('wrong', 'is not known'),
    expired: invalid('expired', 'has expired'),
    revoked: invalid('revoked', 'was revoked'),
  } as const
  return ({ headers: { authorization } }) => {
    if (authorization === undefined) return missing
    const token = credentialsOf(authorization, 'bearer')
    if (token === undefined) return malformed
    const state = tokens.check(token)
    return state === 'valid' ? undefined : responses[state]
  }
}

function createBasicCheck(expected: Secret): AuthenticationCheck {
  const challenge = `Basic ${REALM}, charset="UTF-8"`
  const missing = unauthenticated(
    'missing',
    'The request carries no credentials: send Authorization: Basic with user name and password.',
    challenge,
  )
  const malformed = unauthenticated(
    'malformed',
    'The Authorization header is not of the form Basic BASE64(username:password).',
    challenge,
  )
  const wrong = unauthenticated('wrong', 'User name or password is wrong.', challenge)
  return ({ headers: { authorization } }) => {
    if (authorization === undefined) return missing
    const encoded = credentialsOf(authorization, 'basic')
    if (encoded === undefined) return malformed
    const pair = Buffer.from(encoded, 'base64').toString('utf8')
    if (!pair.includes(':')) return malformed
    return expected.equals(pair) ? undefined : wrong
  }
}

function createApiKeyCheck(header: string, expected: Secret): AuthenticationCheck {
  const name = header.toLowerCase()
  const challenge = `ApiKey ${REALM}, header="${header}"`
  const missing = unauthenticated(
    'missing',
    `The request carries no API key: send it in the header ${header}.`,
    challenge,
  )
  const wrong = unauthenticated('wrong', `The API key in ${header} is wrong.`, challenge)
  return ({ headers }) => {
    const value = headers[name]
    if (value === undefined || value === '') return missing
    return expected.equals(String(value)) ? undefined : wrong
  }
}

/** What follows the scheme's name, which is compared without regard to case (RFC 9110 §11.1). */
export function credentialsOf(authorization: string, scheme: string): string | undefined {
  const { length } = scheme
  if (authorization.charCodeAt(length) !== 32) return undefined
  if (authorization.slice(0, length).toLowerCase() !== scheme) return undefined
  const value = authorization.slice(length + 1).trim()
  return value === '' || value.includes(' ') ? undefined : value
}

function unauthenticated(
  reason: Unauthenticated['reason'],
  message: string,
  challenge: string,
): Unauthenticated {
  return { reason, message, challenge }
}

/** @throws HarnessError INVALID_OPTION for credentials that no HTTP header can carry */
export function assertExpectable(expected: ExpectedCredentials): void {
  if (expected.scheme === 'basic') assertBasicUsername(expected.username)
  if (expected.scheme === 'api-key' && !isHeaderName(expected.header)) {
    throw new HarnessError('INVALID_OPTION', 'No HTTP header has this name.', {
      expected: 'a header name such as X-Api-Key',
      found: JSON.stringify(expected.header),
      where: '--header',
    })
  }
}
