import type { IncomingMessage, ServerResponse } from 'node:http'

/** A request of Express, or of anything with the same habits (Connect, Polka, plain `node:http`). */
export interface ExpressRequest extends IncomingMessage {
  /** The parsed body, where a parser ran before; set by this middleware where none did. */
  body?: unknown
  _body?: boolean
}

export type ExpressMiddleware = (
  request: ExpressRequest,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void
