import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Operation, type RequestRejection, rejectLength } from '../contract/index.ts'
import { BoundedBytes } from '../core/index.ts'
import { expressCoverage } from './express-coverage.ts'
import type { ExpressMiddleware, ExpressRequest } from './express-handler.ts'
import { operationOfRequest } from './express-routes.ts'
import type { MiddlewareOptions, MiddlewareRouteOptions } from './options.ts'
import { placesOf } from './places.ts'
import { keepReceivedBytes, receivedBytes } from './received-bytes.ts'
import { createValidator, type KnownBody, type Validator } from './validator.ts'

export interface ExpressOptions
  extends MiddlewareOptions, Partial<Pick<MiddlewareRouteOptions, 'operation'>> {
  /** Bytes that a body may have when no parser ran before; default 5 MiB. */
  readonly maxBodyBytes?: number
}

const MAX_BODY_BYTES = 5 * 1024 * 1024

/**
 * Validates incoming Drop Ship messages and responds as the contract documents: 422 with the fields and parameters that break it, 400 to
 * what is not valid JSON, 415 to what does not declare JSON in UTF-8, whichever parser ran before. What is valid reaches
 * the next handler with `request.body` parsed.
 *
 * Mounted on an application or router, it guards the routes below that come after it; requests for other paths pass
 * untouched. Given to a route with the operation's name, it guards that route, whatever its path. Where it guards no route,
 * `app.listen` fails; Express tells nobody of other ways to start, and of middleware on routers: there every request gets
 * the error.
 *
 * @example
 * app.use('/webhooks', dropShip())
 * @example
 * app.post('/hooks/confirmed', dropShip({ operation: 'drop_shipment_confirmation' }), handler)
 * @throws HarnessError UNKNOWN_OPERATION, INVALID_OPTION
 */
export function dropShip(options: ExpressOptions = {}): ExpressMiddleware {
  const validator = createValidator(options)
  const maxBytes = options.maxBodyBytes ?? MAX_BODY_BYTES
  keepReceivedBytes(maxBytes)
  const only =
    options.operation === undefined ? undefined : validator.contract.operation(options.operation)
  const places = only === undefined ? placesOf(validator.contract, options.paths) : []
  const coverage = expressCoverage(places)

  const handle = async (request: ExpressRequest, response: ServerResponse): Promise<boolean> => {
    coverage.assert(request)
    const operation =
      only === undefined
        ? operationOfRequest(places, request)
        : request.method === only.method
          ? only
          : undefined
    if (operation === undefined) return true
    const rejection = await reject(validator, operation, request, maxBytes)
    if (rejection === undefined) return true
    // What is left of the body is not read, so the connection has no further use.
    respond(response, rejection, !request.readableEnded)
    return false
  }
  const pass = async (
    ...[request, response, next]: Parameters<ExpressMiddleware>
  ): Promise<void> => {
    let isValid: boolean
    try {
      isValid = await handle(request, response)
    } catch (error) {
      next(error)
      return
    }
    if (isValid) next()
  }
  return coverage.observed((request, response, next) => void pass(request, response, next))
}

/** Why a request is rejected; `undefined` with its body parsed where it is not. */
async function reject(
  validator: Validator,
  operation: Operation,
  request: ExpressRequest,
  maxBytes: number,
): Promise<RequestRejection | undefined> {
  const { url: target = '', headers } = request
  const unread = validator.beforeBody(operation, { target, headers })
  if (unread !== undefined) return unread
  const body = await bodyOf(request, maxBytes)
  if (body === undefined) return validator.told(operation, rejectLength())
  const verdict = await validator.body(operation, body, headers)
  if (!verdict.ok) return verdict.rejection
  if (isUnparsed(request.body)) request.body = verdict.value
  // What tells the parsers of Express 4 that there is nothing left to read.
  request._body = true
  return undefined
}

/** The body of `express.raw` or `express.text` is not parsed yet, and Express 4 sets an unread body to `{}`. */
function isUnparsed(body: unknown): boolean {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return true
  return typeof body === 'object' && body !== null && Object.keys(body).length === 0
}

/** The body, read here unless a parser did so before; `undefined` when it is longer than it may be. */
async function bodyOf(request: ExpressRequest, maxBytes: number): Promise<KnownBody | undefined> {
  const { body } = request
  if (!request.readableDidRead) {
    const read = new BoundedBytes(maxBytes)
    for await (const chunk of request as AsyncIterable<Uint8Array>) {
      read.add(chunk)
      if (read.isOver) return undefined
    }
    return { bytes: read.bytes() }
  }
  if (!request.readableEnded) await ended(request)
  const bytes = receivedBytes(request)
  if (bytes !== undefined) return { bytes }
  if (typeof body === 'string') return { bytes: Buffer.from(body) }
  return body instanceof Uint8Array ? { bytes: body } : { parsed: body }
}

/** Another reader is at the body: it has come when that one has read it. */
async function ended(request: IncomingMessage): Promise<void> {
  await new Promise<void>((resolve) => {
    request.once('end', resolve)
    request.once('close', resolve)
  })
}

function respond(response: ServerResponse, rejection: RequestRejection, isLast: boolean): void {
  const text = JSON.stringify(rejection.body)
  response.writeHead(rejection.status, {
    ...Object.fromEntries(rejection.headers),
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    ...(isLast ? { Connection: 'close' } : {}),
  })
  response.end(text)
}
