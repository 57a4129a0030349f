import { headerOf, type HttpResponse } from '../exchange.ts'

/** Headers that proxies put on responses of their own, and that no endpoint has a reason to send. */
const OWN_HEADERS = ['x-squid-error', 'proxy-agent', 'proxy-connection', 'proxy-authenticate']

/** What a gateway says when it has no response to pass on (RFC 9110 §15.6.3 to §15.6.5). */
const OF_GATEWAYS: ReadonlySet<number> = new Set([502, 503, 504])

/**
 * Whether a proxy that was handed a request responded itself. 407 is a proxy's (RFC 9110 §15.5.8); of other errors
 * its headers tell, such as `Proxy-Status` with an error of the intermediary that is nearest (RFC 9209 §2).
 */
export function isOfProxy(response: HttpResponse): boolean {
  if (response.status === 407) return true
  if (response.status < 400) return false
  const nearest = headerOf(response, 'proxy-status')?.split(',').at(-1) ?? ''
  return (
    OWN_HEADERS.some((name) => headerOf(response, name) !== undefined) ||
    /;\s*error\s*=/i.test(nearest)
  )
}

/** Whether it cannot be told if a proxy responded itself, or passes on what a gateway of the endpoint says. */
export function mayBeOfProxy({ status }: HttpResponse): boolean {
  return OF_GATEWAYS.has(status)
}
