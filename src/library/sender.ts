import { randomUUID } from 'node:crypto'
import { createSigner, type Credentials } from '../auth/index.ts'
import {
  type Addresses,
  addressOf,
  type Contract,
  resolveAddresses,
  shippedContract,
} from '../contract/index.ts'
import {
  belowUrl,
  createRandom,
  createTransport,
  defined,
  HarnessError,
  type Clock,
  systemClock,
} from '../core/index.ts'
import { headersOf, type RequestHeaders } from './request-headers.ts'
import { type RouteOptions, routeOf } from './route.ts'
import {
  createSender as createSenderOf,
  type OutgoingMessage,
  type RetryPolicy,
  type MessageSender,
} from '../sender/index.ts'

export interface SenderOptions extends RouteOptions {
  /** The client's base URL, below which the operations' paths lie. */
  readonly endpoint?: string
  /** URLs of operations, each with any host, path and query; they win over `endpoint`. */
  readonly endpoints?: Readonly<Record<string, string>>
  /** The operations that the client uses; default: all that have an address. */
  readonly operations?: readonly string[]
  /** What the operations are those of; default: the shipped contract. */
  readonly contract?: Contract
  /** What the sender identifies itself with; default: nothing. */
  readonly credentials?: Credentials
  /** Go with every message, values being secret; not with token requests. */
  readonly requestHeaders?: RequestHeaders
  /** Default: the failure policy of the contract, in the numbers that `dropship send --help` prints. */
  readonly policy?: Partial<RetryPolicy>
  /** For one request from connecting to the response's last byte. Milliseconds; default 30 000. */
  readonly timeoutMs?: number
  /** What waits and the expiry of tokens follow; default: this machine's. With a stub's, waits end when its time is set forward. */
  readonly clock?: Clock
}

/** The reference sender, with connections of its own. */
export interface Sender extends MessageSender {
  /** Closes every connection. */
  close(): Promise<void>
}

/**
 * A sender that delivers as the contract documents: access tokens are obtained and renewed, failures retried. Sending a
 * message of an operation that has no address, or is not enabled, is rejected with UNKNOWN_OPERATION.
 *
 * @example
 * const sender = createSender({ endpoint: stub.url, credentials: stub.credentials })
 * const { outcome } = await sender.send({ operation: 'drop_shipment_confirmation', body })
 * await sender.close()
 * @throws HarnessError INVALID_URL, INVALID_OPTION, MISSING_OPTION, UNKNOWN_OPERATION, and for a client certificate that
 *   cannot be used;
 *   `send` rejects with INVALID_OPTION for a body that JSON cannot say
 */
export function createSender(options: SenderOptions): Sender {
  const { credentials, policy, timeoutMs, clock = systemClock } = options
  const endpoint = urlsOf(options)
  const transport = createTransport({
    clock,
    ...defined({ timeoutMs }),
    route: routeOf(options),
  })
  const signer = createSigner(credentials ?? { scheme: 'none' }, {
    transport,
    clock,
    headers: headersOf(options.requestHeaders),
  })
  const random = createRandom(randomUUID())
  const sender = createSenderOf({
    endpoint,
    transport,
    signer,
    clock,
    random,
    ...defined({ policy }),
  })
  return {
    send: (message, sending) => sender.send(message, sending),
    close: () => transport.close(),
  }
}

/** The URL of each message; one of an operation that the contract does not know goes below the base URL. */
function urlsOf(options: SenderOptions): (message: OutgoingMessage) => string {
  const { endpoint: url, endpoints, operations, contract = shippedContract() } = options
  const given = {
    ...defined({ url, endpoints, operations }),
  }
  const addresses = resolveAddresses(contract, given, (part) =>
    part === 'url' ? 'endpoint' : part,
  )
  return (message) => urlOf(message, addresses)
}

function urlOf({ operation, path }: OutgoingMessage, addresses: Addresses): string {
  const { base, notEnabled } = addresses
  const address = addressOf(addresses, operation)
  if (address !== undefined && (address.isOwn || path === undefined)) return address.url
  if (base !== undefined && !notEnabled.includes(operation)) {
    return belowUrl(base, path ?? `/${operation}`)
  }
  throw new HarnessError('UNKNOWN_OPERATION', `The operation ${operation} is not enabled.`, {
    expected: `one of ${addresses.enabled.map((enabled) => enabled.operation).join(', ')}`,
    found: operation,
    next: 'give it an address with endpoints',
  })
}
