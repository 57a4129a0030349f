import type { IncomingMessage, ServerResponse } from 'node:http'
import { finished } from 'node:stream/promises'
import type { Addresses, Contract, Operation, Reading } from '../../contract/index.ts'
import {
  atOnce,
  type Clock,
  closeServer,
  createHttpServer,
  defined,
  inTurns,
  STEPPED_BYTES,
  listen,
  type RawMessage,
  type RawRequest,
  type RawResponse,
  type Route,
  type Steps,
} from '../../core/index.ts'
import { matchOperation } from '../match.ts'
import { Capture } from './capture.ts'
import { isEncoded } from './encoding.ts'
import { endToEnd } from './hop-by-hop.ts'
import { judgeRequest, judgeResponse } from './judge.ts'
import type { Traffic } from './traffic.ts'
import { createUpstreams, reasonOf, rejectItself, type Upstream } from './upstreams.ts'

export interface ProxyOptions {
  readonly contract: Contract
  /** Where the client hosts the operations; other requests go below the base URL, if there is one. */
  readonly addresses: Addresses
  /** 0 takes any free port. */
  readonly port: number
  readonly host: string
  readonly reading: Reading
  readonly clock: Clock
  /** Milliseconds without a byte from the endpoint after which the proxy responds with 504. */
  readonly timeoutMs: number
  /** Bytes of each body that are kept and judged; longer ones pass unjudged. */
  readonly maxBodyBytes: number
  /** How the endpoint is reached. */
  readonly route: Route
  /** Called once for each request, after the last byte of its response. */
  readonly onTraffic: (traffic: Traffic) => void
}

export interface ValidatingProxy {
  readonly url: string
  /** Lets requests in flight finish for a second. */
  close(): Promise<void>
}

/** The proxy's defaults. */
export const PROXY_DEFAULTS = {
  /** Without a byte from the endpoint. Milliseconds. */
  timeoutMs: 30_000,
} as const

const GRACE_MS = 1000
const REQUEST_TIMEOUT_MS = 300_000

/**
 * A reverse proxy that passes requests and responses through byte for byte, and judges both against the contract. Of the
 * headers only those that concern one connection are its own. Where the endpoint gives no response, the proxy responds with 502 or 504 and
 * says that it is the proxy that speaks.
 *
 * @throws HarnessError PORT_IN_USE, ADDRESS_UNAVAILABLE, INVALID_URL for an endpoint that is the proxy itself,
 * INVALID_OPTION for a proxy of the environment that cannot be used
 */
export async function startProxy(options: ProxyOptions): Promise<ValidatingProxy> {
  rejectItself(options.addresses, options)
  const upstreams = createUpstreams(options)
  let count = 0
  const passing: PassingOptions = { ...options, judging: new Set() }
  const server = createHttpServer(
    { requestTimeoutMs: REQUEST_TIMEOUT_MS },
    (incoming, outgoing) => {
      count += 1
      const proxied: ProxiedRequest = {
        id: count,
        incoming,
        outgoing,
        operation: operationOf(incoming, options.contract),
        startedAt: options.clock.now(),
        began: options.clock.monotonic(),
      }
      const upstream = upstreams.find(proxied.operation, incoming.url ?? '/')
      if (upstream === undefined) rejectUnaddressed(proxied, passing)
      else forward(proxied, upstream, passing)
    },
  )
  const url = await listen(server, { host: options.host, port: options.port, portOption: '--port' })
  return {
    url,
    close: async () => {
      await closeServer(server, GRACE_MS)
      upstreams.close()
      await Promise.all(passing.judging)
    },
  }
}

interface PassingOptions extends ProxyOptions {
  /** Large bodies that have passed and are not judged to the end. */
  readonly judging: Set<Promise<void>>
}

interface ProxiedRequest {
  readonly id: number
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly operation: Operation | undefined
  readonly startedAt: number
  readonly began: number
}

function forward(proxied: ProxiedRequest, to: Upstream, options: PassingOptions): void {
  const { incoming, outgoing } = proxied
  const sent = new Capture(options.maxBodyBytes)
  const got = new Capture(options.maxBodyBytes)
  let received: IncomingMessage | undefined
  let isOver = false
  const over = (failure?: string): void => {
    if (isOver) return
    isOver = true
    const response = received && responseOf(received, got)
    tell(proxied, requestOf(incoming, sent), response, failure, options)
  }
  const upstream = to.request(incoming.method, endToEnd(incoming.rawHeaders, { host: to.host }))
  const fail = (status: 502 | 504, reason: string): void => {
    upstream.destroy()
    if (outgoing.headersSent) outgoing.destroy()
    else respondItself(outgoing, status, reason)
    over(reason)
  }
  upstream.on('timeout', () => fail(504, `the endpoint sent nothing for ${options.timeoutMs} ms`))
  upstream.on('error', (error) => fail(502, reasonOf(error)))
  upstream.on('upgrade', (_response, socket) => {
    socket.destroy()
    fail(502, 'the endpoint switched to another protocol, which nobody asked for')
  })
  upstream.on('response', (response) => {
    const rejection = to.rejection(response)
    if (rejection !== undefined) {
      fail(502, rejection)
      return
    }
    received = response
    // The endpoint's own date, or none.
    outgoing.sendDate = false
    outgoing.writeHead(
      response.statusCode ?? 502,
      response.statusMessage,
      endToEnd(response.rawHeaders),
    )
    response.on('error', () => undefined)
    response.on('aborted', () => fail(502, 'the endpoint broke off within its response'))
    response.pipe(got).pipe(outgoing)
  })
  incoming.on('error', () => upstream.destroy())
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) upstream.destroy()
  })
  incoming.pipe(sent).pipe(upstream)
  finished(outgoing).then(
    () => over(),
    () => over('the sender went away before the response was complete'),
  )
}

/** Reads a request without an upstream to its end, and responds with 404. */
function rejectUnaddressed(proxied: ProxiedRequest, options: PassingOptions): void {
  const { incoming, outgoing, operation } = proxied
  const sent = new Capture(options.maxBodyBytes)
  const reason =
    operation === undefined
      ? 'it is not an operation of the contract, and no base URL was given for others'
      : `${operation.id} is not enabled`
  sent.resume()
  incoming.on('error', () => sent.destroy())
  incoming.pipe(sent).on('end', () => {
    respondItself(outgoing, 404, reason)
    tell(proxied, requestOf(incoming, sent), undefined, reason, options)
  })
}

function operationOf({ method = '', url = '' }: IncomingMessage, contract: Contract) {
  return matchOperation(contract, method, url.replace(/[?#].*$/, ''))
}

function respondItself(outgoing: ServerResponse, status: 404 | 502 | 504, reason: string): void {
  const body = JSON.stringify({ message: `dropship proxy: ${reason}` })
  outgoing.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
  })
  outgoing.end(body)
}

function requestOf(incoming: IncomingMessage, capture: Capture): RawRequest {
  const { method = '', url = '', rawHeaders } = incoming
  return { method, target: url, rawHeaders, ...kept(capture) }
}

function responseOf(received: IncomingMessage, capture: Capture): RawResponse {
  const { statusCode = 0, statusMessage = '', rawHeaders } = received
  return { status: statusCode, statusText: statusMessage, rawHeaders, ...kept(capture) }
}

function kept(capture: Capture): Pick<RawMessage, 'body' | 'truncated'> {
  return { body: capture.bytes(), truncated: capture.truncated }
}

/** Tells what passed, once it is judged. */
function tell(
  proxied: ProxiedRequest,
  request: RawRequest,
  response: RawResponse | undefined,
  failure: string | undefined,
  options: PassingOptions,
): void {
  const steps = trafficOf(proxied, request, response, failure, options)
  if (![request, response].some((each) => each !== undefined && isLarge(each))) {
    options.onTraffic(atOnce(steps))
    return
  }
  const told = inTurns(steps)
    .then(options.onTraffic)
    .finally(() => options.judging.delete(told))
  options.judging.add(told)
}

function isLarge(message: RawMessage): boolean {
  return message.body.length >= STEPPED_BYTES || isEncoded(message)
}

function* trafficOf(
  { id, operation, startedAt, began }: ProxiedRequest,
  request: RawRequest,
  response: RawResponse | undefined,
  failure: string | undefined,
  { reading, clock }: ProxyOptions,
): Steps<Traffic> {
  const durationMs = clock.monotonic() - began
  return {
    id,
    startedAt,
    durationMs,
    ...defined({ operation }),
    request,
    response,
    failure: failure === undefined ? undefined : { message: failure },
    requestProblems:
      operation === undefined ? [] : yield* judgeRequest(operation, request, reading),
    responseProblems:
      operation === undefined || response === undefined || failure !== undefined
        ? []
        : yield* judgeResponse(operation, response),
  }
}
