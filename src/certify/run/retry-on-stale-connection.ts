import type { Clock, Exchange, HttpRequest, Transport } from '../../core/index.ts'
import { OWN_CONNECTION } from './request.ts'

/** A server may close a connection that was idle for longer. */
const IDLE_MS = 1000

interface Connection {
  lastUsed: number
  /** Whether the last response over it was complete. */
  wasComplete: boolean
  /** The server closes connections without announcing it in its responses. */
  closesSilently: boolean
}

/**
 * A transport that does not blame the endpoint for the end of a connection that it may end at any time (RFC 9112 §9.3):
 * one that was idle, or one that a server closes after a complete response, whatever its status, without announcing it. The request is sent once more
 * over a new connection; a server that closes silently gets every further one over a connection of its own, where a
 * reset counts.
 */
export function retryOnStaleConnection(transport: Transport, clock: Clock): Transport {
  const connections = new Map<string, Connection>()

  const connectionTo = (request: HttpRequest): Connection => {
    const { origin } = new URL(request.url)
    const known = connections.get(origin) ?? {
      lastUsed: Number.NEGATIVE_INFINITY,
      wasComplete: false,
      closesSilently: false,
    }
    connections.set(origin, known)
    return known
  }

  const send: Transport['send'] = async (request, options) => {
    const connection = connectionTo(request)
    const wasIdle = clock.monotonic() - connection.lastUsed > IDLE_MS
    const mayHaveClosed = connection.wasComplete && !connection.closesSilently
    const once = (): Promise<Exchange> =>
      transport.send(connection.closesSilently ? onOwnConnection(request) : request, options)
    let exchange = await once()
    if (isResetWithoutResponse(exchange) && (wasIdle || mayHaveClosed)) {
      connection.closesSilently ||= !wasIdle
      exchange = await once()
    }
    connection.lastUsed = clock.monotonic()
    connection.wasComplete = exchange.failure === undefined && exchange.response !== undefined
    return { ...exchange, request }
  }

  return { send, close: () => transport.close() }
}

function isResetWithoutResponse({ response, failure }: Exchange): boolean {
  return response === undefined && failure?.kind === 'connection-reset'
}

function onOwnConnection(request: HttpRequest): HttpRequest {
  return { ...request, headers: [...request.headers, OWN_CONNECTION] }
}
