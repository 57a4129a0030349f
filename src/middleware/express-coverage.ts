import type { HarnessError } from '../core/index.ts'
import { nothingGuarded, resemblesPlace, servesPlace, unguarded } from './coverage.ts'
import type { ExpressMiddleware, ExpressRequest } from './express-handler.ts'
import {
  type ExpressLayer,
  type ExpressRoute,
  propertyOf,
  readRoute,
  stackOf,
} from './express-stack.ts'
import type { RoutePlace } from './places.ts'

/** Where an application has the middleware. */
interface Mount {
  readonly places: readonly RoutePlace[]
  readonly layer: ExpressLayer
  /** As it is written; `undefined` where no single path can be made of it. */
  readonly path: string | undefined
}

/** The middleware of each application; Express tells a middleware that looks like an application where it is mounted. */
const MOUNTS = new WeakMap<object, Mount[]>()

/** Every middleware of ours, and the layers of those that are mounted on applications. */
const OURS = new WeakSet<object>()

/** Watches over whether a middleware guards anything. */
export interface ExpressCoverage {
  /** The middleware as Express takes it. */
  observed(middleware: ExpressMiddleware): ExpressMiddleware
  /** @throws HarnessError NOTHING_GUARDED at every request, where the first shows that none is guarded */
  assert(request: ExpressRequest): void
}

/** @param places what is guarded; none for a middleware that guards its route, whatever its path */
export function expressCoverage(places: readonly RoutePlace[]): ExpressCoverage {
  let own: ExpressMiddleware | undefined
  let isMounted = false
  let state: { readonly gap: HarnessError | undefined } | undefined
  return {
    observed: (middleware) => {
      own = middleware
      OURS.add(middleware)
      if (places.length === 0) return middleware
      return asApplication(middleware, (app, path) => {
        isMounted = true
        mountOn(app, path, places)
      })
    },
    assert: (request) => {
      if (places.length === 0) return
      state ??= { gap: gapAt(request, places, own, isMounted) }
      if (state.gap !== undefined) throw state.gap
    },
  }
}

/** Express 4 and 5 tell what has these three where it is mounted (`app.on('mount')`), and call `handle`. */
function asApplication(
  middleware: ExpressMiddleware,
  onMount: (app: object, path: unknown) => void,
): ExpressMiddleware {
  const application = Object.assign(middleware, {
    handle: middleware,
    set: () => application,
    mountpath: undefined,
    emit: (event: string, app: unknown) => {
      const isApp = typeof app === 'function' || (typeof app === 'object' && app !== null)
      if (event === 'mount' && isApp) onMount(app, application.mountpath)
      return true
    },
  })
  return application
}

function mountOn(app: object, mountpath: unknown, places: readonly RoutePlace[]): void {
  const layer = stackOf(app)?.at(-1)
  if (layer === undefined) return
  OURS.add(layer)
  const path = typeof mountpath === 'string' ? sampleOf(mountpath) : undefined
  const mounts = MOUNTS.get(app) ?? []
  MOUNTS.set(app, mounts)
  mounts.push({ places, layer, path: /[*(){}?+]/.test(path ?? '*') ? undefined : path })
  if (mounts.length === 1) checkBeforeListening(app, app)
}

/** `app.listen` is the only thing that tells of a start; an application below another starts with that one. */
function checkBeforeListening(app: object, listening: object): void {
  const listen = propertyOf(listening, 'listen')
  if (typeof listen !== 'function') return
  Object.assign(listening, {
    listen: (...args: unknown[]): unknown => {
      const gap = gapIn(app)
      if (gap !== undefined) throw gap
      return listen.apply(listening, args)
    },
  })
  const on = propertyOf(listening, 'on')
  if (typeof on !== 'function') return
  on.call(listening, 'mount', (parent: object) => checkBeforeListening(app, parent))
}

/** What the first request shows: in a route, on a router, or on an application that was started another way. */
function gapAt(
  request: ExpressRequest,
  places: readonly RoutePlace[],
  own: ExpressMiddleware | undefined,
  isMounted: boolean,
): HarnessError | undefined {
  const app = propertyOf(request, 'app')
  if (typeof app !== 'function') return undefined
  const route = readRoute(propertyOf(request, 'route'))
  if (route?.handlers.includes(own) === true) {
    const isServed = places.some((place) => servesAny(route, place))
    return isServed ? undefined : nothingGuarded(places, '', describe([route]))
  }
  if (isMounted) return gapIn(app)
  const stack = stackOf(app) ?? []
  const base = baseOf(request, app)
  const isReached = places.some(({ operation, path }) => {
    const { routes, mayBeServed } = reached(stack, operation.method, `${base}${sampleOf(path)}`)
    return routes.length > 0 || mayBeServed
  })
  return isReached ? undefined : nothingGuardedIn(stack, places, base)
}

/** Where the middleware is mounted, below its application. */
function baseOf(request: ExpressRequest, app: object): string {
  const base = propertyOf(request, 'baseUrl')
  const path = propertyOf(app, 'path')
  const above = typeof path === 'function' ? String(path.call(app)) : ''
  const steps = above.split('/').length
  return typeof base === 'string' ? ['', ...base.split('/').slice(steps)].join('/') : ''
}

/** The first gap in what an application's middleware guards. */
function gapIn(app: object): HarnessError | undefined {
  const stack = stackOf(app) ?? []
  const guarded = new Set<ExpressRoute>()
  const mounts = MOUNTS.get(app) ?? []
  for (const { places, layer, path } of mounts) {
    if (path === undefined) return undefined
    const base = path === '/' ? '' : path
    let isServing = false
    for (const place of places) {
      const target = `${base}${sampleOf(place.path)}`
      // A pattern that its own sample does not match says nothing.
      if (layer.match(target) === undefined) return undefined
      const { routes, mayBeServed } = reached(stack, place.operation.method, target, layer)
      for (const route of routes) guarded.add(route)
      isServing ||= routes.length > 0 || mayBeServed
    }
    if (!isServing) {
      const gap = nothingGuardedIn(stack, places, base)
      if (gap !== undefined) return gap
    }
  }
  return mounts.length === 0 ? undefined : lookalike(stack, mounts, guarded)
}

/** An application without any route of such a method may serve messages in a way that cannot be seen. */
function nothingGuardedIn(
  stack: readonly ExpressLayer[],
  places: readonly RoutePlace[],
  base: string,
): HarnessError | undefined {
  const routes = routesOf(stack).filter(({ methods }) =>
    places.some(({ operation }) => takes(methods, operation.method)),
  )
  return routes.length === 0 ? undefined : nothingGuarded(places, base, describe(routes))
}

function lookalike(
  stack: readonly ExpressLayer[],
  mounts: readonly Mount[],
  guarded: ReadonlySet<ExpressRoute>,
): HarnessError | undefined {
  for (const route of routesOf(stack, isOurs)) {
    if (guarded.has(route) || route.handlers.some(isOurs)) continue
    for (const { places, path = '' } of mounts) {
      for (const place of places) {
        const own = route.paths.find((each) =>
          resemblesPlace({ methods: methodsFor(route, place), path: each }, place),
        )
        if (own === undefined) continue
        return unguarded(`${place.operation.method} ${own}`, place.operation.id, path)
      }
    }
  }
  return undefined
}

interface Reached {
  readonly routes: readonly ExpressRoute[]
  /** Something that cannot be looked into takes this path: a function, or another application. */
  readonly mayBeServed: boolean
}

/** The routes that a request would come to, in the order of the stack. @param after the layer that it has passed */
function reached(
  stack: readonly ExpressLayer[],
  method: string,
  path: string,
  after?: ExpressLayer,
): Reached {
  const routes: ExpressRoute[] = []
  let mayBeServed = false
  for (const layer of stack.slice(after === undefined ? 0 : stack.indexOf(after) + 1)) {
    const taken = layer.match(path)
    if (taken === undefined || isOurs(layer) || isOurs(layer.handle)) continue
    if (layer.route !== undefined) {
      if (takes(layer.route.methods, method)) routes.push(layer.route)
    } else if (layer.stack === undefined) {
      mayBeServed ||= taken.length > 1 || propertyOf(layer.handle, 'name') === 'mounted_app'
    } else {
      const below = reached(layer.stack, method, path.slice(taken.length) || '/')
      routes.push(...below.routes)
      mayBeServed ||= below.mayBeServed
    }
  }
  return { routes, mayBeServed }
}

/** Every route of a stack and of the routers in it. @param ends what ends a stack: what comes after it may be guarded */
function routesOf(
  stack: readonly ExpressLayer[],
  ends: (handle: unknown) => boolean = () => false,
): ExpressRoute[] {
  const end = stack.findIndex(({ handle }) => ends(handle))
  return (end === -1 ? stack : stack.slice(0, end)).flatMap(({ route, stack: below }) =>
    route === undefined ? routesOf(below ?? [], ends) : [route],
  )
}

function isOurs(value: unknown): boolean {
  return (typeof value === 'object' || typeof value === 'function') && value !== null
    ? OURS.has(value)
    : false
}

function takes(methods: readonly string[], method: string): boolean {
  return methods.includes(method) || methods.includes('ALL')
}

function methodsFor({ methods }: ExpressRoute, { operation }: RoutePlace): readonly string[] {
  return takes(methods, operation.method) ? [operation.method] : []
}

function servesAny(route: ExpressRoute, place: RoutePlace): boolean {
  return route.paths.some((path) => servesPlace({ methods: methodsFor(route, place), path }, place))
}

function describe(routes: readonly ExpressRoute[]): string[] {
  return routes.flatMap(({ methods, paths }) =>
    paths.map((path) => `${methods.length > 5 ? 'ALL' : methods.join(', ')} ${path}`),
  )
}

/** A path that a template matches. */
function sampleOf(template: string): string {
  return template.replaceAll(/\{[^}/]*\}|:\w+(?:\([^)]*\))?/g, 'x')
}
