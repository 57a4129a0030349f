import type { ClientCertificate } from './client-certificate.ts'
import type { ProxySettings } from './proxy.ts'

/** Certificates of an authority that are trusted besides those that Node comes with. */
export interface Authority {
  /** One certificate or several, as PEM. */
  readonly pem: string
  /** Where they were named: `--ca FILE`, `NODE_EXTRA_CA_CERTS`. */
  readonly source: string
}

/** How requests get to an endpoint: through which proxies, trusting whom, and with which certificate of their own. */
export interface Route {
  readonly proxies?: ProxySettings
  readonly authorities?: readonly Authority[]
  readonly clientCertificate?: ClientCertificate
}

/** A route that trusts one authority more. @param source where it was named */
export function trusting(pem: string, source: string, route: Route = {}): Route {
  return { ...route, authorities: [...(route.authorities ?? []), { pem, source }] }
}
