import {
  type CredentialMutation,
  alteredAt,
  altered,
  AUTHORIZATION,
  HAS_CASE,
  literal,
  NONE,
  otherCase,
  replaced,
  stranger,
  titled,
  unknown,
  token,
  without,
  wrong,
} from './credential-mutation.ts'

function pairOf(base64: string): { readonly user: string; readonly password: string } {
  const pair = Buffer.from(base64, 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  return { user: pair.slice(0, colon), password: pair.slice(colon + 1) }
}

function basicPair(
  change: (user: string, password: string) => string,
): CredentialMutation['mutate'] {
  return replaced(AUTHORIZATION, changedPair(change))
}

function changedPair(change: (user: string, password: string) => string) {
  return (value: string): string => {
    const { user, password } = pairOf(token(value))
    return `Basic ${Buffer.from(change(user, password)).toString('base64')}`
  }
}

/** Wrong user names and passwords. */
export const BASIC: readonly CredentialMutation[] = [
  NONE,
  wrong('malformed', 'Basic with invalid base64', literal(AUTHORIZATION, 'Basic !!!')),
  wrong('no-pair', 'Basic without user name and password', literal(AUTHORIZATION, 'Basic')),
  wrong(
    'wrong-password',
    'a wrong password',
    unknown(
      AUTHORIZATION,
      changedPair((user, password) => `${user}:${stranger(password)}`),
    ),
  ),
  wrong(
    'truncated-password',
    'a truncated password',
    basicPair((user, password) => `${user}:${password.slice(0, -1)}`),
  ),
  wrong(
    'longer-password',
    'a password with characters appended, a colon among them',
    basicPair((user, password) => `${user}:${password}AAAA`),
    {
      // Whoever splits the pair at every colon sees the correct password (RFC 7617 §2: the first colon ends the user name).
      variants: [
        titled(
          'a password with a colon and more appended',
          basicPair((user, password) => `${user}:${password}:AAAA`),
        ),
      ],
    },
  ),
  wrong(
    'empty-password',
    'an empty password',
    basicPair((user) => `${user}:`),
  ),
  wrong(
    'password-in-another-case',
    'a password in another case',
    basicPair((user, password) => `${user}:${otherCase(password)}`),
    {
      applies: (correct) => HAS_CASE(pairOf(correct).password),
      needs: 'a password with letters',
    },
  ),
  {
    ...wrong(
      'beyond-ascii',
      'a user name and a password with letters beyond ASCII',
      basicPair((user, password) => `${user}\u00F6:${password}\u00E9`),
    ),
    onOneOperation: true,
  },
  wrong(
    'wrong-user',
    'an unknown user',
    basicPair((user, password) => `${stranger(user)}:${password}`),
  ),
  wrong(
    'other-scheme',
    'the user name and password under another scheme',
    replaced(AUTHORIZATION, (value) => `Bearer ${token(value)}`),
  ),
]

/** Wrong keys in a header. */
export function apiKey(header: string): readonly CredentialMutation[] {
  const name = header.toLowerCase()
  return [
    { ...NONE, mutate: without(name) },
    wrong('empty-key', 'an empty key', literal(name, '')),
    wrong('unknown-key', 'an unknown key', unknown(name, stranger)),
    wrong(
      'truncated-key',
      'a truncated key',
      replaced(name, (value) => value.slice(0, -1)),
    ),
    {
      ...wrong(
        'key-beyond-ascii',
        'a key with a byte above 127',
        replaced(name, (value) => `${value}\u00F6`),
      ),
      onOneOperation: true,
      mayBeUnreadable: true,
    },
    wrong('altered-key', 'a key with one other character', replaced(name, altered)),
    wrong(
      'key-altered-at-its-start',
      'a key with another first character',
      replaced(name, alteredAt(0)),
    ),
    wrong('key-in-another-case', 'a key in another case', replaced(name, otherCase), {
      applies: HAS_CASE,
      needs: 'a key with letters',
    }),
    wrong(
      'longer-key',
      'a key with characters appended',
      replaced(name, (value) => `${value}AAAA`),
    ),
  ]
}
