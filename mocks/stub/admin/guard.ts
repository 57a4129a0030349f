import type { IncomingHttpHeaders } from 'node:http'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * The reason to reject a request to a local service, or `undefined`. Keeps out pages of other origins and names that
 * resolve here by DNS rebinding: `Host` must be this machine, and `Origin`, where a browser sends it, the same.
 *
 * @param allowedHost the address given with `--host`, allowed besides loopback
 */
export function rejectionOf(
  headers: IncomingHttpHeaders,
  allowedHost?: string,
): string | undefined {
  const host = headers.host?.toLowerCase() ?? ''
  const name = host.replace(/:\d+$/, '')
  if (!LOOPBACK.has(name) && name !== allowedHost) {
    return 'The Host header names another machine.'
  }
  const { origin } = headers
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) {
    return 'The request comes from a page of another origin.'
  }
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return 'The request comes from a page of another site.'
  }
  return undefined
}
