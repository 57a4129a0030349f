import {
  readClientCertificate,
  type Route,
  routeOfEnvironment,
  Secret,
  trusting,
} from '../core/index.ts'

/** How an endpoint is reached. */
export interface RouteOptions {
  /** PEM certificates to trust besides those that Node trusts. */
  readonly certificateAuthority?: string
  /** Shown to servers that ask for a client certificate. Certificate and key are PEM. */
  readonly clientCertificate?: {
    readonly certificate: string
    readonly key: string
    /** Of an encrypted key. */
    readonly passphrase?: string
  }
  /**
   * Where `https_proxy`, `http_proxy`, `all_proxy`, `no_proxy` and `NODE_EXTRA_CA_CERTS` come from; default: the environment
   * of this process. Loopback is never reached through a proxy.
   */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** @throws HarnessError INVALID_FILE, MISSING_SECRET for a client certificate that cannot be used */
export function routeOf(options: RouteOptions): Route {
  const { certificateAuthority: pem, clientCertificate, env = process.env } = options
  const route = routeOfEnvironment(env)
  const trusted = pem === undefined ? route : trusting(pem, 'certificateAuthority', route)
  if (clientCertificate === undefined) return trusted
  const { certificate, key, passphrase } = clientCertificate
  return {
    ...trusted,
    clientCertificate: readClientCertificate({
      certificate,
      key,
      names: { certificate: 'clientCertificate.certificate', key: 'clientCertificate.key' },
      ...(passphrase === undefined
        ? {}
        : { passphrase: new Secret(passphrase, '$DROPSHIP_KEY_PASSPHRASE') }),
    }),
  }
}
