import { isDeepStrictEqual } from 'node:util'
import { createSigner, type Credentials, type RequestHeader } from '../../../src/auth/index.ts'
import { type Clock, createTransport, type Route, type Transport } from '../../../src/core/index.ts'
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
  /** A base URL, or the URL of one operation. */
  readonly endpoint: string
  readonly isOwn: boolean
  readonly auth: AuthForm
  /** What the form means. */
  readonly credentials: Credentials
  readonly requestHeaders: readonly RequestHeader[]
  readonly route: Route
}

interface Client {
  readonly auth: AuthForm
  /** What the URLs of its deliveries are, or begin with. */
  readonly place: Place
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
        place: isOwn ? { url: endpoint } : { prefix: prefixOf(endpoint) },
        transport,
        attempt: createAttempter({ transport, signer, clock }),
      })
      await before?.transport.close()
    },
    has: (endpoint) => clients.has(endpoint),
    endpoints: () => [...clients.keys()],
    attempt: (delivery, signal) => {
      const [client] = [...clients.values()]
        .filter(({ place }) => isAt(delivery.url, place))
        .toSorted((left, right) => nearness(right.place) - nearness(left.place))
      // The worker is given deliveries to known endpoints only.
      return client?.attempt(delivery, signal) ?? Promise.resolve({ observed: false })
    },
    close: async () => {
      await Promise.all([...clients.values()].map(({ transport }) => transport.close()))
    },
  }
}

/** What the URLs of all deliveries to an endpoint begin with, as a parser writes it. */
function prefixOf(endpoint: string): string {
  const { origin, pathname } = new URL(endpoint)
  return `${origin}${pathname.replace(/\/+$/, '')}`
}

type Place = { readonly url: string } | { readonly prefix: string }

function isAt(url: string, place: Place): boolean {
  return 'url' in place ? url === place.url : new URL(url).href.startsWith(`${place.prefix}/`)
}

/** A URL of an operation's own before the longest base URL. */
function nearness(place: Place): number {
  return 'url' in place ? Infinity : place.prefix.length
}
