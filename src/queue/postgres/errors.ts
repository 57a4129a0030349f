import {
  defined,
  HarnessError,
  lookUp,
  messageOf,
  parsedUrl,
  systemCodeOf,
} from '../../core/index.ts'

interface Reason {
  readonly sentence: string
  readonly next: string
  /** The server may be back, or the disk free, in a while. */
  readonly mayPass?: true
}

const NETWORK: Reason = {
  sentence: 'No PostgreSQL server responds at this address.',
  next: 'check host and port of --store, and that the server runs',
  mayPass: true,
}
const CREDENTIALS: Reason = {
  sentence: 'PostgreSQL rejects these credentials.',
  next: 'check user and password in --store',
}
const BROKEN: Reason = {
  sentence: 'The connection to the database broke.',
  next: 'check that the server runs and can be reached',
  mayPass: true,
}
const SILENT: Reason = {
  sentence: 'The database no longer responds.',
  next: 'check what the server does, and whether it can still be reached',
  mayPass: true,
}
const UNUSABLE: Reason = {
  sentence: 'The database cannot be used.',
  next: 'look at what it reports',
}
const REASONS: Readonly<Record<string, Reason>> = {
  ECONNRESET: BROKEN,
  EPIPE: BROKEN,
  ECONNREFUSED: NETWORK,
  ENOTFOUND: NETWORK,
  EAI_AGAIN: NETWORK,
  ETIMEDOUT: NETWORK,
  EHOSTUNREACH: NETWORK,
  ENETUNREACH: NETWORK,
  // A socket file that is not there.
  ENOENT: NETWORK,
  '28P01': CREDENTIALS,
  '28000': CREDENTIALS,
  '3D000': {
    sentence: 'The database does not exist.',
    next: 'create it, or name another one in --store',
  },
  '42501': {
    sentence: 'The database user may not create or change the queue.',
    next: 'grant it CREATE on the schema, or name another user in --store',
  },
  '25006': {
    sentence: 'The database is read-only.',
    next: 'name the primary server in --store',
    mayPass: true,
  },
  '53100': {
    sentence: 'The database has no disk space left.',
    next: 'free disk space on the server',
    mayPass: true,
  },
  '53300': {
    sentence: 'The database has no connection left.',
    next: 'raise max_connections, or run fewer workers',
    mayPass: true,
  },
  '57P01': { sentence: 'The database was shut down.', next: 'start it', mayPass: true },
  '57P02': { sentence: 'The database crashed.', next: 'look at its log', mayPass: true },
  '57P03': {
    sentence: 'The database is still starting.',
    next: 'wait until it is up',
    mayPass: true,
  },
  XX001: { sentence: 'The database reports damaged data.', next: 'restore it from a backup' },
  XX002: { sentence: 'The database reports a damaged index.', next: 'REINDEX it' },
}

/** What the driver or the server reported, as an error that says what happened to the queue and what to do. */
export function storeError(error: unknown, location: string): unknown {
  if (error instanceof HarnessError || error instanceof TypeError) return error
  const code = systemCodeOf(error)
  const { sentence, next, mayPass } = reasonOf(error, code) ?? UNUSABLE
  const damaged = code === 'XX001' || code === 'XX002'
  return new HarnessError(damaged ? 'STORE_DAMAGED' : 'STORE_UNAVAILABLE', sentence, {
    where: location,
    found: messageOf(error) === '' ? String(code) : messageOf(error),
    next: `${next} and try again; nothing that was confirmed is lost`,
    ...defined({ mayPass }),
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
