import { isDeepStrictEqual } from 'node:util'
import { createSigner, type Credentials, type RequestHeader } from '../../../src/auth/index.ts'
import { type Clock, createTransport, type Route, type Transport } from '../../../src/core/index.ts'
import { type Attempter, createAttempter } from '../../../src/sender/index.ts'
import type { AuthForm } from '../api.ts'

/** The endpoints that the console can deliver to, each with its own credentials and connections. */
export interface Clients {
  /** Sets the access to an endpoint. The same access again changes nothing, so its token stays in use. */
  set(access: Access): Promise<void>
  has(endpoint: string): boolean
  endpoints(): readonly string[]
  /** Makes an attempt with the credentials of the endpoint that the delivery goes to. */
  readonly attempt: Attempter
  close(): Promise<void>
}

/** How to reach an endpoint. */
export interface Access {
  /** A base URL, or the URL of one operation. */
  readonly endpoint: string
  readonly isOwn: boolean
  readonly auth: AuthForm
  /** The credentials of the form. */
  readonly credentials: Credentials
  readonly requestHeaders: readonly RequestHeader[]
  readonly route: Route
}

interface Client {
  readonly auth: AuthForm
  /** The URL of its deliveries, or their prefix. */
  readonly scope: UrlScope
  readonly transport: Transport
  readonly attempt: Attempter
}

/** Connections to one endpoint. */
export const CONCURRENCY = 8

export function createClients(clock: Clock): Clients {
  const clients = new Map<string, Client>()
  return {
    set: async ({ endpoint, isOwn, auth, credentials, requestHeaders, route }) => {
      const before = clients.get(endpoint)
      if (before !== undefined && isDeepStrictEqual(before.auth, auth)) return
      const transport = createTransport({
        clock,
        connections: CONCURRENCY,
        route,
      })
      const signer = createSigner(credentials, { transport, clock, headers: requestHeaders })
      clients.set(endpoint, {
        auth,
        scope: isOwn ? { url: endpoint } : { prefix: prefixOf(endpoint) },
        transport,
        attempt: createAttempter({ transport, signer, clock }),
      })
      await before?.transport.close()
    },
    has: (endpoint) => clients.has(endpoint),
    endpoints: () => [...clients.keys()],
    attempt: (delivery, signal) => {
      const [client] = [...clients.values()]
        .filter(({ scope }) => isWithin(delivery.url, scope))
        .toSorted((left, right) => specificity(right.scope) - specificity(left.scope))
      // The worker only claims deliveries to known endpoints.
      return client?.attempt(delivery, signal) ?? Promise.resolve({ observed: false })
    },
    close: async () => {
      await Promise.all([...clients.values()].map(({ transport }) => transport.close()))
    },
  }
}

/** The prefix of the URLs of all deliveries to an endpoint. */
function prefixOf(endpoint: string): string {
  const { origin, pathname } = new URL(endpoint)
  return `${origin}${pathname.replace(/\/+$/, '')}`
}

type UrlScope = { readonly url: string } | { readonly prefix: string }

function isWithin(url: string, scope: UrlScope): boolean {
  return 'url' in scope ? url === scope.url : new URL(url).href.startsWith(`${scope.prefix}/`)
}

/** The URL of a single operation is more specific than any base URL. */
function specificity(scope: UrlScope): number {
  return 'url' in scope ? Infinity : scope.prefix.length
}
