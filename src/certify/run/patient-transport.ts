import type { Clock, Exchange, HttpRequest, Transport } from '../../core/index.ts'

/** A server may close a connection that was idle for longer. */
const IDLE_MS = 1000

interface Connection {
  lastUsed: number
  /** Whether the last answer over it was a complete 2xx. */
  wasTaken: boolean
  /** The server closes connections without saying so in its answers. */
  closesSilently: boolean
}

/**
 * A transport that blames no endpoint for the end of a connection that it may end at any time (RFC 9112 §9.3): one that
 * lay idle, or one that a server closes after an answer without saying so. The request goes out once more over a new
 * connection; to a server that closes silently every further one has a connection of its own, where a reset counts.
 */
export function patientTransport(transport: Transport, clock: Clock): Transport {
  const connections = new Map<string, Connection>()

  const connectionTo = (request: HttpRequest): Connection => {
    const { origin } = new URL(request.url)
    const known = connections.get(origin) ?? {
      lastUsed: Number.NEGATIVE_INFINITY,
      wasTaken: false,
      closesSilently: false,
    }
    connections.set(origin, known)
    return known
  }

  const send: Transport['send'] = async (request, options) => {
    const connection = connectionTo(request)
    const wasIdle = clock.monotonic() - connection.lastUsed > IDLE_MS
    const mayHaveClosed = connection.wasTaken && !connection.closesSilently
    const once = (): Promise<Exchange> =>
      transport.send(connection.closesSilently ? alone(request) : request, options)
    let exchange = await once()
    if (isUnansweredReset(exchange) && (wasIdle || mayHaveClosed)) {
      connection.closesSilently ||= !wasIdle
      exchange = await once()
    }
    connection.lastUsed = clock.monotonic()
    connection.wasTaken =
      exchange.failure === undefined && Math.floor((exchange.response?.status ?? 0) / 100) === 2
    return { ...exchange, request }
  }

  return { send, close: () => transport.close() }
}

function isUnansweredReset({ response, failure }: Exchange): boolean {
  return response === undefined && failure?.kind === 'connection-reset'
}

function alone(request: HttpRequest): HttpRequest {
  return { ...request, headers: [...request.headers, ['Connection', 'close']] }
}
