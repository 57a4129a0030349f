import { isDeepStrictEqual } from 'node:util'
import { createSigner, type Credentials } from '../../../src/auth/index.ts'
import {
  type Clock,
  createTransport,
  readHttpUrl,
  type Transport,
} from '../../../src/core/index.ts'
import { type Attempter, createAttempter } from '../../../src/sender/index.ts'
import type { AuthForm } from '../api.ts'

/** The endpoints that the console can deliver to, each with its own credentials and connections. */
export interface Clients {
  /** Sets what is sent to an endpoint with. The same access again changes nothing: its token stays in use. */
  set(access: Access): Promise<void>
  has(endpoint: string): boolean
  endpoints(): readonly string[]
  /** Makes an attempt with the credentials of the endpoint that the delivery goes to. */
  readonly attempt: Attempter
  close(): Promise<void>
}

/** How to reach an endpoint. */
export interface Access {
  /** As `endpointOf` writes it. */
  readonly endpoint: string
  readonly auth: AuthForm
  /** What the form means. */
  readonly credentials: Credentials
  /** What must be trusted besides the system's certificates. */
  readonly certificateAuthority?: string
}

interface Client {
  readonly auth: AuthForm
  readonly prefix: string
  readonly transport: Transport
  readonly attempt: Attempter
}

/** Connections to one endpoint. */
export const CONCURRENCY = 8

export function createClients(clock: Clock): Clients {
  const clients = new Map<string, Client>()
  return {
    set: async ({ endpoint, auth, credentials, certificateAuthority }) => {
      const before = clients.get(endpoint)
      if (before !== undefined && isDeepStrictEqual(before.auth, auth)) return
      const transport = createTransport({
        clock,
        connections: CONCURRENCY,
        ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
      })
      const signer = createSigner(credentials, { transport, clock })
      clients.set(endpoint, {
        auth,
        prefix: prefixOf(endpoint),
        transport,
        attempt: createAttempter({ transport, signer, clock }),
      })
      await before?.transport.close()
    },
    has: (endpoint) => clients.has(endpoint),
    endpoints: () => [...clients.keys()],
    attempt: (delivery, signal) => {
      const [client] = [...clients.values()]
        .filter(({ prefix }) => delivery.url.startsWith(`${prefix}/`))
        .toSorted((left, right) => right.prefix.length - left.prefix.length)
      // The worker is given deliveries to known endpoints only.
      return client?.attempt(delivery, signal) ?? Promise.resolve({ observed: false })
    },
    close: async () => {
      await Promise.all([...clients.values()].map(({ transport }) => transport.close()))
    },
  }
}

/**
 * An endpoint the same however it is written.
 * @throws HarnessError INVALID_URL
 */
export function endpointOf(to: string): string {
  return readHttpUrl(to, "the endpoint's URL").replace(/\/+$/, '')
}

/** What the URLs of all deliveries to an endpoint begin with. */
function prefixOf(endpoint: string): string {
  const { origin, pathname } = new URL(endpoint)
  return `${origin}${pathname.replace(/\/+$/, '')}`
}
