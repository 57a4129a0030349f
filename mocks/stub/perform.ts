import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Clock } from '../../src/core/index.ts'
import { type Answer, sendAnswer } from './answer.ts'
import type { Act } from './scenarios/scenario.ts'

/**
 * The answer that an act gives, as far as one arrives.
 * @param own what the stub would answer by its own judgement
 * @param challenge the `WWW-Authenticate` of a 401 that the scenario gives none
 * @returns `undefined` when nothing that is HTTP is sent
 */
export function answerOf(act: Act, own: Answer, challenge: string): Answer | undefined {
  switch (act.kind) {
    case 'answer':
    case 'tokens':
    case 'drip':
      return own
    case 'status':
      return statusAnswer(act, own, challenge)
    case 'cut':
      return { ...own, body: own.body.subarray(0, Math.floor(own.body.length / 2)) }
    case 'malformed':
      return malformed(own)
    case 'hang':
    case 'reset':
    case 'close':
    case 'garbage':
      return undefined
  }
}

function statusAnswer(
  act: Extract<Act, { kind: 'status' }>,
  own: Answer,
  challenge: string,
): Answer {
  const body = act.body === undefined ? usualBody(act.status, own) : Buffer.from(act.body)
  const carriesBody = act.status !== 204 && act.status !== 304
  const headers = new Map<string, readonly [string, string]>()
  const put = (name: string, value: string): void =>
    void headers.set(name.toLowerCase(), [name, value])
  if (carriesBody) {
    put('Content-Type', 'application/json; charset=utf-8')
    put('Content-Length', String(body.length))
  }
  for (const [name, value] of Object.entries(act.headers)) put(name, value)
  if (act.status === 401 && !headers.has('www-authenticate')) {
    put('WWW-Authenticate', challenge)
  }
  // HTTP knows no message with both.
  if (headers.has('transfer-encoding')) headers.delete('content-length')
  return {
    status: act.status,
    headers: [...headers.values()].flat(),
    body: carriesBody ? body : Buffer.alloc(0),
  }
}

/** What an endpoint would say with a status: the stub's own words where they fit. */
function usualBody(status: number, own: Answer): Buffer {
  if (status < 300 || status === own.status) return own.body
  const message = STATUS_CODES[status] ?? `Status ${status}`
  return Buffer.from(
    JSON.stringify(
      status === 422 ? { message, errors: [{ field: '', code: 'invalid' }] } : { message },
    ),
  )
}

/** Says JSON and the right length, and breaks off in the middle. */
function malformed(own: Answer): Answer {
  const body = own.body.subarray(0, Math.max(1, own.body.length - 2))
  const headers = own.headers.map((text, index) =>
    own.headers[index - 1] === 'Content-Length' ? String(body.length) : text,
  )
  return { ...own, headers, body }
}

export interface PerformOptions {
  readonly clock: Clock
  /** The `WWW-Authenticate` of a 401 that the scenario gives none. */
  readonly challenge: string
  /** Aborted when the stub closes. */
  readonly signal: AbortSignal
}

/**
 * Does on the wire what an act says.
 * @param own what the stub would answer by its own judgement
 */
export function perform(
  act: Act,
  response: ServerResponse,
  own: Answer,
  options: PerformOptions,
): void {
  const answer = answerOf(act, own, options.challenge) ?? own
  switch (act.kind) {
    case 'answer':
    case 'tokens':
    case 'status':
    case 'malformed':
      sendAnswer(response, answer)
      break
    case 'drip':
      void drip(response, answer, act.overMs, options)
      break
    case 'cut':
      response.writeHead(answer.status, own.headers as string[])
      response.write(answer.body, () => response.destroy())
      break
    case 'hang':
      hang(response, options.signal)
      break
    case 'reset':
      reset(response.socket)
      break
    case 'close':
      response.destroy()
      break
    case 'garbage':
      response.socket?.end('this is not HTTP\r\n\r\n')
  }
}

/** Under TLS, Node can only close. */
function reset(socket: Socket | null): void {
  if (socket instanceof TLSSocket) socket.destroy()
  else socket?.resetAndDestroy()
}

/** Keeps the connection open until the sender gives up or the stub closes. */
function hang(response: ServerResponse, signal: AbortSignal): void {
  const end = (): void => void response.destroy()
  signal.addEventListener('abort', end, { once: true })
  response.on('close', () => signal.removeEventListener('abort', end))
}

/** A byte at a time, evenly over the time given. */
async function drip(
  response: ServerResponse,
  answer: Answer,
  overMs: number,
  { clock, signal }: PerformOptions,
): Promise<void> {
  response.writeHead(answer.status, answer.headers as string[])
  response.flushHeaders()
  try {
    for (const byte of answer.body) {
      await clock.sleep(overMs / answer.body.length, signal)
      if (response.destroyed) return
      response.write(Buffer.of(byte))
    }
    response.end()
  } catch {
    // The stub closes: whoever still waits is cut off.
    response.destroy()
  }
}
