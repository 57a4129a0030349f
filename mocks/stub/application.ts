import { type IncomingMessage, Server, type ServerResponse } from 'node:http'
import Fastify, { type FastifyInstance } from 'fastify'
import {
  atPath,
  type Contract,
  hasPlainSegments,
  type Operation,
  unnamedTemplate,
} from '../../src/contract/index.ts'
import type { StubRoute } from './judge.ts'

/** What a request's path leads to: a path of the contract, the token service, or nothing. */
export type RouteMatch =
  | { readonly kind: 'operation'; readonly route: StubRoute }
  | { readonly kind: 'token' }
  | { readonly kind: 'nothing' }

export type RequestHandler = (
  match: RouteMatch,
  request: IncomingMessage,
  response: ServerResponse,
) => void

/** Routes requests for one version of the contract; replaced as a whole when the contract changes. */
export interface Application {
  route(request: IncomingMessage, response: ServerResponse): void
  close(): Promise<void>
}

/** Methods that are routed. An OpenAPI operation has no other, and each route takes time to create. */
const ROUTED: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
])

/** Bodies are checked by the contract's validators; Fastify's own would only cost time to load. */
export const FASTIFY_WITHOUT_SCHEMAS = {
  schemaController: {
    compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler },
  },
}

function noCompiler(): never {
  throw new Error('the routes of the stub have no Fastify schemas')
}

const NO_ROUTE: RouteMatch = { kind: 'nothing' }

/**
 * The Fastify application for a contract. Every path accepts every method, because an unexpected method is
 * handled like any other mistake. Requests are hijacked before Fastify reads them, so the body is checked last,
 * as raw bytes.
 *
 * @param tokenPath the path of the token service, if there is one
 */
export async function createApplication(
  contract: Contract,
  tokenPath: string | undefined,
  serve: RequestHandler,
): Promise<Application> {
  const app: FastifyInstance = Fastify<Server>({
    ...FASTIFY_WITHOUT_SCHEMAS,
    // Only Fastify's routing is used; the stub listens on its own server, which outlives contract changes.
    serverFactory: () => new Server(),
    exposeHeadRoutes: false,
    genReqId: () => '',
    routerOptions: { maxParamLength: 4096 },
    frameworkErrors: (_error, request, reply) => {
      reply.hijack()
      serve(NO_ROUTE, request.raw, reply.raw)
    },
  })
  const add = (url: string, match: RouteMatch): void => {
    app.route({
      method: [...ROUTED],
      url,
      onRequest: (request, reply) => {
        reply.hijack()
        serve(match, request.raw, reply.raw)
      },
      handler: () => undefined,
    })
  }
  if (tokenPath !== undefined) add(tokenPath, { kind: 'token' })
  const routes = routesOf(contract).filter(({ path }) => path !== tokenPath)
  // A router of segments does not tell `/{id}:cancel` from `/{id}.json`.
  const isPlain = routes.every(({ path }) => hasPlainSegments(path))
  for (const route of isPlain ? routes : [])
    add(fastifyPath(route.path), { kind: 'operation', route })
  add('*', NO_ROUTE)
  const routeAt = (path: string): StubRoute | undefined =>
    atPath(routes, path, (known) => known.path)[0]
  await app.ready()
  return {
    route: (request, response) => {
      const path = pathOf(request.url ?? '')
      const isRouted = ROUTED.has(request.method ?? '')
      // The router decodes some escapes only, and none of those that separate the segments of a URL.
      const isFound = isRouted && isPlain && !path.includes('%')
      const route = isFound ? undefined : routeAt(path)
      if (isFound || (isRouted && route === undefined)) return app.routing(request, response)
      if (path === tokenPath) serve({ kind: 'token' }, request, response)
      else serve(route === undefined ? NO_ROUTE : { kind: 'operation', route }, request, response)
    },
    close: () => app.close(),
  }
}

function pathOf(target: string): string {
  const query = target.indexOf('?')
  return query === -1 ? target : target.slice(0, query)
}

function routesOf(contract: Contract): StubRoute[] {
  const byPath = new Map<string, { path: string; operations: Map<string, Operation> }>()
  for (const operation of contract.operations) {
    const path = unnamedTemplate(operation.path)
    const route = byPath.get(path) ?? { path: operation.path, operations: new Map() }
    if (!route.operations.has(operation.method)) route.operations.set(operation.method, operation)
    byPath.set(path, route)
  }
  return [...byPath.values()]
}

/** OpenAPI's `/orders/{id}` in Fastify's syntax: `/orders/:id`. */
function fastifyPath(path: string): string {
  return path.replaceAll(
    /\{([^}/]*)\}/g,
    (_match, name: string) => `:${name.replaceAll(/\W/g, '_')}`,
  )
}
