import { Agent, type RequestOptions } from 'node:http'
import { Agent as TlsAgent } from 'node:https'
import {
  type Addresses,
  describeEndpoint,
  type Operation,
  urlForTarget,
} from '../../contract/index.ts'
import { HarnessError } from '../../core/index.ts'

/** Where one request goes on to. */
export interface Upstream {
  readonly isSecure: boolean
  readonly options: RequestOptions
  /** What the Host header says there. */
  readonly host: string
}

/** The servers behind a proxy, one for each origin of an endpoint's addresses, with connections of their own. */
export interface Upstreams {
  /** `undefined` when nothing takes the request: its operation is not enabled, or no base URL is there for an unknown one. */
  find(operation: Operation | undefined, target: string): Upstream | undefined
  close(): void
}

export interface UpstreamsOptions {
  readonly addresses: Addresses
  /** PEM certificates to trust besides the public ones. */
  readonly certificateAuthority?: string
}

export function createUpstreams({ addresses, certificateAuthority }: UpstreamsOptions): Upstreams {
  const plain = new Agent({ keepAlive: true })
  const secure = new TlsAgent({
    keepAlive: true,
    ...(certificateAuthority === undefined ? {} : { ca: certificateAuthority }),
  })
  return {
    find: (operation, target) => {
      const url = urlForTarget(addresses, operation, originForm(target))
      if (url === undefined) return undefined
      const { protocol, hostname, port, host } = new URL(url)
      const isSecure = protocol === 'https:'
      return {
        isSecure,
        host,
        options: {
          agent: isSecure ? secure : plain,
          host: hostname.replaceAll(/^\[|\]$/g, ''),
          port: port === '' ? undefined : port,
          path: pathOf(url),
        },
      }
    },
    close: () => {
      plain.destroy()
      secure.destroy()
    },
  }
}

/** A request through a forward proxy names the host, too. */
function originForm(target: string): string {
  const path = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '')
  return path.startsWith('/') ? path : `/${path}`
}

/** Path and query as they are written: whatever a sender encodes passes through. */
function pathOf(url: string): string {
  const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '')
  return path.startsWith('/') ? path : `/${path}`
}

/** @throws HarnessError INVALID_URL for an endpoint that is the proxy itself */
export function refuseItself(
  addresses: Addresses,
  proxy: { readonly host: string; readonly port: number },
): void {
  const { base, enabled } = addresses
  const all = [...(base === undefined ? [] : [base]), ...enabled.map(({ url }) => url)]
  if (!all.some((url) => isAt(new URL(url), proxy))) return
  throw new HarnessError('INVALID_URL', 'The proxy would pass every request on to itself.', {
    found: describeEndpoint(addresses),
    where: '--to',
    next: 'name the endpoint with --to, and another port for the proxy with --port',
  })
}

function isAt(
  { hostname, port }: URL,
  proxy: { readonly host: string; readonly port: number },
): boolean {
  const isHere =
    /^(localhost|127\..*|0\.0\.0\.0|\[::1?\])$/.test(hostname) || hostname === proxy.host
  return isHere && port === String(proxy.port)
}
