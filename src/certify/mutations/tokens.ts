import {
  type CredentialMutation,
  alteredAtItsEnd,
  alteredAt,
  altered,
  AUTHORIZATION,
  HAS_CASE,
  literal,
  NONE,
  otherCase,
  replaced,
  stranger,
  unknown,
  token,
  wrong,
} from './credential-mutation.ts'

/** A token that is changed under its scheme. */
function withToken(change: (token: string) => string): CredentialMutation['mutate'] {
  return replaced(AUTHORIZATION, (value) => `Bearer ${change(token(value))}`)
}

const OBVIOUS: readonly CredentialMutation[] = [
  NONE,
  wrong('empty-token', 'Bearer without a token', literal(AUTHORIZATION, 'Bearer')),
  wrong(
    'other-scheme',
    'the token under another scheme',
    replaced(AUTHORIZATION, (value) => `Basic ${token(value)}`),
  ),
  wrong(
    'unknown-token',
    'an unknown token',
    unknown(AUTHORIZATION, (value) => `Bearer ${stranger(token(value))}`),
  ),
  wrong(
    'truncated-token',
    'a truncated token',
    withToken((own) => own.slice(0, -Math.max(1, Math.floor(own.length / 4)))),
  ),
  wrong('altered-token', 'a token with one other character', withToken(altered)),
]

const SIGNED = { applies: isSigned, needs: 'access tokens that are signed (JWT)' }

/** Tokens that only a careless comparison accepts. */
const NEARLY_CORRECT: readonly CredentialMutation[] = [
  wrong(
    'word-for-a-token',
    'the name of a property that every object has',
    literal(AUTHORIZATION, 'Bearer hasOwnProperty'),
  ),
  wrong(
    'token-that-got-lost',
    'the word that a script sends when its token is missing',
    literal(AUTHORIZATION, 'Bearer undefined'),
  ),
  wrong(
    'token-without-its-start',
    'a token without its start',
    withToken((own) => own.slice(Math.max(1, Math.floor(own.length / 4)))),
  ),
  wrong(
    'token-altered-at-its-start',
    'a token with another first character',
    withToken(alteredAt(0)),
  ),
  wrong(
    'token-altered-in-its-middle',
    'a token with another character in its middle',
    withToken(alteredAt(0.5)),
  ),
  wrong(
    'token-altered-at-its-end',
    'a token with another last character',
    withToken(alteredAtItsEnd),
  ),
  wrong(
    'longer-token',
    'a token with characters appended',
    withToken((own) => `${own}AAAA`),
  ),
  wrong(
    'preceded-token',
    'a token with characters prepended',
    withToken((own) => `AAAA${own}`),
  ),
  {
    ...wrong(
      'token-beyond-ascii',
      'a token with a byte above 127',
      withToken((own) => `${own}\u00F6`),
    ),
    mayBeUnreadable: true,
  },
  wrong('token-in-another-case', 'a token in another case', withToken(otherCase), {
    applies: HAS_CASE,
    needs: 'a token with letters',
  }),
  wrong('unsigned-token', 'a token that declares itself unsigned', withToken(unsigned), SIGNED),
  wrong(
    'token-without-signature',
    'a token without its signature',
    withToken((own) => own.slice(0, own.lastIndexOf('.') + 1)),
    SIGNED,
  ),
]

/** Whether it is a signed JSON Web Token (RFC 7519), whose claims anybody can read. */
function isSigned(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 3 && /^eyJ[\w-]+$/.test(parts[0] ?? '') && (parts[2] ?? '') !== ''
}

/** The same claims under `"alg": "none"` (RFC 7519 §6), which must not be accepted. */
function unsigned(text: string): string {
  const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url')
  return `${header}.${text.split('.')[1] ?? ''}.`
}

/** Wrong access tokens. */
export const BEARER: readonly CredentialMutation[] = [
  ...OBVIOUS,
  ...NEARLY_CORRECT.map((mutation) => ({ ...mutation, onOneOperation: true as const })),
]
