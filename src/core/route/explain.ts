import type { Clock } from '../clock.ts'
import type { Exchange, ExchangeFailure } from '../exchange.ts'
import { asksForCertificate } from './certificate-request.ts'
import type { OriginPath, PathOptions } from './path.ts'
import { rejectedByProxy } from './proxy-failure.ts'
import { isOfProxy, mayBeOfProxy } from './proxy-response.ts'

/** What a server says of the certificate that a client has shown, or has not (RFC 8446 §6.2); the name before it differs with OpenSSL. */
const ALERT =
  /^ERR_SSL_\S+_ALERT_((?:BAD|UNSUPPORTED)_CERTIFICATE|CERTIFICATE_(?:REVOKED|EXPIRED|UNKNOWN|REQUIRED)|UNKNOWN_CA|ACCESS_DENIED)$/
/** A connection that ends without saying why may end for that reason. */
const MAY_BE_CERTIFICATE = /^ERR_SSL_\S+_ALERT_HANDSHAKE_FAILURE$/

/** How long it is remembered whether a server asks for certificates. Milliseconds. */
const REMEMBERED_MS = 60_000
const ASK_TIMEOUT_MS = 3000

export interface ExplainerOptions extends PathOptions {
  readonly clock: Clock
}

/** Says of a failed exchange what the failure alone does not say: that it is the proxy's, or about a client certificate. */
export function createExplainer(
  options: ExplainerOptions,
): (exchange: Exchange, path: OriginPath) => Exchange | Promise<Exchange> {
  const asked = new Map<string, { readonly at: number; readonly response: Promise<boolean> }>()
  const { clock, route, signal } = options

  const isAsked = (origin: string): Promise<boolean> => {
    const known = asked.get(origin)
    const at = clock.monotonic()
    if (known !== undefined && at - known.at < REMEMBERED_MS) return known.response
    const timeoutMs = Math.min(ASK_TIMEOUT_MS, options.connectTimeoutMs)
    const response = asksForCertificate(new URL(origin), { route, timeoutMs, signal })
    asked.set(origin, { at, response })
    return response
  }

  return (exchange, { proxy, forwarded }) => {
    const { request, response, failure } = exchange
    if (failure === undefined) {
      if (forwarded === undefined || proxy === undefined || response === undefined) return exchange
      if (!isOfProxy(response)) {
        return mayBeOfProxy(response) ? { ...exchange, passedBy: proxy.host } : exchange
      }
      const { response: _ofProxy, ...rest } = exchange
      const { host } = new URL(request.url)
      return { ...rest, failure: rejectedByProxy(proxy, response.status, host) }
    }
    if (failure.kind === 'proxy' || failure.kind === 'aborted') return exchange
    const through: Exchange =
      proxy === undefined
        ? exchange
        : {
            ...exchange,
            failure: { ...failure, message: `${failure.message}, through the proxy ${proxy.host}` },
          }
    if (response !== undefined || !request.url.startsWith('https:')) return through
    const has = route.clientCertificate !== undefined
    const { code = '', message } = failure
    const alert = ALERT.exec(code)?.[1]
    if (alert !== undefined) {
      const said = `${message.split(' (')[0]} (${alert.toLowerCase().replaceAll('_', ' ')})`
      return { ...through, failure: aboutCertificate(has, said) }
    }
    if (failure.kind !== 'connection-reset' && !MAY_BE_CERTIFICATE.test(code)) return through
    return isAsked(new URL(request.url).origin).then((asks) =>
      asks ? { ...through, failure: aboutCertificate(has, message) } : through,
    )
  }
}

function aboutCertificate(has: boolean, message: string): ExchangeFailure {
  return has
    ? {
        kind: 'tls',
        message: `${message}: the server asks for a client certificate, and does not accept the one given`,
        next: 'check that --cert is the certificate that the client has registered, with its chain',
      }
    : {
        kind: 'tls',
        message: `${message}: the server asks for a client certificate, and none was given`,
        next: 'give one that it accepts with --cert FILE --key FILE',
      }
}
