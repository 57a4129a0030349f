import type { IncomingMessage } from 'node:http'
import type { Operation } from '../contract/index.ts'
import { operationAt, type RoutePlace } from './places.ts'

/** Which operation a request is for, by its path below the place where the middleware is mounted. */
export function operationOfRequest(
  places: readonly RoutePlace[],
  request: IncomingMessage,
): Operation | undefined {
  const { method, url = '' } = request
  // Express and Polka say which path they route by; what follows a `#` is not part of it.
  const own = 'path' in request && typeof request.path === 'string' ? request.path : undefined
  const query = /\?([^#]*)/.exec(url)?.[1] ?? ''
  return operationAt(places, method, own ?? pathOf(url), query)
}

/** The path of a request's target, which is a URL where the request came through a forward proxy (RFC 9112 §3.2.2). */
function pathOf(target: string): string {
  const path = target.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#\\]*/i, '').replace(/[?#].*/s, '')
  return path.startsWith('/') ? path : `/${path.replace(/^\\/, '')}`
}
