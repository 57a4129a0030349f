import { createHmac } from 'node:crypto'
import { apiKey, type TestAuthority, basic, tokens } from '../authority.ts'
import { type Behaviour, correctBehaviour } from '../endpoint.ts'
import type { Flaw } from '../flaw.ts'

function compatible(name: string, names: string, make: () => Behaviour): Flaw {
  return { name, level: 'compatible', names, make }
}

/** Compares a token carelessly with those that were issued. */
function comparing(isAlike: (token: string, known: string) => boolean): () => Behaviour {
  return () =>
    correctBehaviour(
      tokens({
        isValid: (token, issued) => [...issued.keys()].some((known) => isAlike(token, known)),
      }),
    )
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Signed tokens, some of which the endpoint accepts without checking their signature. */
function signed(isTrusted: (header: { alg?: string }, signature: string) => boolean): Behaviour {
  const sign = (text: string): string =>
    createHmac('sha256', 'a-key-of-the-client').update(text).digest('base64url')
  let count = 0
  return correctBehaviour(
    tokens({
      mint: () => {
        const claims = `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64({ sub: 'optoro', n: count++ })}`
        return `${claims}.${sign(claims)}`
      },
      isValid: (token) => {
        const [header = '', claims = '', signature = ''] = token.split('.')
        try {
          const read = JSON.parse(Buffer.from(header, 'base64url').toString()) as { alg?: string }
          return isTrusted(read, signature) || signature === sign(`${header}.${claims}`)
        } catch {
          return false
        }
      },
    }),
  )
}

/** The credentials that are sent are written in lower case before they are looked at. */
function inLowerCase(
  own: TestAuthority,
  header: string,
  lower: (value: string) => string,
): Behaviour {
  return correctBehaviour({
    ...own,
    accepts: (request, bytes) => {
      if (own.accepts(request, bytes)) return true
      const value = request.headers[header]
      return typeof value === 'string' && lower(value) === lower(rightValue(own, header))
    },
  })
}

function rightValue(own: TestAuthority, header: string): string {
  const credentials = own.credentials('http://127.0.0.1')
  if (credentials.scheme === 'api-key') return credentials.key.expose()
  if (credentials.scheme !== 'basic') throw new Error(`no credentials in ${header}`)
  const pair = `${credentials.username}:${credentials.password.expose()}`
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

const decoded = (value: string): string =>
  Buffer.from(value.replace(/^basic /i, ''), 'base64')
    .toString()
    .toLowerCase()

/** Missing credentials are rejected first; invalid ones only after the body was validated. */
function valuesLast(): Behaviour {
  const correct = correctBehaviour()
  return {
    ...correct,
    authenticate: (call) =>
      call.request.headers.authorization === undefined ? correct.authenticate(call) : undefined,
    invented: (call) => correct.authenticate(call),
  }
}

/** A token that was valid once is remembered as valid. */
function remembering(): Behaviour {
  const seen = new Set<string>()
  return correctBehaviour(
    tokens({
      expiresInSeconds: 1,
      isValid: (token, issued) => {
        if ((issued.get(token) ?? 0) > Date.now()) seen.add(token)
        return seen.has(token)
      },
    }),
  )
}

/** Endpoints that accept nearly correct credentials. */
export const NEARLY_CORRECT_CREDENTIALS: readonly Flaw[] = [
  compatible(
    'compares tokens without regard to case',
    'token-in-another-case',
    comparing((token, known) => token.toLowerCase() === known.toLowerCase()),
  ),
  compatible(
    'looks at the end of what was sent',
    'preceded-token',
    comparing((token, known) => token.endsWith(known)),
  ),
  compatible(
    'accepts the end of a token as the token',
    'token-without-its-start',
    comparing((token, known) => known.endsWith(token)),
  ),
  compatible(
    'does not look at the first character of a token',
    'token-altered-at-its-start',
    comparing((token, known) => token.slice(1) === known.slice(1)),
  ),
  compatible(
    'compares both ends of a token',
    'token-altered-in-its-middle',
    comparing(
      (token, known) =>
        token.length === known.length &&
        token.slice(0, 12) === known.slice(0, 12) &&
        token.slice(-12) === known.slice(-12),
    ),
  ),
  compatible('looks tokens up in a plain object', 'word-for-a-token', () =>
    correctBehaviour(
      tokens({
        isValid: (token, issued) => token in Object.fromEntries(issued),
      }),
    ),
  ),
  compatible('accepts a token that declares itself unsigned', 'unsigned-token', () =>
    signed(({ alg }) => alg === 'none'),
  ),
  compatible('verifies a signature where there is one', 'token-without-signature', () =>
    signed((_header, signature) => signature === ''),
  ),
  compatible('remembers a token beyond its end', 'expired-token', remembering),
  compatible('compares a password without regard to case', 'password-in-another-case', () =>
    inLowerCase(basic(), 'authorization', decoded),
  ),
  compatible('compares a key without regard to case', 'key-in-another-case', () =>
    inLowerCase(apiKey(), 'x-client-key', (value) => value.toLowerCase()),
  ),
  compatible(
    'validates the body before it verifies a token',
    'before-schema-with-wrong',
    valuesLast,
  ),
  ...(
    [
      ['token', tokens(), 'token-beyond-ascii'],
      ['pair', basic(), 'beyond-ascii'],
      ['key', apiKey(), 'key-beyond-ascii'],
    ] as const
  ).map(([what, authority, names]) =>
    compatible(`stumbles over a ${what} beyond ASCII`, names, () => {
      const right = correctBehaviour(authority)
      return {
        ...right,
        intercept: ({ request, response }) => {
          const sent = Object.values(request.headers).flat().join(' ')
          const pair = Buffer.from(sent.split('Basic ')[1]?.split(' ')[0] ?? '', 'base64')
          if (!/[^\0-\u007F]/.test(sent) && !pair.some((byte) => byte > 127)) return false
          response.writeHead(500).end()
          return true
        },
      }
    }),
  ),
  compatible('the token service accepts an empty secret', 'token/empty-secret', () =>
    correctBehaviour(tokens({ isSecret: (secret, own) => secret === own || secret === '' })),
  ),
  compatible('the token service compares the start of a secret', 'token/altered-secret', () =>
    correctBehaviour(
      tokens({ isSecret: (secret, own) => secret?.slice(0, 8) === own.slice(0, 8) }),
    ),
  ),
  compatible('the token service does not mind case', 'token/secret-in-another-case', () =>
    correctBehaviour(
      tokens({ isSecret: (secret, own) => secret?.toLowerCase() === own.toLowerCase() }),
    ),
  ),
  compatible('the token service asks for no secret where none comes', 'token/no-secret', () =>
    correctBehaviour(tokens({ isSecret: (secret, own) => secret === null || secret === own })),
  ),
  compatible('looks tokens up in a list that knows undefined', 'token-that-got-lost', () =>
    correctBehaviour(
      tokens({ isValid: (token, issued) => token === 'undefined' || issued.has(token) }),
    ),
  ),
  compatible('accepts a token whoever it was issued to', 'token-of-another-client', () =>
    correctBehaviour(tokens({ acceptsOthers: true })),
  ),
  compatible('the token service gives an empty token', 'token/response', () =>
    correctBehaviour(tokens({ mint: () => '' })),
  ),
]
