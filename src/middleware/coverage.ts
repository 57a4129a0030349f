import { HarnessError } from '../core/index.ts'
import { type RoutePlace, templateOf } from './places.ts'

/** A route of an application, as far as coverage asks. */
export interface KnownRoute {
  readonly methods: readonly string[]
  /** As its router writes it, below the place where the middleware is mounted where that is known. */
  readonly path: string
}

/** Whether a route may get the messages of a place: its path is the place's, or has parameters that leave room for it. */
export function servesPlace(
  { methods, path }: KnownRoute,
  { operation, template }: RoutePlace,
): boolean {
  if (!methods.includes(operation.method)) return false
  const own = templateOf(path)
  return own === template || patternOf(own).test(template)
}

/** Whether a route looks like a place's, only that its path begins with something else. */
export function resemblesPlace({ methods, path }: KnownRoute, place: RoutePlace): boolean {
  const { operation, template } = place
  return methods.includes(operation.method) && templateOf(path).endsWith(template)
}

/** A middleware that would let every message pass: better no start than a guard that guards nothing. */
export function nothingGuarded(
  places: readonly RoutePlace[],
  mountedAt: string,
  found: readonly string[],
): HarnessError {
  const paths = places.map(({ operation, path }) => `${operation.method} ${mountedAt}${path}`)
  const shown = found.length === 0 ? 'none' : found.slice(0, 10).join(', ')
  // Frameworks show the sentence alone.
  return new HarnessError(
    'NOTHING_GUARDED',
    `The Drop Ship middleware guards no route: there is ${shown}. To guard one, ${NEXT}.`,
    { expected: `a route for one of ${paths.join(', ')}`, found: shown },
  )
}

/** A route of an operation that the middleware never sees. */
export function unguarded(route: string, operation: string, mountedAt: string): HarnessError {
  return new HarnessError(
    'NOTHING_GUARDED',
    `The route ${route} looks like ${operation}, and the Drop Ship middleware does not guard it. To guard it, ${NEXT}.`,
    { expected: `routes below ${mountedAt === '' ? '/' : mountedAt}`, found: route },
  )
}

const NEXT =
  'mount it where the routes lie and before them, say with `paths` where they lie, or give the route itself dropShip({ operation })'

/** What a template with parameters (`{}`) or a wildcard matches. */
function patternOf(template: string): RegExp {
  const source = template
    .replaceAll(/[.+?^$()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('{}', '[^/]+')
    .replaceAll('*', '.*')
  return new RegExp(`^${source}$`)
}
