import { type ServerResponse, STATUS_CODES } from 'node:http'
import { type Clock, rawHeader } from '../../src/core/index.ts'
import { type StubResponse, sendResponse } from './response.ts'
import { faultNamed } from './scenarios/faults.ts'
import type { ScenarioBehaviour } from './scenarios/scenario.ts'

/**
 * The response of a behaviour, as far as one is sent.
 * @param own the stub's response without the scenario
 * @param challenge the `WWW-Authenticate` of a 401 whose scenario sets none
 * @returns `undefined` if no HTTP is sent
 */
export function simulatedResponse(
  behaviour: ScenarioBehaviour,
  own: StubResponse,
  challenge: string,
  documented: Documented = () => undefined,
): StubResponse | undefined {
  switch (behaviour.kind) {
    case 'answer':
    case 'tokens':
    case 'drip':
      return own
    case 'status':
      return statusResponse(behaviour, own, challenge, documented)
    default:
      return faultNamed(behaviour.kind).response(own)
  }
}

function statusResponse(
  behaviour: Extract<ScenarioBehaviour, { kind: 'status' }>,
  own: StubResponse,
  challenge: string,
  documented: Documented,
): StubResponse {
  const described = documented(behaviour.status)
  const documentedBody =
    behaviour.body === undefined && described !== undefined && described.body.length > 0
      ? described
      : undefined
  const body =
    behaviour.body === undefined
      ? (documentedBody?.body ?? usualBody(behaviour.status, own))
      : Buffer.from(behaviour.body)
  const carriesBody = behaviour.status !== 204 && behaviour.status !== 304
  const headers = new Map<string, readonly [string, string]>()
  const put = (name: string, value: string): void =>
    void headers.set(name.toLowerCase(), [name, value])
  if (carriesBody) {
    const type = documentedBody && rawHeader(documentedBody.rawHeaders, 'content-type')
    put('Content-Type', type ?? 'application/json; charset=utf-8')
    put('Content-Length', String(body.length))
  }
  for (const [name, value] of Object.entries(behaviour.headers)) put(name, value)
  if (behaviour.status === 401 && !headers.has('www-authenticate')) {
    put('WWW-Authenticate', challenge)
  }
  // HTTP forbids both in one message.
  if (headers.has('transfer-encoding')) headers.delete('content-length')
  return {
    status: behaviour.status,
    rawHeaders: [...headers.values()].flat(),
    body: carriesBody ? body : Buffer.alloc(0),
  }
}

/** What the contract documents for a status. */
type Documented = (status: number) => StubResponse | undefined

/** A typical body for a status: the stub's own where it fits. */
function usualBody(status: number, own: StubResponse): Buffer {
  if (status < 300 || status === own.status) return own.body
  const message = STATUS_CODES[status] ?? `Status ${status}`
  return Buffer.from(
    JSON.stringify(
      status === 422 ? { message, errors: [{ field: '', code: 'invalid' }] } : { message },
    ),
  )
}

export interface SimulationOptions {
  readonly clock: Clock
  /** The `WWW-Authenticate` of a 401 whose scenario sets none. */
  readonly challenge: string
  readonly documented?: Documented | undefined
  /** Aborted when the stub closes. */
  readonly signal: AbortSignal
}

/**
 * Carries a behaviour out on the connection.
 * @param own the stub's response without the scenario
 */
export function simulate(
  behaviour: ScenarioBehaviour,
  outgoing: ServerResponse,
  own: StubResponse,
  options: SimulationOptions,
): void {
  const response = simulatedResponse(behaviour, own, options.challenge, options.documented) ?? own
  switch (behaviour.kind) {
    case 'answer':
    case 'tokens':
    case 'status':
      sendResponse(outgoing, response)
      break
    case 'drip':
      void drip(outgoing, response, behaviour.overMs, options)
      break
    default:
      faultNamed(behaviour.kind).simulate(outgoing, response, options.signal)
  }
}

/** Sends the body byte by byte, evenly over the given time. */
async function drip(
  outgoing: ServerResponse,
  response: StubResponse,
  overMs: number,
  { clock, signal }: SimulationOptions,
): Promise<void> {
  outgoing.writeHead(response.status, response.rawHeaders as string[])
  outgoing.flushHeaders()
  try {
    for (const byte of response.body) {
      await clock.sleep(overMs / response.body.length, signal)
      if (outgoing.destroyed) return
      outgoing.write(Buffer.of(byte))
    }
    outgoing.end()
  } catch {
    // The stub closes: connections that still wait are closed.
    outgoing.destroy()
  }
}
