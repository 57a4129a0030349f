import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { makeCertificate } from '../../../mocks/stub/index.ts'
import { type Clock, closeServer, createHttpServer, listen } from '../../core/index.ts'
import type { Site } from './site.ts'

/** The examiner's servers on loopback: each situation has an address of its own below them. */
export interface ExamServer {
  /** Where a redirect leads for a situation: another host than its endpoints'. */
  redirectUrl(key: string): string
  /** The address below which a situation's endpoints and its token service are. */
  baseUrl(key: string, https: boolean): string
  add(key: string, site: Site): void
  /** TLS handshakes that were begun and given up so far. */
  abandonedHandshakes(): number
  close(): Promise<void>
}

const REQUEST_TIMEOUT_MS = 60_000

export interface ExamServerOptions {
  readonly clock: Clock
  /** Default: any free port. */
  readonly port?: number
  /** Whether a situation needs an address with a certificate. */
  readonly https: boolean
  readonly onHandshake: () => void
}

/** @throws HarnessError PORT_IN_USE, ADDRESS_UNAVAILABLE, MISSING_PACKAGE */
export async function startExamServer(options: ExamServerOptions): Promise<ExamServer> {
  const sites = new Map<string, Site>()
  const servers: Server[] = []
  let abandoned = 0
  const start = async (server: Server, port: number): Promise<string> => {
    const url = await listen(server, { host: '127.0.0.1', port, portOption: '--port' })
    servers.push(server)
    return url
  }
  const limits = { requestTimeoutMs: REQUEST_TIMEOUT_MS }
  const route = routeTo(sites, (site, path, ...exchange) => site.serve(path, ...exchange))
  const redirected = routeTo(sites, (site, _path, ...exchange) => site.serveRedirected(...exchange))
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => closeServer(server, 0)))
  }
  try {
    const plain = await start(createHttpServer(limits, route), options.port ?? 0)
    const other = await start(createHttpServer(limits, redirected), 0)
    const secure = options.https
      ? await start(
          createHttpServer(limits, route, await makeCertificate('127.0.0.1', options.clock.now())),
          0,
        )
      : plain
    servers.at(-1)?.on('tlsClientError', (_error: Error, socket: TLSSocket) => {
      abandoned += 1
      socket.destroy()
      options.onHandshake()
    })
    return {
      redirectUrl: (key) => `${other}/${key}/moved`,
      baseUrl: (key, https) => `${https ? secure : plain}/${key}`,
      add: (key, site) => void sites.set(key, site),
      abandonedHandshakes: () => abandoned,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

function routeTo(
  sites: ReadonlyMap<string, Site>,
  serve: (site: Site, path: string, request: IncomingMessage, response: ServerResponse) => void,
) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const [, key = '', rest = '/'] = /^\/([^/?]*)(.*)$/s.exec(request.url ?? '') ?? []
    const site = sites.get(key)
    if (site === undefined) response.writeHead(404).end()
    else serve(site, rest === '' ? '/' : rest, request, response)
  }
}
