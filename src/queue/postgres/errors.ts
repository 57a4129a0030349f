import { HarnessError, lookUp, messageOf, parsedUrl, systemCodeOf } from '../../core/index.ts'

type Reason = readonly [sentence: string, next: string]

const NETWORK: Reason = [
  'No PostgreSQL server responds at this address.',
  'check host and port of --store, and that the server runs',
]
const CREDENTIALS: Reason = [
  'PostgreSQL rejects these credentials.',
  'check user and password in --store',
]
const BROKEN: Reason = [
  'The connection to the database broke.',
  'check that the server runs and can be reached',
]
const SILENT: Reason = [
  'The database no longer responds.',
  'check what the server does, and whether it can still be reached',
]
const REASONS: Readonly<Record<string, Reason>> = {
  ECONNRESET: BROKEN,
  EPIPE: BROKEN,
  ECONNREFUSED: NETWORK,
  ENOTFOUND: NETWORK,
  EAI_AGAIN: NETWORK,
  ETIMEDOUT: NETWORK,
  EHOSTUNREACH: NETWORK,
  ENETUNREACH: NETWORK,
  '28P01': CREDENTIALS,
  '28000': CREDENTIALS,
  '3D000': ['The database does not exist.', 'create it, or name another one in --store'],
  '42501': [
    'The database user may not create or change the queue.',
    'grant it CREATE on the schema, or name another user in --store',
  ],
  '25006': ['The database is read-only.', 'name the primary server in --store'],
  '53100': ['The database has no disk space left.', 'free disk space on the server'],
  '53300': ['The database has no connection left.', 'raise max_connections, or run fewer workers'],
  '57P01': ['The database was shut down.', 'start it'],
  '57P03': ['The database is still starting.', 'wait until it is up'],
  XX001: ['The database reports damaged data.', 'restore it from a backup'],
  XX002: ['The database reports a damaged index.', 'REINDEX it'],
}

/** What the driver or the server reported, as an error that says what happened to the queue and what to do. */
export function storeError(error: unknown, location: string): unknown {
  if (error instanceof HarnessError || error instanceof TypeError) return error
  const code = systemCodeOf(error)
  const [sentence, next] = reasonOf(error, code) ?? [
    'The database cannot be used.',
    'look at what it reports',
  ]
  const damaged = code === 'XX001' || code === 'XX002'
  return new HarnessError(damaged ? 'STORE_DAMAGED' : 'STORE_UNAVAILABLE', sentence, {
    where: location,
    found: messageOf(error) === '' ? String(code) : messageOf(error),
    next: `${next} and try again; nothing that was confirmed is lost`,
    cause: error,
  })
}

/** The driver reports a lost or late connection with a message only, without a code. */
function reasonOf(error: unknown, code: string | undefined): Reason | undefined {
  if (code !== undefined) return lookUp(REASONS, code)
  const message = messageOf(error)
  if (message === 'Query read timeout') return SILENT
  if (/timeout/.test(message)) return NETWORK
  return message.startsWith('Connection terminated') ? BROKEN : undefined
}

/**
 * A connection string without its password.
 * @throws HarnessError INVALID_URL, which does not show it
 */
export function withoutPassword(connectionString: string): string {
  const url = parsedUrl(connectionString)
  // A slash that ends the host early leaves the password's end in the path.
  if (url === undefined || url.pathname.includes('@')) {
    throw new HarnessError('INVALID_URL', 'The store is not a PostgreSQL connection string.', {
      expected: 'postgres://user:password@host:5432/database',
      where: '--store',
      next: "write the password's special characters as %23 for #, %2F for /, %40 for @",
    })
  }
  if (url.password !== '') url.password = '***'
  url.searchParams.delete('password')
  return url.href
}
