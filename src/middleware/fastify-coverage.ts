import type { FastifyInstance, RouteOptions } from 'fastify'
import {
  type KnownRoute,
  nothingGuarded,
  resemblesPlace,
  servesPlace,
  unguarded,
} from './coverage.ts'
import { belowPrefix } from './fastify-routes.ts'
import type { RoutePlace } from './places.ts'

/** One registration of the plugin. */
interface Guard {
  readonly prefix: string
  readonly places: readonly RoutePlace[]
}

/** The registrations of each application, whose instances share a server. */
const GUARDS = new WeakMap<object, Guard[]>()

/**
 * Makes a start fail at which the plugin guards no route, or lets a route pass that looks like an operation's.
 * @param ownHooks the hooks that guard a single route
 */
export function watchCoverage(
  app: FastifyInstance,
  places: readonly RoutePlace[],
  ownHooks: WeakSet<object>,
): void {
  const guard: Guard = { prefix: app.prefix.replace(/\/$/, ''), places }
  const guards = GUARDS.get(app.server) ?? []
  GUARDS.set(app.server, guards)
  guards.push(guard)
  const routes: KnownRoute[] = []
  app.addHook('onRoute', (route) => {
    const isGuarded = [route.preValidation ?? []].flat().some((hook) => ownHooks.has(hook))
    if (!isGuarded) routes.push({ methods: methodsOf(route), path: route.url })
  })
  app.addHook('onReady', (done) => done(gapIn(app, guard, guards, routes)))
}

function methodsOf({ method }: RouteOptions): readonly string[] {
  return [method].flat().map((each) => String(each).toUpperCase())
}

function gapIn(
  app: FastifyInstance,
  guard: Guard,
  guards: readonly Guard[],
  routes: readonly KnownRoute[],
): Error | undefined {
  const { prefix, places } = guard
  const isGuarding = places.some(
    (place) => routes.some((route) => serves(route, guard, place)) || isThere(app, prefix, place),
  )
  if (!isGuarding) {
    const wanted = new Set(places.map(({ operation }) => operation.method))
    const found = routes
      .filter(({ methods }) => methods.some((method) => wanted.has(method)))
      .map(({ methods, path }) => `${methods.join(', ')} ${path}`)
    return nothingGuarded(places, prefix, found)
  }
  for (const route of routes) {
    const place = places.find((each) => resemblesPlace(route, each))
    if (place === undefined) continue
    const isGuarded = guards.some((each) => each.places.some((own) => serves(route, each, own)))
    if (!isGuarded) {
      return unguarded(`${place.operation.method} ${route.path}`, place.operation.id, prefix)
    }
  }
  return undefined
}

function serves(route: KnownRoute, { prefix }: Guard, place: RoutePlace): boolean {
  return (
    route.path.startsWith(prefix) &&
    servesPlace({ ...route, path: belowPrefix(route.path, prefix) }, place)
  )
}

/** Routes that were there before the plugin are guarded as well, although `onRoute` does not tell of them. */
function isThere(app: FastifyInstance, prefix: string, { operation, path }: RoutePlace): boolean {
  const url = `${prefix}${path.replaceAll(/\{([^}/]+)\}/g, ':$1')}`
  const { method } = operation
  return [url, `${url}/`].some((each) => app.hasRoute({ method, url: each }))
}
