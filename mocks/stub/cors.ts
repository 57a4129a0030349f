import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Lets pages of one origin call the stub, as browser tools do: the headers on every response, and a response to preflight
 * requests, which no sender makes.
 *
 * @param allowed an origin such as `https://tool.example`, or `*`
 * @returns whether it has responded
 */
export function allowOrigin(
  allowed: string,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const { origin } = request.headers
  if (origin === undefined || (allowed !== '*' && allowed !== origin)) return false
  response.setHeader('access-control-allow-origin', allowed)
  response.setHeader('access-control-expose-headers', '*')
  response.setHeader('vary', 'Origin')
  const asked = request.headers['access-control-request-method']
  if (request.method !== 'OPTIONS' || asked === undefined) return false
  response.setHeader('access-control-allow-methods', asked)
  const headers = request.headers['access-control-request-headers']
  if (headers !== undefined) response.setHeader('access-control-allow-headers', headers)
  request.resume()
  response.writeHead(204).end()
  return true
}
