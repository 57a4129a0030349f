import { pipeline, Transform } from 'node:stream'
import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  preParsingHookHandler,
  preValidationHookHandler,
} from 'fastify'
import type { Operation, RequestRejection } from '../contract/index.ts'
import { BoundedBytes } from '../core/index.ts'
import { watchCoverage } from './fastify-coverage.ts'
import { operationOfRoute } from './fastify-routes.ts'
import type { MiddlewareOptions, MiddlewareRouteOptions } from './options.ts'
import { placesOf } from './places.ts'
import { type BodyVerdict, createValidator, type Validator } from './validator.ts'

export type FastifyOptions = MiddlewareOptions

/** What a route of one operation needs, to be given to it with its other options. */
export interface FastifyRouteHooks {
  readonly preParsing: preParsingHookHandler
  readonly preValidation: preValidationHookHandler
}

/** The plugin, and what makes the hooks of a single route. */
export interface FastifyDropShip {
  (options: MiddlewareRouteOptions): FastifyRouteHooks
  (app: FastifyInstance, options: FastifyOptions): Promise<void>
}

/**
 * Validates incoming Drop Ship messages before their handlers run and responds as the contract documents: 422 with the
 * fields that break it, 400 to what is not valid JSON, 415 to what does not declare JSON in UTF-8.
 *
 * As a plugin it guards the routes of the instance that it is registered on and of those below it: a request is judged by
 * the route that Fastify matched, never by how its URL is spelt. A start at which it guards no route fails. As the options
 * of a route it guards that route, whatever its path.
 *
 * @example
 * await app.register(dropShip)
 * app.post('/drop_shipment_confirmation', async () => ({ message: 'Success' }))
 * @example
 * const confirmed = dropShip({ operation: 'drop_shipment_confirmation' })
 * app.post('/hooks/confirmed', confirmed, async () => ({ message: 'Success' }))
 * @throws HarnessError UNKNOWN_OPERATION, INVALID_OPTION; at the start NOTHING_GUARDED
 */
export const dropShip: FastifyDropShip = Object.assign(
  fastifyDropShip,
  // Fastify's own way for a plugin to add to the instance it is registered on.
  { [Symbol.for('skip-override')]: true },
)

function fastifyDropShip(options: MiddlewareRouteOptions): FastifyRouteHooks
function fastifyDropShip(app: FastifyInstance, options: FastifyOptions): Promise<void>
function fastifyDropShip(
  first: FastifyInstance | MiddlewareRouteOptions,
  options: FastifyOptions = {},
): FastifyRouteHooks | Promise<void> {
  return 'addHook' in first ? guardInstance(first, options) : guardRoute(first)
}

function guardRoute(options: MiddlewareRouteOptions): FastifyRouteHooks {
  const validator = createValidator(options)
  const operation = validator.contract.operation(options.operation)
  const hooks = hooksFor(validator, ({ method }) =>
    method === operation.method ? operation : undefined,
  )
  OWN_HOOKS.add(hooks.preValidation)
  return hooks
}

async function guardInstance(app: FastifyInstance, options: FastifyOptions): Promise<void> {
  const validator = createValidator(options)
  const places = placesOf(validator.contract, options.paths)
  const { preParsing, preValidation } = hooksFor(validator, operationOfRoute(places, app.prefix))
  app.addHook('preParsing', preParsing)
  app.addHook('preValidation', preValidation)
  acceptSuffix(app)
  watchCoverage(app, places, OWN_HOOKS)
}

const OWN_HOOKS = new WeakSet<object>()

/** Fastify parses `application/json` alone; its own parser serves for the types with the suffix as well. */
function acceptSuffix(app: FastifyInstance): void {
  const suffixed = /^[^;]+\+json(?:\s*;|$)/i
  if (app.hasContentTypeParser(suffixed)) return
  const { onProtoPoisoning = 'error', onConstructorPoisoning = 'error' } = app.initialConfig
  app.addContentTypeParser(
    suffixed,
    { parseAs: 'string' },
    app.getDefaultJsonParser(onProtoPoisoning, onConstructorPoisoning),
  )
}

function hooksFor(
  validator: Validator,
  operationOf: (request: FastifyRequest) => Operation | undefined,
): FastifyRouteHooks {
  const bodies = new WeakMap<FastifyRequest, BoundedBytes>()
  return {
    preParsing: (request, reply, payload, done) => {
      const operation = operationOf(request)
      if (operation === undefined) return done(null, payload)
      const { url: target, headers } = request
      const rejection = validator.beforeBody(operation, { target, headers })
      if (rejection !== undefined) return reject(reply, rejection)
      const body = new BoundedBytes(request.routeOptions.bodyLimit ?? Infinity)
      bodies.set(request, body)
      return done(null, recorded(payload, body))
    },
    preValidation: (request, reply, done) => {
      const operation = operationOf(request)
      if (operation === undefined) return done()
      const body = bodies.get(request)
      const verdict = validator.body(
        operation,
        body === undefined || body.isOver ? { parsed: request.body } : { bytes: body.bytes() },
        request.headers,
      )
      const decide = (known: BodyVerdict): void =>
        known.ok ? done() : reject(reply, known.rejection)
      if (verdict instanceof Promise) verdict.then(decide, done)
      else decide(verdict)
    },
  }
}

function reject(reply: FastifyReply, { status, headers, body }: RequestRejection): void {
  for (const [name, value] of headers) void reply.header(name, value)
  void reply.code(status).send(body)
}

/** The same stream, whose bytes are kept: what another parser makes of them is not what came. */
function recorded(
  payload: Parameters<preParsingHookHandler>[2],
  body: BoundedBytes,
): Parameters<preParsingHookHandler>[2] {
  const tap = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      body.add(chunk)
      done(null, chunk)
    },
  })
  // Fastify compares this with Content-Length, where a hook before has decoded the body.
  Object.defineProperty(tap, 'receivedEncodedLength', {
    get: () => payload.receivedEncodedLength,
  })
  return pipeline(payload, tap, () => undefined)
}
