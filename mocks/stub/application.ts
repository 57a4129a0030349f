import { type IncomingMessage, Server, type ServerResponse } from 'node:http'
import Fastify, { type FastifyInstance } from 'fastify'
import { type Contract, isPathOf, type Operation } from '../../src/contract/index.ts'
import type { Site } from './judge.ts'

/** Where a request belongs: a path of the contract, the token service, or nowhere. */
export type Destination =
  | { readonly kind: 'operation'; readonly site: Site }
  | { readonly kind: 'token' }
  | { readonly kind: 'nowhere' }

export type Serve = (
  destination: Destination,
  request: IncomingMessage,
  response: ServerResponse,
) => void

/** Routes requests for one version of the contract; replaced as a whole when the contract changes. */
export interface Application {
  route(request: IncomingMessage, response: ServerResponse): void
  close(): Promise<void>
}

/** Methods that are routed; whatever else HTTP knows is no method of any operation, and every route takes time to make. */
const ROUTED: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
])

/** Bodies are judged by the contract's validators: Fastify's own, and the time to load them, are not needed. */
export const FASTIFY_WITHOUT_SCHEMAS = {
  schemaController: {
    compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler },
  },
}

function noCompiler(): never {
  throw new Error('routes of the stub have no schemas of Fastify')
}

const NOWHERE: Destination = { kind: 'nowhere' }

/**
 * The Fastify application for a contract. Every path takes every method, since a wrong method is judged like any other
 * mistake; requests are taken over before Fastify reads them, so that the body is judged last and as raw bytes.
 *
 * @param tokenPath where the token service listens, when there is one
 */
export async function createApplication(
  contract: Contract,
  tokenPath: string | undefined,
  serve: Serve,
): Promise<Application> {
  const app: FastifyInstance = Fastify<Server>({
    ...FASTIFY_WITHOUT_SCHEMAS,
    // Routing alone is used of the server; the stub listens with its own, across contract changes.
    serverFactory: () => new Server(),
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 4096 },
    frameworkErrors: (_error, request, reply) => {
      reply.hijack()
      serve(NOWHERE, request.raw, reply.raw)
    },
  })
  const place = (url: string, destination: Destination): void => {
    app.route({
      method: [...ROUTED],
      url,
      onRequest: (request, reply) => {
        reply.hijack()
        serve(destination, request.raw, reply.raw)
      },
      handler: () => undefined,
    })
  }
  if (tokenPath !== undefined) place(tokenPath, { kind: 'token' })
  const sites = sitesOf(contract).filter(({ path }) => path !== tokenPath)
  for (const site of sites) place(routeOf(site.path), { kind: 'operation', site })
  place('*', NOWHERE)
  const siteAt = (path: string): Site | undefined =>
    sites.find((known) => isPathOf(known.path, path))
  await app.ready()
  return {
    route: (request, response) => {
      const path = request.url?.split('?')[0] ?? ''
      const isRouted = ROUTED.has(request.method ?? '')
      // The router undoes some escapes, and not those of what separates the parts of a URL.
      const site = isRouted && !path.includes('%') ? undefined : siteAt(path)
      if (isRouted && site === undefined) return app.routing(request, response)
      if (path === tokenPath) serve({ kind: 'token' }, request, response)
      else serve(site === undefined ? NOWHERE : { kind: 'operation', site }, request, response)
    },
    close: () => app.close(),
  }
}

function sitesOf(contract: Contract): Site[] {
  const byPath = new Map<string, Map<string, Operation>>()
  for (const operation of contract.operations) {
    const operations = byPath.get(operation.path) ?? new Map<string, Operation>()
    operations.set(operation.method, operation)
    byPath.set(operation.path, operations)
  }
  return [...byPath].map(([path, operations]) => ({ path, operations }))
}

/** OpenAPI's `/orders/{id}` as Fastify writes it, with escapes undone: `/orders/:id`; a colon of the path itself is doubled. */
function routeOf(path: string): string {
  return decoded(path)
    .replaceAll(':', '::')
    .replaceAll(/\{([^}/]+)\}/g, (_match, name: string) => {
      return `:${name.replaceAll(/\W/g, '_')}`
    })
}

/** Fastify compares paths with their escapes undone. */
function decoded(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}
