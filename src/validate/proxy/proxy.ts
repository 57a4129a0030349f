import { Agent, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http'
import { Agent as TlsAgent, request as httpsRequest } from 'node:https'
import { finished } from 'node:stream/promises'
import type { Contract, Reading } from '../../contract/index.ts'
import {
  type Clock,
  closeServer,
  createHttpServer,
  HarnessError,
  listen,
  systemCodeOf,
} from '../../core/index.ts'
import { matchOperation } from '../match.ts'
import { Capture } from './capture.ts'
import { endToEnd } from './hop-by-hop.ts'
import { judgeRequest, judgeResponse } from './judge.ts'
import type { Passed, Traffic } from './traffic.ts'

export interface ProxyOptions {
  readonly contract: Contract
  /** The client's endpoint: the URL below which the operations lie. */
  readonly to: string
  /** 0 takes any free port. */
  readonly port: number
  readonly host: string
  readonly reading: Reading
  readonly clock: Clock
  /** Milliseconds without a byte from the endpoint after which the proxy answers 504. */
  readonly timeoutMs: number
  /** Bytes of each body that are kept and judged; longer ones pass unjudged. */
  readonly maxBodyBytes: number
  /** PEM certificates to trust besides the public ones. */
  readonly certificateAuthority?: string
  /** Called once for each request, after the last byte of its answer. */
  readonly onTraffic: (traffic: Traffic) => void
}

export interface Proxy {
  readonly url: string
  /** Lets requests in flight finish for a second. */
  close(): Promise<void>
}

const GRACE_MS = 1000
const REQUEST_TIMEOUT_MS = 300_000

/**
 * A reverse proxy that passes requests and answers through byte for byte, and judges both against the contract. Of the
 * headers only those that concern one connection are its own. Where the endpoint gives no answer it answers 502 or 504 and
 * says that it is the proxy that speaks.
 *
 * @throws HarnessError PORT_IN_USE, ADDRESS_UNAVAILABLE, INVALID_URL for an endpoint that is the proxy itself
 */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const target = new URL(options.to)
  refuseItself(target, options)
  const secure = target.protocol === 'https:'
  const agent = secure
    ? new TlsAgent({
        keepAlive: true,
        ...(options.certificateAuthority === undefined ? {} : { ca: options.certificateAuthority }),
      })
    : new Agent({ keepAlive: true })
  let count = 0
  const server = createHttpServer(
    { requestTimeoutMs: REQUEST_TIMEOUT_MS },
    (incoming, outgoing) => {
      count += 1
      const visit: Visit = {
        id: count,
        incoming,
        outgoing,
        startedAt: options.clock.now(),
        began: options.clock.monotonic(),
      }
      forward(visit, { target, secure, agent }, options)
    },
  )
  const url = await listen(server, { host: options.host, port: options.port, portOption: '--port' })
  return {
    url,
    close: async () => {
      await closeServer(server, GRACE_MS)
      agent.destroy()
    },
  }
}

function refuseItself({ hostname, port }: URL, options: ProxyOptions): void {
  const isHere =
    /^(localhost|127\..*|0\.0\.0\.0|\[::1?\])$/.test(hostname) || hostname === options.host
  if (!isHere || port !== String(options.port)) return
  throw new HarnessError('INVALID_URL', 'The proxy would pass every request on to itself.', {
    found: options.to,
    where: '--to',
    next: 'name the endpoint with --to, and another port for the proxy with --port',
  })
}

interface Visit {
  readonly id: number
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly startedAt: number
  readonly began: number
}

interface Upstream {
  readonly target: URL
  readonly secure: boolean
  readonly agent: Agent
}

function forward(visit: Visit, { target, secure, agent }: Upstream, options: ProxyOptions): void {
  const { incoming, outgoing } = visit
  const sent = new Capture(options.maxBodyBytes)
  const got = new Capture(options.maxBodyBytes)
  let answer: IncomingMessage | undefined
  let isOver = false
  const over = (failure?: string): void => {
    if (isOver) return
    isOver = true
    options.onTraffic(
      trafficOf(visit, passedOf(incoming, sent), answer, passedOf(answer, got), failure, options),
    )
  }
  const upstream = (secure ? httpsRequest : httpRequest)({
    agent,
    method: incoming.method,
    host: target.hostname.replaceAll(/^\[|\]$/g, ''),
    port: target.port === '' ? undefined : target.port,
    path: pathOf(target, incoming.url ?? '/'),
    headers: endToEnd(incoming.rawHeaders, { host: target.host }),
    timeout: options.timeoutMs,
  })
  const fail = (status: 502 | 504, reason: string): void => {
    upstream.destroy()
    if (outgoing.headersSent) outgoing.destroy()
    else answerForItself(outgoing, status, reason)
    over(reason)
  }
  upstream.on('timeout', () => fail(504, `the endpoint sent nothing for ${options.timeoutMs} ms`))
  upstream.on('error', (error) =>
    fail(
      502,
      `the endpoint cannot be reached or broke off (${systemCodeOf(error) ?? error.message})`,
    ),
  )
  upstream.on('upgrade', (_response, socket) => {
    socket.destroy()
    fail(502, 'the endpoint switched to another protocol, which nobody asked for')
  })
  upstream.on('response', (response) => {
    answer = response
    // The endpoint's own date, or none.
    outgoing.sendDate = false
    outgoing.writeHead(
      response.statusCode ?? 502,
      response.statusMessage,
      endToEnd(response.rawHeaders),
    )
    response.on('error', () => undefined)
    response.on('aborted', () => fail(502, 'the endpoint broke off within its answer'))
    response.pipe(got).pipe(outgoing)
  })
  incoming.on('error', () => upstream.destroy())
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) upstream.destroy()
  })
  incoming.pipe(sent).pipe(upstream)
  finished(outgoing).then(
    () => over(),
    () => over('the sender went away before the answer was complete'),
  )
}

/** The request's path below the endpoint's own. */
function pathOf(target: URL, url: string): string {
  const base = target.pathname.replace(/\/$/, '')
  return url.startsWith('/') ? `${base}${url}` : url
}

function answerForItself(outgoing: ServerResponse, status: 502 | 504, reason: string): void {
  const body = JSON.stringify({ message: `dropship proxy: ${reason}` })
  outgoing.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
  })
  outgoing.end(body)
}

function passedOf(message: IncomingMessage | undefined, capture: Capture): Passed {
  return {
    rawHeaders: message?.rawHeaders ?? [],
    body: capture.bytes(),
    truncated: capture.truncated,
  }
}

function trafficOf(
  { id, incoming, startedAt, began }: Visit,
  request: Passed,
  answer: IncomingMessage | undefined,
  response: Passed,
  failure: string | undefined,
  { contract, reading, clock }: ProxyOptions,
): Traffic {
  const { method = '', url = '' } = incoming
  const operation = matchOperation(contract, method, url.replace(/[?#].*$/, ''))
  const status = answer?.statusCode
  return {
    id,
    startedAt,
    durationMs: clock.monotonic() - began,
    method,
    target: url,
    ...(operation === undefined ? {} : { operation }),
    request,
    ...(status === undefined
      ? {}
      : { response: { ...response, status, statusText: answer?.statusMessage ?? '' } }),
    ...(failure === undefined ? {} : { failure }),
    requestProblems: operation === undefined ? [] : judgeRequest(operation, request, reading),
    responseProblems:
      operation === undefined || status === undefined || failure !== undefined
        ? []
        : judgeResponse(operation, status, response),
  }
}
