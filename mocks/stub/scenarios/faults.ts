import type { ServerResponse } from 'node:http'
import { TLSSocket } from 'node:tls'
import { keysOf } from '../../../src/core/index.ts'
import { type StubResponse, sendResponse } from '../response.ts'

/** A fault of the connection or of the response's bytes. A new one is one entry of {@link FAULTS}. */
export interface FaultDefinition {
  /** What a request gets, in the documentation of scenarios. */
  readonly description: string
  /** The ready-made scenario in which every delivery has it. */
  readonly scenario: { readonly name: string; readonly description: string }
  /**
   * The response as far as one is sent; `undefined` if no HTTP is sent.
   * @param own the stub's response without the fault
   */
  response(own: StubResponse): StubResponse | undefined
  /**
   * Carries it out on the connection.
   * @param sent what {@link response} gives, else the stub's own response
   * @param signal aborted when the stub closes
   */
  simulate(outgoing: ServerResponse, sent: StubResponse, signal: AbortSignal): void
}

const nothing = (): undefined => undefined

/** Every fault by its name in scenarios. */
export const FAULTS = {
  hang: {
    description: 'no response, ever; the connection stays open',
    scenario: { name: 'hangs', description: 'no delivery ever gets a response' },
    response: nothing,
    simulate: (outgoing, _sent, signal) => {
      // Until the sender gives up or the stub closes.
      const end = (): void => void outgoing.destroy()
      signal.addEventListener('abort', end, { once: true })
      outgoing.on('close', () => signal.removeEventListener('abort', end))
    },
  },
  reset: {
    description: 'the connection is reset (RST) instead of a response; with https it is closed',
    scenario: {
      name: 'resets-connections',
      description: 'every connection is reset instead of a response',
    },
    response: nothing,
    simulate: ({ socket }) => {
      // Under TLS, Node can only close.
      if (socket instanceof TLSSocket) socket.destroy()
      else socket?.resetAndDestroy()
    },
  },
  close: {
    description: 'the connection is closed (FIN) instead of a response',
    scenario: {
      name: 'closes-connections',
      description: 'every connection is closed instead of a response',
    },
    response: nothing,
    simulate: (outgoing) => void outgoing.destroy(),
  },
  cut: {
    description: 'half of the announced body, then the connection is closed',
    scenario: {
      name: 'cut-body',
      description: 'every response ends in the middle of its body',
    },
    response: (own) => ({ ...own, body: own.body.subarray(0, Math.floor(own.body.length / 2)) }),
    simulate: (outgoing, sent) => {
      outgoing.writeHead(sent.status, [...sent.rawHeaders])
      outgoing.write(sent.body, () => outgoing.destroy())
    },
  },
  malformed: {
    description: 'valid headers and a body that ends in the middle of its JSON',
    scenario: {
      name: 'malformed-json',
      description: 'every response claims to be JSON and is not',
    },
    response: (own) => {
      const body = own.body.subarray(0, Math.max(1, own.body.length - 2))
      const rawHeaders = own.rawHeaders.map((text, index) =>
        own.rawHeaders[index - 1] === 'Content-Length' ? String(body.length) : text,
      )
      return { ...own, rawHeaders, body }
    },
    simulate: (outgoing, sent) => sendResponse(outgoing, sent),
  },
  garbage: {
    description: 'bytes that are not HTTP',
    scenario: { name: 'garbage', description: 'every response is not HTTP' },
    response: nothing,
    simulate: ({ socket }) => void socket?.end('this is not HTTP\r\n\r\n'),
  },
} as const satisfies Readonly<Record<string, FaultDefinition>>

export type Fault = keyof typeof FAULTS

export function faultNamed(name: Fault): FaultDefinition {
  return FAULTS[name]
}

/** The names of all faults. */
export const FAULT_NAMES: readonly Fault[] = keysOf(FAULTS)
