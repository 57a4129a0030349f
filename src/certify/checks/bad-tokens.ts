import {
  type BadCredentials,
  alteredAtItsEnd,
  alteredAt,
  altered,
  AUTHORIZATION,
  HAS_CASE,
  NONE,
  otherCase,
  replaced,
  stranger,
  token,
  wrong,
} from './spoiling.ts'

/** A token that is changed under its scheme. */
function withToken(change: (token: string) => string): BadCredentials['spoil'] {
  return replaced(AUTHORIZATION, (value) => `Bearer ${change(token(value))}`)
}

const COARSE: readonly BadCredentials[] = [
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
  wrong('unknown-token', 'an unknown token', withToken(stranger)),
  wrong(
    'truncated-token',
    'a truncated token',
    withToken((own) => own.slice(0, -Math.max(1, Math.floor(own.length / 4)))),
  ),
  wrong('altered-token', 'a token in which one character is another', withToken(altered)),
]

/** Ways that only a careless comparison lets in. */
const FINE: readonly BadCredentials[] = [
  wrong(
    'word-for-a-token',
    'a word that every object of a programming language knows',
    withToken(() => 'hasOwnProperty'),
  ),
  wrong(
    'token-that-got-lost',
    'the word that a script without its token sends',
    withToken(() => 'undefined'),
  ),
  wrong(
    'token-without-its-start',
    'a token without its start',
    withToken((own) => own.slice(Math.max(1, Math.floor(own.length / 4)))),
  ),
  wrong(
    'token-altered-at-its-start',
    'a token whose first character is another',
    withToken(alteredAt(0)),
  ),
  wrong(
    'token-altered-in-its-middle',
    'a token in whose middle one character is another',
    withToken(alteredAt(0.5)),
  ),
  wrong(
    'token-altered-at-its-end',
    'a token whose last character is another',
    withToken(alteredAtItsEnd),
  ),
  wrong(
    'longer-token',
    'a token with characters appended',
    withToken((own) => `${own}AAAA`),
  ),
  wrong(
    'preceded-token',
    'a token with characters put before it',
    withToken((own) => `AAAA${own}`),
  ),
  wrong('token-in-another-case', 'a token in another case', withToken(otherCase), HAS_CASE),
  wrong('unsigned-token', 'a token that says it has no signature', withToken(unsigned), isSigned),
  wrong(
    'token-without-signature',
    'a token whose signature was taken off',
    withToken((own) => own.slice(0, own.lastIndexOf('.') + 1)),
    isSigned,
  ),
]

/** Whether it is a signed token as RFC 7519 has it: what it says can be read by anybody. */
function isSigned(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 3 && /^eyJ[\w-]+$/.test(parts[0] ?? '') && (parts[2] ?? '') !== ''
}

/** The same claims under `"alg": "none"` (RFC 7519 §6), which must not be taken. */
function unsigned(text: string): string {
  const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url')
  return `${header}.${text.split('.')[1] ?? ''}.`
}

/** Ways to come with a bad access token. */
export const BEARER: readonly BadCredentials[] = [
  ...COARSE,
  ...FINE.map((way) => ({ ...way, isFine: true })),
]
