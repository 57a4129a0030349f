import type { Credentials, Signer } from '../../auth/index.ts'
import type { Contract, Operation } from '../../contract/index.ts'
import type { Exchange, FailureKind } from '../../core/index.ts'
import { describeAnswer, type Session } from './session.ts'

/** A token service that is reached and fails with right credentials: nothing else can be judged. */
export interface FailingTokenService {
  readonly kind: 'failing-token-service'
  readonly sentence: string
}

/** What is misconfigured: said in one sentence before anything is judged. */
export interface Misconfiguration {
  readonly kind: 'unreachable' | 'token' | 'credentials' | 'base-url'
  readonly sentence: string
  readonly next: string
}

/**
 * Name resolution, connection, TLS, token and one valid message for each operation. Most failures that users of such
 * suites meet are their own configuration: it is not judged as the endpoint's.
 */
export async function preflight(
  session: Session,
  contract: Contract,
  credentials: Credentials,
  signer: Signer,
): Promise<Misconfiguration | FailingTokenService | undefined> {
  const token = await tokenProblem(credentials, signer)
  if (token !== undefined) return token
  const answers: { operation: Operation; exchange: Exchange }[] = []
  for (const operation of contract.operations) {
    const exchange = await session.target.send(operation, session.message(operation))
    if (
      exchange.response === undefined &&
      exchange.failure !== undefined &&
      isConnectionProblem(exchange.failure.kind)
    ) {
      return unreachable(exchange, session.target.urlOf(operation))
    }
    answers.push({ operation, exchange })
  }
  return misaddressed(answers, credentials)
}

const CONNECTION: ReadonlySet<FailureKind> = new Set([
  'name-resolution',
  'connection-refused',
  'connect-timeout',
  'tls',
  'network',
])

function isConnectionProblem(kind: FailureKind): boolean {
  return CONNECTION.has(kind)
}

const NEXT_BY_KIND: Partial<Record<FailureKind, string>> = {
  'name-resolution': 'check the host name in the URL',
  'connection-refused': 'check host and port, and that the endpoint is running',
  'connect-timeout': 'check that a firewall lets this machine through',
  tls: 'check the certificate; --ca FILE trusts a self-made one',
}

function unreachable(exchange: Exchange, url: string): Misconfiguration {
  const { failure } = exchange
  return {
    kind: 'unreachable',
    sentence: `The endpoint cannot be reached at ${url}: ${failure?.message ?? 'no connection'}.`,
    next:
      (failure === undefined ? undefined : NEXT_BY_KIND[failure.kind]) ??
      'check the URL and the network',
  }
}

async function tokenProblem(
  credentials: Credentials,
  signer: Signer,
): Promise<Misconfiguration | FailingTokenService | undefined> {
  if (credentials.scheme !== 'oauth2') return undefined
  const signed = await signer.sign({ method: 'POST', url: credentials.tokenUrl, headers: [] })
  if (signed.ok) return undefined
  const { kind, message, status } = signed.failure
  // A service that is reached, and fails with right credentials, is the client's own: that is judged, not excused.
  if (kind === 'token-error' || kind === 'token-unreadable') {
    return {
      kind: 'failing-token-service',
      sentence: `The token service gives no usable token: ${message}.`,
    }
  }
  return {
    kind: 'token',
    sentence: `No access token could be had: ${message}.`,
    next:
      status === undefined
        ? 'check --token-url, and that the token service is running'
        : 'check --client-id, --client-secret and --token-auth (form, basic or json)',
  }
}

function misaddressed(
  answers: readonly { readonly operation: Operation; readonly exchange: Exchange }[],
  credentials: Credentials,
): Misconfiguration | undefined {
  const [first] = answers
  if (first === undefined) return undefined
  const all = (status: number): boolean =>
    answers.every(({ exchange }) => exchange.response?.status === status)
  if (all(404)) {
    return {
      kind: 'base-url',
      sentence: `Nothing is hosted at ${first.exchange.request.url}: every operation is answered with 404.`,
      next: `give the URL below which ${first.operation.path} lies`,
    }
  }
  if (all(401)) {
    return {
      kind: 'credentials',
      sentence:
        credentials.scheme === 'none'
          ? 'The endpoint asks for credentials, and none were given.'
          : `The endpoint does not accept the ${credentials.scheme} credentials: every operation is answered with ${describeAnswer(first.exchange)}.`,
      next:
        credentials.scheme === 'none'
          ? 'add --auth oauth2, basic, api-key or aws-sigv4 with its options'
          : 'check the credentials, and that they belong to this endpoint',
    }
  }
  return undefined
}
