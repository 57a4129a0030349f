import type { FastifyRequest } from 'fastify'
import { isRecord } from '../core/index.ts'
import type { Operation } from '../contract/index.ts'
import { operationAt, type RoutePlace, templateOf, withQuery } from './places.ts'

/** Which operation a request is for, by the route that Fastify matched. */
export function operationOfRoute(
  places: readonly RoutePlace[],
  prefix: string,
): (request: FastifyRequest) => Operation | undefined {
  const known = new Map<string, RoutePlaces>()
  return ({ method, routeOptions: { url }, params, url: target }) => {
    // Nothing matched.
    if (url === undefined) return undefined
    const route = known.get(url) ?? routePlaces(url, places, prefix)
    known.set(url, route)
    const query = /\?([^#]*)/.exec(target)?.[1] ?? ''
    const own = route.own.filter(({ operation }) => operation.method === method)
    return (
      withQuery(own, query) ??
      (route.hasParameters
        ? operationAt(places, method, filled(route.path, params), query)
        : undefined)
    )
  }
}

interface RoutePlaces {
  /** Below the prefix. */
  readonly path: string
  /** The places whose path it is. */
  readonly own: readonly RoutePlace[]
  readonly hasParameters: boolean
}

function routePlaces(url: string, places: readonly RoutePlace[], prefix: string): RoutePlaces {
  const path = belowPrefix(url, prefix)
  const template = templateOf(path)
  return {
    path,
    own: places.filter((place) => place.template === template),
    hasParameters: /:|\*/.test(path),
  }
}

/** A route's path below the prefix of the instance that the plugin is registered on. */
export function belowPrefix(url: string, prefix: string): string {
  const above = prefix.replace(/\/$/, '')
  return url.startsWith(above) ? url.slice(above.length) : url
}

/** A parameter with its expression, or a wildcard; a doubled colon is a colon. */
const PARAMETER = /::|:([^/(.:-]+)(?:\((?:[^()]|\([^()]*\))*\))?\??|\*/g

/** The path that was asked for, as Fastify decoded it: the route's, with its parameters filled in. */
function filled(path: string, params: unknown): string {
  const values = isRecord(params) ? params : {}
  const valueOf = (name: string): string =>
    Object.hasOwn(values, name) && typeof values[name] === 'string' ? values[name] : ''
  return path.replaceAll(PARAMETER, (part, name: string | undefined) =>
    part === '::' ? ':' : valueOf(name ?? '*'),
  )
}
