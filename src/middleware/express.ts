import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequestJudge, type MiddlewareOptions } from './judge.ts'
import { parseJson, readJson } from './read-json.ts'

export interface ExpressOptions extends MiddlewareOptions {
  /** Bytes that a body may have when no parser ran before; default 5 MiB. */
  readonly maxBodyBytes?: number
}

/** A request of Express, or of anything with the same habits (Connect, Polka, plain `node:http`). */
export interface ExpressRequest extends IncomingMessage {
  /** The parsed body, where a parser ran before; set by this middleware where none did. */
  body?: unknown
}

export type ExpressMiddleware = (
  request: ExpressRequest,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void

const MAX_BODY_BYTES = 5 * 1024 * 1024

/**
 * Validates incoming Drop Ship messages and answers as the contract documents: 422 with the fields for what breaks the
 * contract, 400 for what is no JSON. What is right reaches the next handler with `request.body` parsed; requests for
 * other paths pass untouched.
 *
 * @example
 * app.use('/webhooks', dropShip())
 */
export function dropShip(options: ExpressOptions = {}): ExpressMiddleware {
  const judge = createRequestJudge(options)
  const maxBytes = options.maxBodyBytes ?? MAX_BODY_BYTES
  const handle = async (request: ExpressRequest, response: ServerResponse): Promise<boolean> => {
    const operation = judge.operationRouted(request.method, request.url ?? '')
    if (operation === undefined) return true
    const { body } = request
    const isUnparsed = typeof body === 'string' || body instanceof Uint8Array
    if (body === undefined || isUnparsed) {
      // What `express.raw` or `express.text` read is no message yet.
      const read = isUnparsed ? parseJson(Buffer.from(body)) : await readJson(request, maxBytes)
      if (!read.ok) {
        // The rest of the body is not read, so the connection has no further use.
        answer(response, read.status, { message: read.message }, !request.readableEnded)
        return false
      }
      request.body = read.value
    }
    const refusal = judge.refuse(operation, request.body)
    if (refusal === undefined) return true
    answer(response, refusal.status, refusal.body, false)
    return false
  }
  const pass = async (
    ...[request, response, next]: Parameters<ExpressMiddleware>
  ): Promise<void> => {
    let isRight: boolean
    try {
      isRight = await handle(request, response)
    } catch (error) {
      next(error)
      return
    }
    if (isRight) next()
  }
  return (request, response, next) => void pass(request, response, next)
}

function answer(response: ServerResponse, status: number, body: unknown, isLast: boolean): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    ...(isLast ? { Connection: 'close' } : {}),
  })
  response.end(text)
}
