import { createHash } from 'node:crypto'
import { type Credentials, createSigner } from '../../auth/index.ts'
import {
  type Clock,
  type Header,
  type HttpRequest,
  Secret,
  type Transport,
} from '../../core/index.ts'

/** One way to come with credentials that must not be accepted. */
export interface BadCredentials {
  readonly name: string
  /** For the title: «answers 401 to …». */
  readonly title: string
  readonly requirement: string
  /** Makes the request wrong: `good` is the request as it is signed with the right credentials. */
  readonly spoil: (good: HttpRequest, context: SpoilContext) => HttpRequest | Promise<HttpRequest>
}

export interface SpoilContext {
  readonly transport: Transport
  readonly clock: Clock
}

const AUTHORIZATION = 'authorization'

const ALTERED = '(altered on purpose)'

function without(name: string): BadCredentials['spoil'] {
  return (good) => ({
    ...good,
    headers: good.headers.filter(([key]) => key.toLowerCase() !== name),
  })
}

function replaced(name: string, change: (value: string) => string): BadCredentials['spoil'] {
  return (good) => ({
    ...good,
    headers: good.headers.map(([key, value]): Header => {
      if (key.toLowerCase() !== name) return [key, value]
      const changed = change(value instanceof Secret ? value.expose() : value)
      // What a changed secret still shows of the right one stays out of reports.
      const scheme = /^(?:Bearer|Basic)\b/.exec(changed)?.[0]
      return [key, new Secret(changed, scheme === undefined ? ALTERED : `${scheme} ${ALTERED}`)]
    }),
  })
}

/**
 * One character near the end becomes another one. Not the last: in a base64 text, as signed tokens are, some of its bits
 * mean nothing, and a changed one may be read as the same.
 */
function altered(text: string): string {
  const at = Math.max(0, text.length - 5)
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
}

/**
 * The last character becomes one that differs in the first of the six bits which it has in a base64 text: those mean
 * something wherever the text ends.
 */
function alteredAtItsEnd(text: string): string {
  return `${text.slice(0, -1)}${/[A-Za-f]$/.test(text) ? 'g' : 'A'}`
}

/** A text of the same shape that is derived from the right one but tells nothing of it. */
function stranger(text: string): string {
  return createHash('sha256')
    .update(`stranger ${text}`)
    .digest('hex')
    .slice(0, Math.max(8, Math.min(64, text.length)))
}

const NONE: BadCredentials = {
  name: 'none',
  title: 'no credentials',
  requirement: 'DS-AUTH-01',
  spoil: without(AUTHORIZATION),
}

function wrong(name: string, title: string, spoil: BadCredentials['spoil']): BadCredentials {
  return { name, title, requirement: 'DS-AUTH-02', spoil }
}

const token = (value: string): string => value.slice(value.indexOf(' ') + 1)

const BEARER: readonly BadCredentials[] = [
  NONE,
  wrong(
    'empty-token',
    'Bearer without a token',
    replaced(AUTHORIZATION, () => 'Bearer'),
  ),
  wrong(
    'other-scheme',
    'the token under another scheme',
    replaced(AUTHORIZATION, (value) => `Basic ${token(value)}`),
  ),
  wrong(
    'unknown-token',
    'an unknown token',
    replaced(AUTHORIZATION, (value) => `Bearer ${stranger(token(value))}`),
  ),
  wrong(
    'truncated-token',
    'a truncated token',
    replaced(AUTHORIZATION, (value) =>
      value.slice(0, -Math.max(1, Math.floor(token(value).length / 4))),
    ),
  ),
  wrong(
    'altered-token',
    'a token in which one character is another',
    replaced(AUTHORIZATION, altered),
  ),
  wrong(
    'token-altered-at-its-end',
    'a token whose last character is another',
    replaced(AUTHORIZATION, alteredAtItsEnd),
  ),
  wrong(
    'longer-token',
    'a token with characters appended',
    replaced(AUTHORIZATION, (value) => `${value}AAAA`),
  ),
]

function basicPair(change: (user: string, password: string) => string): BadCredentials['spoil'] {
  return replaced(AUTHORIZATION, (value) => {
    const pair = Buffer.from(token(value), 'base64').toString('utf8')
    const colon = pair.indexOf(':')
    return `Basic ${Buffer.from(change(pair.slice(0, colon), pair.slice(colon + 1))).toString('base64')}`
  })
}

const BASIC: readonly BadCredentials[] = [
  NONE,
  wrong(
    'malformed',
    'Basic with something that is no base64',
    replaced(AUTHORIZATION, () => 'Basic !!!'),
  ),
  wrong(
    'no-pair',
    'Basic without user name and password',
    replaced(AUTHORIZATION, () => 'Basic'),
  ),
  wrong(
    'wrong-password',
    'a wrong password',
    basicPair((user, password) => `${user}:${stranger(password)}`),
  ),
  wrong(
    'truncated-password',
    'a truncated password',
    basicPair((user, password) => `${user}:${password.slice(0, -1)}`),
  ),
  wrong(
    'longer-password',
    'a password with characters appended',
    basicPair((user, password) => `${user}:${password}AAAA`),
  ),
  wrong(
    'empty-password',
    'an empty password',
    basicPair((user) => `${user}:`),
  ),
  wrong(
    'wrong-user',
    'an unknown user',
    basicPair((user, password) => `${stranger(user)}:${password}`),
  ),
  wrong(
    'other-scheme',
    'the pair under another scheme',
    replaced(AUTHORIZATION, (value) => `Bearer ${token(value)}`),
  ),
]

function apiKey(header: string): readonly BadCredentials[] {
  const name = header.toLowerCase()
  return [
    { ...NONE, spoil: without(name) },
    wrong(
      'empty-key',
      'an empty key',
      replaced(name, () => ''),
    ),
    wrong('unknown-key', 'an unknown key', replaced(name, stranger)),
    wrong(
      'truncated-key',
      'a truncated key',
      replaced(name, (value) => value.slice(0, -1)),
    ),
    wrong('altered-key', 'a key in which one character is another', replaced(name, altered)),
    wrong(
      'longer-key',
      'a key with characters appended',
      replaced(name, (value) => `${value}AAAA`),
    ),
  ]
}

type Aws = Extract<Credentials, { scheme: 'aws-sigv4' }>

function signedBy(
  change: (credentials: Aws) => Aws,
  credentials: Aws,
  shiftMs = 0,
): BadCredentials['spoil'] {
  return async (good, { transport, clock }) => {
    const shifted: Clock = { ...clock, now: () => clock.now() + shiftMs }
    const signer = createSigner(change(credentials), { transport, clock: shifted })
    const bare = {
      ...good,
      headers: good.headers.filter(([name]) => !/^(authorization|x-amz-.*)$/i.test(name)),
    }
    const signed = await signer.sign(bare)
    return signed.ok ? signed.request : bare
  }
}

const TWO_DAYS_MS = 2 * 24 * 3600 * 1000

function aws(credentials: Aws): readonly BadCredentials[] {
  return [
    NONE,
    wrong(
      'malformed',
      'a malformed signature',
      replaced(AUTHORIZATION, () => 'AWS4-HMAC-SHA256 Credential=nobody'),
    ),
    wrong(
      'wrong-secret',
      'a signature made with another secret',
      signedBy(
        (own) => ({
          ...own,
          secretAccessKey: new Secret(stranger(own.secretAccessKey.expose()), '$ANOTHER_SECRET'),
        }),
        credentials,
      ),
    ),
    wrong(
      'wrong-key-id',
      'an unknown access key',
      signedBy(
        (own) => ({
          ...own,
          accessKeyId: `AKIA${stranger(own.accessKeyId).slice(0, 16).toUpperCase()}`,
        }),
        credentials,
      ),
    ),
    wrong('other-body', 'the signature of another body', (good) => ({
      ...good,
      body: Buffer.concat([
        Buffer.from(good.body instanceof Uint8Array ? good.body : ''),
        Buffer.from(' '),
      ]),
    })),
    wrong(
      'stale',
      'a signature that is two days old',
      signedBy((own) => own, credentials, -TWO_DAYS_MS),
    ),
  ]
}

/** Every way to come with bad credentials under a scheme; none where there are no credentials. */
export function badCredentials(credentials: Credentials): readonly BadCredentials[] {
  switch (credentials.scheme) {
    case 'oauth2':
      return BEARER
    case 'basic':
      return BASIC
    case 'api-key':
      return apiKey(credentials.header)
    case 'aws-sigv4':
      return aws(credentials)
    case 'none':
      return []
  }
}
