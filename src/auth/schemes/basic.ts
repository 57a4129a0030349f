import { BASIC_CREDENTIALS, HarnessError, Secret } from '../../core/index.ts'
import { type AuthenticationCheck, credentialsOf, REALM, unauthenticated } from '../checking.ts'
import { fixedHeaders } from '../signing.ts'
import type { Scheme } from './scheme.ts'

export interface BasicCredentials {
  readonly scheme: 'basic'
  readonly username: string
  readonly password: Secret
}

const CHALLENGE = `Basic ${REALM}, charset="UTF-8"`

export const basic: Scheme<BasicCredentials> = {
  name: 'basic',
  label: 'HTTP Basic',
  authorizationName: 'Basic',
  openApi: { type: 'http', scheme: 'basic' },
  fields: {
    username: {
      label: 'User name',
      placeholder: 'name',
      variable: 'DROPSHIP_USERNAME',
      expected: { usual: 'drop-ship-sender', exam: 'examined-sender' },
    },
    password: {
      label: 'Password',
      placeholder: 'password',
      variable: 'DROPSHIP_PASSWORD',
      isSecret: true,
      expected: {},
    },
  },
  placeholder: () => [
    'Authorization',
    `Basic ${Buffer.from('any:any-password').toString('base64')}`,
  ],
  header: () => 'authorization',
  assertSendable: assertUsername,
  assertExpectable: assertUsername,
  sign: (credentials) => {
    const base64 = Buffer.from(pairOf(credentials).expose()).toString('base64')
    const encoded = new Secret(base64, BASIC_CREDENTIALS)
    const header = encoded.within((text) => `Basic ${text}`)
    return fixedHeaders('basic', [credentials.password, encoded], [['Authorization', header]])
  },
  check: (expected) => createCheck(pairOf(expected)),
  challenge: () => CHALLENGE,
}

/**
 * RFC 7617 §2: the first colon ends the user name.
 * @throws HarnessError INVALID_OPTION
 */
function assertUsername({ username }: BasicCredentials): void {
  if (!username.includes(':')) return
  throw new HarnessError('INVALID_OPTION', 'A user name of HTTP Basic cannot hold a colon.', {
    found: JSON.stringify(username),
    next: 'check --username; a colon separates user name and password on the wire',
  })
}

function pairOf({ username, password }: BasicCredentials): Secret {
  return new Secret(`${username}:${password.expose()}`, BASIC_CREDENTIALS)
}

function createCheck(expected: Secret): AuthenticationCheck {
  const missing = unauthenticated(
    'missing',
    'The request carries no credentials: send Authorization: Basic with user name and password.',
    CHALLENGE,
  )
  const malformed = unauthenticated(
    'malformed',
    'The Authorization header is not of the form Basic BASE64(username:password).',
    CHALLENGE,
  )
  const wrong = unauthenticated('wrong', 'User name or password is wrong.', CHALLENGE)
  return ({ headers: { authorization } }) => {
    if (authorization === undefined) return missing
    const encoded = credentialsOf(authorization, 'basic')
    if (encoded === undefined) return malformed
    const pair = Buffer.from(encoded, 'base64').toString('utf8')
    if (!pair.includes(':')) return malformed
    return expected.equals(pair) ? undefined : wrong
  }
}
