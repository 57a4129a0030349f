import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Redactor } from '../core/index.ts'
import type { BrokerRelay } from './broker-relay.ts'
import { forward, type Forwarding } from './forward.ts'
import { MARK } from './marked-pact.ts'
import type { Obstacle } from './obstacle.ts'
import type { PactInteraction } from './pact-file.ts'
import { createAnnouncer } from './provider-states.ts'
import { UnknownOrders } from './unknown-orders.ts'

export interface GatewayOptions extends Omit<Forwarding, 'redactor'> {
  readonly interaction: (number: number) => PactInteraction | undefined
  readonly stateUrl: string | undefined
  /** Whether an interaction may be skipped whose order the provider does not know: nobody was asked to make it known. */
  readonly skipsUnknownOrders: boolean
  readonly broker?: BrokerRelay
}

/**
 * What the verifier talks to in place of the provider: it puts the client's own credentials into each request, with a fresh
 * access token, announces states, and notes what the verifier would report in vague words.
 */
export interface Gateway {
  readonly url: string
  readonly stateUrl: string
  /** Where a broker is relayed. */
  readonly brokerUrl: string
  obstacle(number: number): Obstacle | undefined
  /** Why the response to this interaction says only that the provider does not know the order. */
  unknownOrder(number: number): string | undefined
  /** Whether the verifier has sent the request of this interaction at all. */
  hasSeen(number: number): boolean
  /** Takes out of a text what the provider was sent in secret. */
  redact(text: string): string
  close(): Promise<void>
}

/** Far above the size of any message of the contract. */
const MAX_BODY_BYTES = 16 * 1024 * 1024
const STATE_PATH = '/_dropship/state'
const BROKER_PATH = '/_dropship/broker'
/** The transport has undone the encoding; the verifier's own client would follow a redirect. */
const NOT_RETURNED = new Set([
  'connection',
  'content-length',
  'content-encoding',
  'keep-alive',
  'location',
  'transfer-encoding',
])

export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const obstacles = new Map<number, Obstacle>()
  const seen = new Set<number>()
  const redactor = new Redactor()
  redactor.add(...options.addresses.secrets)
  const note = (number: number, obstacle: Obstacle | undefined): void => {
    if (obstacle !== undefined && !obstacles.has(number)) obstacles.set(number, obstacle)
  }
  const announce = createAnnouncer(options)
  const orders = new UnknownOrders(options.contract)
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request)
    if (request.url?.split('?')[0] === STATE_PATH) {
      const { number, obstacle } = await announce(body)
      note(number, obstacle)
      // Always report success to the verifier, which would otherwise retry with growing waits.
      response.writeHead(200, { 'Content-Type': 'application/json' })
      response.end('{}')
      return
    }
    if (options.broker !== undefined && request.url?.startsWith(BROKER_PATH) === true) {
      const rest = request.url.slice(BROKER_PATH.length)
      const home = `http://${request.headers.host}${BROKER_PATH}`
      const relayed = await options.broker.relay(request.method ?? 'GET', rest, body, home)
      response.writeHead(relayed.status, { 'Content-Type': 'application/hal+json' })
      response.end(relayed.body)
      return
    }
    const number = Number(request.headers[MARK])
    const interaction = options.interaction(number)
    seen.add(number)
    if (interaction === undefined || obstacles.has(number)) {
      response.destroy()
      return
    }
    const forwarded = await forward(request, body, interaction, { ...options, redactor })
    note(number, forwarded.obstacle)
    const ofProvider = forwarded.response
    if (ofProvider === undefined) {
      response.destroy()
      return
    }
    orders.note(number, interaction, body, ofProvider)
    const headers = ofProvider.headers.filter(([name]) => !NOT_RETURNED.has(name))
    response.writeHead(ofProvider.status, headers.flat())
    response.end(ofProvider.body)
  }
  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    stateUrl: `${url}${STATE_PATH}`,
    brokerUrl: `${url}${BROKER_PATH}`,
    obstacle: (number) => obstacles.get(number),
    unknownOrder: (number) =>
      options.skipsUnknownOrders ? redacted(orders.sentenceOf(number), redactor) : undefined,
    hasSeen: (number) => seen.has(number),
    redact: (text) => redactor.redact(text),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function redacted(text: string | undefined, redactor: Redactor): string | undefined {
  return text === undefined ? undefined : redactor.redact(text)
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > MAX_BODY_BYTES) throw new Error('the request is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
