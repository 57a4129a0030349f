import { subscribe } from 'node:diagnostics_channel'
import { IncomingMessage } from 'node:http'
import { BoundedBytes, declaresJson, isRecord } from '../core/index.ts'

/**
 * The bytes of JSON requests, whichever parser reads them: what a parser before made of a body does not say whether it
 * began with a byte order mark, was empty, or has a property twice.
 */
const RECEIVED = new WeakMap<IncomingMessage, BoundedBytes>()

let limit = 0

/**
 * Keeps the bytes of every JSON request that this process receives from now on, as long as the request itself is kept.
 * @param maxBytes of one body
 */
export function keepReceivedBytes(maxBytes: number): void {
  if (limit === 0) subscribe('http.server.request.start', onRequest)
  limit = Math.max(limit, maxBytes)
}

/** What came so far of a request's body; `undefined` where it was not kept, or is longer than what is kept. */
export function receivedBytes(request: IncomingMessage): Uint8Array | undefined {
  const received = RECEIVED.get(request)
  return received === undefined || received.isOver ? undefined : received.bytes()
}

/** Node tells of each request before anybody can read it. */
function onRequest(message: unknown): void {
  const request = isRecord(message) ? message.request : undefined
  if (!(request instanceof IncomingMessage) || !declaresJson(request.headers['content-type']))
    return
  const received = new BoundedBytes(limit)
  RECEIVED.set(request, received)
  const push = request.push.bind(request)
  request.push = (chunk: unknown, encoding) => {
    if (chunk instanceof Uint8Array) received.add(chunk)
    return push(chunk, encoding)
  }
}
