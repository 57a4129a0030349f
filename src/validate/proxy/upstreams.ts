import {
  Agent,
  type ClientRequest,
  type ClientRequestArgs,
  type IncomingMessage,
  request as httpRequest,
} from 'node:http'
import type { Duplex } from 'node:stream'
import {
  type Addresses,
  describeEndpoint,
  type Operation,
  urlForTarget,
} from '../../contract/index.ts'
import {
  ExchangeError,
  HarnessError,
  type OriginPath,
  pathTo,
  rejectedByProxy,
  type Route,
  systemCodeOf,
} from '../../core/index.ts'

/** The server that one request is forwarded to. */
export interface Upstream {
  /** What the Host header says there. */
  readonly host: string
  /** @param headers names and values in turn, Host among them */
  request(method: string | undefined, headers: readonly string[]): ClientRequest
  /** Why a response is not the endpoint's: a forward proxy speaks for itself. */
  rejection(response: IncomingMessage): string | undefined
}

/** The servers behind a proxy, one for each origin of an endpoint's addresses, with connections of their own. */
export interface Upstreams {
  /** `undefined` when nothing takes the request: its operation is not enabled, or no base URL is there for an unknown one. */
  find(operation: Operation | undefined, target: string): Upstream | undefined
  close(): void
}

export interface UpstreamsOptions {
  readonly addresses: Addresses
  readonly route: Route
  /** Milliseconds without a byte. */
  readonly timeoutMs: number
}

/** @throws HarnessError INVALID_OPTION for a proxy of the environment that cannot be used */
export function createUpstreams(options: UpstreamsOptions): Upstreams {
  const { addresses, timeoutMs } = options
  const closing = new AbortController()
  const agents = new Map<string, PathAgent>()
  const agentOf = (origin: string): PathAgent => {
    const agent = agents.get(origin) ?? new PathAgent(usablePath(origin, options, closing.signal))
    agents.set(origin, agent)
    return agent
  }
  for (const url of allUrls(addresses)) agentOf(new URL(url).origin)
  return {
    find: (operation, target) => {
      const url = urlForTarget(addresses, operation, originForm(target))
      if (url === undefined) return undefined
      const { origin, host } = new URL(url)
      const agent = agentOf(origin)
      const { proxy, forwarded } = agent.path
      return {
        host,
        request: (method, headers) =>
          httpRequest({
            agent,
            method,
            path: `${forwarded === undefined ? '' : origin}${pathOf(url)}`,
            headers: [...headers, ...(forwarded?.headers ?? [])],
            timeout: timeoutMs,
          }),
        rejection: ({ statusCode }) =>
          proxy !== undefined && forwarded !== undefined && statusCode === 407
            ? rejectedByProxy(proxy, statusCode, host).message
            : undefined,
      }
    },
    close: () => {
      closing.abort()
      for (const agent of agents.values()) agent.destroy()
    },
  }
}

/** Connections to one origin, made as the transport makes them. */
class PathAgent extends Agent {
  readonly path: OriginPath

  constructor(path: OriginPath) {
    super({ keepAlive: true })
    this.path = path
  }

  override createConnection(
    _options: ClientRequestArgs,
    done?: (error: Error | null, connection: Duplex) => void,
  ): undefined {
    const { protocol, hostname, host, port } = new URL(this.path.peer)
    const peer = { protocol, host, port, hostname: hostname.replaceAll(/^\[|\]$/g, '') }
    this.path.connect(peer, (...[error, connection]) => {
      Reflect.apply(done ?? (() => undefined), this, [error, connection])
    })
  }
}

function usablePath(
  origin: string,
  { route, timeoutMs }: UpstreamsOptions,
  signal: AbortSignal,
): OriginPath {
  const path = pathTo(origin, { route, connectTimeoutMs: timeoutMs, signal })
  if (!('problem' in path)) return path
  const { variable, problem } = path
  throw new HarnessError('INVALID_OPTION', `The proxy that $${variable} names cannot be used.`, {
    found: problem,
    next: `write $${variable} as http://host:port, or list the host in $no_proxy`,
  })
}

/** Why no response came. */
export function reasonOf(error: Error): string {
  if (error instanceof ExchangeError) return error.message
  const code = systemCodeOf(error) ?? error.message
  return `the endpoint cannot be reached or broke off (${code})`
}

function allUrls({ base, enabled }: Addresses): string[] {
  return [...(base === undefined ? [] : [base]), ...enabled.map(({ url }) => url)]
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
export function rejectItself(
  addresses: Addresses,
  proxy: { readonly host: string; readonly port: number },
): void {
  if (!allUrls(addresses).some((url) => isAt(new URL(url), proxy))) return
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
