import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import type { Route } from './route.ts'

/** What TLS connections are made with. */
export interface SecureContexts {
  /** For endpoints: trusts what the route trusts, and has its client certificate. */
  readonly forEndpoints: SecureContext
  /** For proxies, which are shown no client certificate. */
  readonly forProxies: SecureContext
}

/** The authorities that Node trusts by itself: its own, those of the environment, and those of the system where it is told to. */
function defaultAuthorities(): readonly string[] {
  const tls = process.getBuiltinModule('node:tls')
  // Node 22.15 and newer.
  const list: unknown = 'getCACertificates' in tls ? tls.getCACertificates : undefined
  return typeof list === 'function'
    ? (Reflect.apply(list, tls, ['default']) as readonly string[])
    : rootCertificates
}

const known = new WeakMap<Route, SecureContexts>()

/** Made once for a route: to read a hundred certificates anew for each of many connections takes seconds. */
export function contextsOf(route: Route): SecureContexts {
  const made = known.get(route) ?? createSecureContexts(route)
  known.set(route, made)
  return made
}

function createSecureContexts({ authorities = [], clientCertificate }: Route): SecureContexts {
  const trust =
    authorities.length === 0
      ? {}
      : { ca: [...defaultAuthorities(), ...authorities.map(({ pem }) => pem)] }
  const forProxies = createSecureContext(trust)
  if (clientCertificate === undefined) return { forEndpoints: forProxies, forProxies }
  const { certificate: cert, key } = clientCertificate
  return {
    forEndpoints: createSecureContext({ ...trust, cert, key: key.expose() }),
    forProxies,
  }
}
