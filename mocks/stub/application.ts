import { type IncomingMessage, Server, type ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
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
 * Leads requests to what their path is of. Every path accepts every method, because an unexpected method is handled like any
 * other mistake. Paths without parameters are looked up; where others have some, Fastify's router finds them, which is loaded then.
 *
 * @param tokenPath the path of the token service, if there is one
 */
export async function createApplication(
  contract: Contract,
  tokenPath: string | undefined,
  serve: RequestHandler,
): Promise<Application> {
  const routes = routesOf(contract).filter(({ path }) => path !== tokenPath)
  const fixed = new Map<string, RouteMatch>(
    routes
      .filter(({ path }) => !path.includes('{'))
      .map((route) => [route.path, { kind: 'operation', route }]),
  )
  if (tokenPath !== undefined) fixed.set(tokenPath, { kind: 'token' })
  const matchAt = (path: string): RouteMatch => {
    const [route] = atPath(routes, path, (known) => known.path)
    return route === undefined ? NO_ROUTE : { kind: 'operation', route }
  }
  const hasParameters = routes.some(({ path }) => path.includes('{'))
  // A router of segments does not tell `/{id}:cancel` from `/{id}.json`.
  const isPlain = routes.every(({ path }) => hasPlainSegments(path))
  const router = hasParameters && isPlain ? await createRouter(routes, serve) : undefined
  return {
    route: (request, response) => {
      const path = pathOf(request.url ?? '')
      const known = fixed.get(path)
      // The router decodes some escapes only, and none of those that separate the segments of a URL.
      const isRouted = ROUTED.has(request.method ?? '') && !path.includes('%')
      if (known === undefined && isRouted && router !== undefined) router.routing(request, response)
      else serve(known ?? matchAt(path), request, response)
    },
    close: async () => router?.close(),
  }
}

/** Fastify's router alone: requests are hijacked before Fastify reads them, so the body is checked last, as raw bytes. */
async function createRouter(
  routes: readonly StubRoute[],
  serve: RequestHandler,
): Promise<FastifyInstance> {
  const { default: Fastify } = await import('fastify')
  const app: FastifyInstance = Fastify<Server>({
    ...FASTIFY_WITHOUT_SCHEMAS,
    // The stub listens on its own server, which outlives contract changes.
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
  for (const route of routes) add(fastifyPath(route.path), { kind: 'operation', route })
  add('*', NO_ROUTE)
  await app.ready()
  return app
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
