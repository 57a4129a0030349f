import { randomUUID } from 'node:crypto'
import { createSigner, type Credentials } from '../auth/index.ts'
import { createRandom, createTransport, systemClock } from '../core/index.ts'
import {
  createSender as createSenderOf,
  type RetryPolicy,
  type Sender as PlainSender,
} from '../sender/index.ts'

export interface SenderOptions {
  /** The client's endpoint; an operation's path is appended. */
  readonly endpoint: string
  /** What the sender identifies itself with; default: nothing. */
  readonly credentials?: Credentials
  /** Default: five retries, 1 s, factor 2, jitter 20 %. */
  readonly policy?: Partial<RetryPolicy>
  /** For one request from connecting to the answer's last byte. Milliseconds; default 30 000. */
  readonly timeoutMs?: number
  /** PEM certificates to trust besides the system's. */
  readonly certificateAuthority?: string
}

/** The reference sender, with connections of its own. */
export interface Sender extends PlainSender {
  /** Closes every connection. */
  close(): Promise<void>
}

/**
 * A sender that delivers as the contract documents: access tokens are obtained and renewed, failures retried.
 *
 * @example
 * const sender = createSender({ endpoint: stub.url, credentials: stub.credentials })
 * const { outcome } = await sender.send({ operation: 'drop_shipment_confirmation', body })
 * await sender.close()
 * @throws HarnessError INVALID_URL, INVALID_OPTION
 */
export function createSender(options: SenderOptions): Sender {
  const { endpoint, credentials, policy, timeoutMs, certificateAuthority } = options
  const clock = systemClock
  const transport = createTransport({
    clock,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
  })
  const signer = createSigner(credentials ?? { scheme: 'none' }, { transport, clock })
  const random = createRandom(randomUUID())
  const sender = createSenderOf({
    endpoint,
    transport,
    signer,
    clock,
    random,
    ...(policy === undefined ? {} : { policy }),
  })
  return {
    send: (message, sending) => sender.send(message, sending),
    close: () => transport.close(),
  }
}
