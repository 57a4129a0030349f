import type { Operation } from '../../contract/index.ts'
import {
  essenceOfMediaType,
  type Exchange,
  type Header,
  type HttpRequest,
  parseJson,
  textOf,
} from '../../core/index.ts'
import { isAccepted } from './response.ts'

/**
 * What to do about a valid message that was not accepted, where its response shows a cause that is not the message;
 * `undefined` where what the check declares is the advice.
 */
export function adviceOnUnaccepted({ request, response, failure }: Exchange): string | undefined {
  if (failure !== undefined) return undefined
  switch (response?.status) {
    case 401:
      return 'accept the credentials that the sender was given, on every worker and for as long as they are valid: this 401 is not about the message'
    case 413: {
      const kilobytes =
        request.body instanceof Uint8Array ? Math.ceil(request.body.length / 1000) : 0
      return `raise the limit on bodies, which is below ${kilobytes} kB: the parser's, or that of a reverse proxy before the endpoint`
    }
    case 429:
      return 'raise the limit on requests: the sender delivers whatever is due, several messages at a time'
    default:
      return undefined
  }
}

/** What to do about an operation that accepts no ordinary message, apart from its address. */
export function adviceOnOrdinary(exchange: Exchange): string {
  const { response, failure } = exchange
  if (tookTooLong(exchange)) return 'respond to the documented message within the time limit'
  if (failure !== undefined) return 'send a complete response before the connection is closed'
  const status = response?.status ?? 0
  return (
    adviceOnUnaccepted(exchange) ??
    (status >= 500
      ? `find in the log of the endpoint why it fails with ${status} at the documented message`
      : 'accept the documented message')
  )
}

/** What to do where an invalid message was not rejected with 400 or 422, or was accepted. @param sentence what is invalid about it */
export function adviceOnUnrejected(exchange: Exchange, sentence: string): string | undefined {
  const { response, failure } = exchange
  if (isAccepted(exchange)) return undefined
  if (response === undefined || failure !== undefined)
    return `send a complete response, 422, when ${sentence}`
  return response.status === 401
    ? adviceOnUnaccepted(exchange)
    : `respond with 422 instead of ${response.status} when ${sentence}`
}

/** What to do where wrong credentials did not get a 401. @param what was sent */
export function adviceOnUnauthorized(exchange: Exchange, what: string): string {
  const { response, failure } = exchange
  if (isAccepted(exchange)) return `check credentials: respond with 401 to ${what}`
  if (response === undefined || failure !== undefined)
    return `send a complete response, 401, to ${what}`
  const { status } = response
  if (status === 400 || status === 415 || status === 422)
    return `check credentials before the message: respond with 401 instead of ${status} to ${what}`
  return `respond with 401 instead of ${status} to ${what}`
}

/** What to do about a response that is none, or that makes the sender repeat what it sent: it follows from what was sent. */
export function adviceOnUnhandled(
  exchange: Exchange,
  { operation, isAuthorized }: UnhandledMessage,
): string {
  const { response, failure, request } = exchange
  if (response?.truncated === true) return 'send responses of less than 1 MiB'
  if (tookTooLong(exchange)) return 'respond to every request within the time limit'
  if (failure !== undefined) return 'send a complete response before the connection is closed'
  const status = response?.status ?? 0
  if (status < 400)
    return `respond at this URL instead of ${status}: the sender follows no redirects`
  return isAuthorized
    ? UNHANDLED[sortOf(request, operation)](status)
    : `respond with 401 instead of ${status} where credentials are missing or wrong, before the message is read`
}

/** What a request was, besides its body. */
interface UnhandledMessage {
  readonly operation: Operation
  /** Whether it had the correct credentials, or needed none. */
  readonly isAuthorized: boolean
}

type MessageSort = 'valid' | 'disputed' | 'invalid' | 'unreadable'

const UNHANDLED: Readonly<Record<MessageSort, (status: number) => string>> = {
  valid: (status) =>
    `find in the log of the endpoint why it fails with ${status} at a valid message, and accept it`,
  disputed: (status) =>
    `respond with any 2xx or 4xx instead of ${status} to a message whose validity is disputed: accept or reject it as you like`,
  invalid: (status) =>
    `reject what is invalid with 400 or 422 instead of ${status}: the sender repeats what gets a 5xx`,
  unreadable: (status) =>
    `reject what cannot be read with a 4xx (400, 413, 415 or 422 will do) instead of ${status}: the sender repeats what gets a 5xx`,
}

function tookTooLong({ failure }: Exchange): boolean {
  return failure?.kind.endsWith('timeout') === true
}

/** A message is valid where both readings of the contract accept it, and its headers say no more than that it is JSON. */
function sortOf({ body, headers }: HttpRequest, operation: Operation): MessageSort {
  if (!(body instanceof Uint8Array) || hasOtherEncoding(headers, operation)) return 'unreadable'
  const parsed = parseJson(textOf(body))
  if (!parsed.ok) return 'unreadable'
  const accepted = (['published', 'intended'] as const).filter((reading) =>
    operation.accepts(parsed.value, reading),
  )
  return accepted.length === 2 ? 'valid' : accepted.length === 1 ? 'disputed' : 'invalid'
}

function hasOtherEncoding(headers: readonly Header[], { mediaType }: Operation): boolean {
  return headers.some(([name, value]) => {
    if (typeof value !== 'string') return false
    if (name.toLowerCase() === 'content-encoding') return true
    return (
      name.toLowerCase() === 'content-type' &&
      value.replace(/; *charset="?utf-8"?$/i, '') !== essenceOfMediaType(mediaType)
    )
  })
}
