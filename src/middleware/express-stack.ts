import { isRecord } from '../core/index.ts'

/** A route of an Express router. */
export interface ExpressRoute {
  /** As it is written, where that is a text. */
  readonly paths: readonly string[]
  /** In upper case; `ALL` among them where it takes every method. */
  readonly methods: readonly string[]
  readonly handlers: readonly unknown[]
}

/** One entry of a router's stack: a route, a router, or a function. */
export interface ExpressLayer {
  readonly handle: unknown
  readonly route: ExpressRoute | undefined
  /** The entries of the router that it leads to. */
  readonly stack: readonly ExpressLayer[] | undefined
  /** The part of the path that it takes for itself, or `undefined` when it does not match. */
  match(path: string): string | undefined
}

/**
 * The stack of an application (`app.router` of Express 5, `app._router` of Express 4) or of a router. Express does not
 * document it, and has had it since 2014; `undefined` for anything else.
 */
export function stackOf(owner: unknown): readonly ExpressLayer[] | undefined {
  const router = propertyOf(owner, '_router') ?? routerOf(owner) ?? owner
  const stack = propertyOf(router, 'stack')
  return Array.isArray(stack) ? stack.map(layerOf) : undefined
}

/** Express 4 throws where `app.router` is read. */
function routerOf(owner: unknown): unknown {
  try {
    return propertyOf(owner, 'router')
  } catch {
    return undefined
  }
}

/** A property of any value. */
export function propertyOf(owner: unknown, name: string): unknown {
  const isOwner = (typeof owner === 'object' && owner !== null) || typeof owner === 'function'
  return isOwner && name in owner ? (owner as Record<string, unknown>)[name] : undefined
}

/** Layers are compared by the object that Express has of each. */
const LAYERS = new WeakMap<object, ExpressLayer>()

function layerOf(raw: unknown): ExpressLayer {
  const key: object = typeof raw === 'object' && raw !== null ? raw : {}
  const known = LAYERS.get(key)
  if (known !== undefined) return known
  const handle = propertyOf(raw, 'handle')
  const route = propertyOf(raw, 'route')
  const layer: ExpressLayer = {
    handle,
    route: readRoute(route),
    get stack() {
      return isRecord(route) ? undefined : stackOf(handle)
    },
    match: (path) => matched(raw, path),
  }
  LAYERS.set(key, layer)
  return layer
}

/** Express has one object for each route. */
const ROUTES = new WeakMap<object, ExpressRoute>()

/** A route as Express has it on its layer, and on requests that it matched. */
export function readRoute(raw: unknown): ExpressRoute | undefined {
  if (!isRecord(raw)) return undefined
  const route = ROUTES.get(raw) ?? routeOf(raw)
  ROUTES.set(raw, route)
  return route
}

function routeOf({ path, methods, stack }: Readonly<Record<string, unknown>>): ExpressRoute {
  const names = isRecord(methods) ? Object.keys(methods) : []
  return {
    paths: [path].flat().filter((each) => typeof each === 'string'),
    methods: names.map((name) => (name === '_all' ? 'ALL' : name.toUpperCase())),
    handlers: Array.isArray(stack) ? stack.map((each) => propertyOf(each, 'handle')) : [],
  }
}

/** Express 4 leaves what it matched on the layer, and so does Express 5 up to a version that returns it. */
function matched(raw: unknown, path: string): string | undefined {
  const match = propertyOf(raw, 'match')
  if (typeof match !== 'function') return undefined
  let result: unknown
  try {
    result = match.call(raw, path)
  } catch {
    return undefined
  }
  if (result === false || result === undefined || result === null) return undefined
  const taken = propertyOf(result, 'path') ?? propertyOf(raw, 'path')
  return typeof taken === 'string' ? taken : ''
}
