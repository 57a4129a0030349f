import { createSigner } from '../../src/auth/index.ts'
import { createTransport, type Exchange, type Header, systemClock } from '../../src/core/index.ts'
import type { Stub } from '../../mocks/stub/index.ts'

export interface StubClient {
  /** Posts a body (anything but text and bytes as JSON), signed with the stub's own credentials unless told otherwise. */
  post(path: string, body: unknown, options?: PostOptions): Promise<Exchange>
  close(): Promise<void>
}

export interface PostOptions {
  readonly headers?: readonly Header[]
  readonly signed?: boolean
  readonly method?: string
  readonly timeoutMs?: number
}

const JSON_TYPE: Header = ['Content-Type', 'application/json']

/** A real client of a stub. */
export function createStubClient(stub: Stub): StubClient {
  const transport = createTransport({ clock: systemClock, timeoutMs: 5000, connections: 16 })
  const signer = createSigner(stub.credentials, { transport, clock: systemClock })
  return {
    post: async (path, body, options = {}) => {
      const request = {
        method: options.method ?? 'POST',
        url: `${stub.url}${path}`,
        headers: options.headers ?? [JSON_TYPE],
        body:
          body instanceof Uint8Array
            ? body
            : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      }
      const signed = options.signed === false ? undefined : await signer.sign(request)
      const send = signed?.ok === true ? signed.request : request
      return transport.send(
        send,
        options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs },
      )
    },
    close: () => transport.close(),
  }
}
