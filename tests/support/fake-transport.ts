import {
  type Clock,
  defined,
  type Exchange,
  type ExchangeFailure,
  type HttpRequest,
  type HttpResponse,
  type SendOptions,
  type Transport,
} from '../../src/core/index.ts'

/** The result of one request to a scripted endpoint: a response, or a failure of the network. */
export interface Scripted {
  readonly status?: number
  readonly headers?: HttpResponse['headers']
  /** Text unchanged; anything else as JSON. */
  readonly body?: unknown
  readonly truncated?: boolean
  readonly failure?: ExchangeFailure
}

export interface FakeTransport extends Transport {
  /** Everything that was sent, in order. */
  readonly requests: readonly HttpRequest[]
  readonly options: readonly SendOptions[]
}

/** A transport without a network: `script` decides each response from the request and its number (from 0). */
export function createFakeTransport(
  clock: Clock,
  script: (request: HttpRequest, index: number) => Scripted | Promise<Scripted>,
): FakeTransport {
  const requests: HttpRequest[] = []
  const sendOptions: SendOptions[] = []
  return {
    requests,
    options: sendOptions,
    send: async (request, options = {}): Promise<Exchange> => {
      const index = requests.push(request) - 1
      sendOptions.push(options)
      const startedAt = clock.now()
      const began = clock.monotonic()
      const {
        status,
        headers = [],
        body = '',
        truncated = false,
        failure,
      } = await script(request, index)
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      return {
        request,
        startedAt,
        durationMs: clock.monotonic() - began,
        ...(status === undefined
          ? {}
          : { response: { status, headers, body: Buffer.from(text), truncated } }),
        ...defined({ failure }),
      }
    },
    close: () => Promise.resolve(),
  }
}
