import { atPath, type Contract, type Operation } from '../contract/index.ts'
import { HarnessError } from '../core/index.ts'

/** Where the messages of an operation arrive, below the place where the middleware is mounted. */
export interface RoutePlace {
  readonly operation: Operation
  /** As it is given: a path of the contract, or of {@link MiddlewareOptions.paths}. */
  readonly path: string
  /** The path as {@link normalisedPath} has it, a parameter as `{}`. */
  readonly template: string
  /** What the query must hold. */
  readonly query: readonly (readonly [name: string, value: string])[]
}

/**
 * The place of each operation.
 * @throws HarnessError UNKNOWN_OPERATION, INVALID_OPTION
 */
export function placesOf(
  contract: Contract,
  paths: Readonly<Record<string, string>> = {},
): readonly RoutePlace[] {
  for (const [id, path] of Object.entries(paths)) {
    contract.operation(id)
    if (/^\/[^#]*$/.test(path)) continue
    throw new HarnessError(
      'INVALID_OPTION',
      `The path of ${id} is not one that a route can have.`,
      {
        expected: 'a path such as /hooks/confirmed, with a query where two operations share it',
        found: JSON.stringify(path),
        where: `paths.${id}`,
      },
    )
  }
  return contract.operations.map((operation) => {
    const given = Object.hasOwn(paths, operation.id) ? paths[operation.id] : undefined
    const [path = '', query = ''] = (given ?? operation.path).split(/\?(.*)/s)
    return { operation, path, template: templateOf(path), query: [...new URLSearchParams(query)] }
  })
}

/** The operation whose messages arrive at a path, however it is spelt. */
export function operationAt(
  places: readonly RoutePlace[],
  method: string | undefined,
  path: string,
  query: string,
): Operation | undefined {
  const spelt = normalisedPath(path)
  const own = atPath(places, spelt, ({ template }) => template).filter(
    ({ operation }) => operation.method === method?.toUpperCase(),
  )
  return withQuery(own, query)
}

/** Of the places that share a path, the operation of the one that the query is for. */
export function withQuery(places: readonly RoutePlace[], query: string): Operation | undefined {
  const given = new URLSearchParams(query)
  return places.find((place) =>
    place.query.every(([name, value]) => given.getAll(name).includes(value)),
  )?.operation
}

/**
 * One spelling of a path for all that a router may take for the same: percent-encoded, in another case, with slashes
 * doubled or one at the end. A path that is validated although its router takes it for another one does no harm; a path
 * that is not validated although its handler runs does.
 */
export function normalisedPath(path: string): string {
  const collapsed = decoded(path)
    .replaceAll(/\/{2,}/g, '/')
    .toLowerCase()
  return collapsed.length > 1 && collapsed.endsWith('/') ? collapsed.slice(0, -1) : collapsed
}

/** A path with parameters, as OpenAPI (`{id}`) or routers (`:id`) write them, in one spelling. */
export function templateOf(path: string): string {
  return normalisedPath(path.replaceAll(/\{[^}/]*\}|(?<!:):(?!:)[^/]+/g, '{}'))
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
