import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createSigner, type Credentials, tokenRequest } from '../auth/index.ts'
import {
  type Clock,
  type Header,
  headerOf,
  type HttpRequest,
  type HttpResponse,
  isRecord,
  Redactor,
  type Transport,
} from '../core/index.ts'
import { MARK, type Pact, type PactInteraction } from './pact-file.ts'

export interface GatewayOptions {
  readonly pact: Pact
  /** The provider's URL, below which the paths of the pact lie. */
  readonly url: string
  readonly stateUrl: string | undefined
  readonly credentials: Credentials
  readonly transport: Transport
  readonly clock: Clock
  readonly timeoutMs: number
}

/** What kept an interaction from being judged by its answer. */
export interface Obstacle {
  readonly kind: 'unreachable' | 'no-token' | 'state' | 'state-unreachable' | 'redirect'
  readonly sentence: string
}

/**
 * What the verifier talks to in place of the provider: it puts the client's own credentials into each request, with a fresh
 * access token, announces states, and notes what the verifier would report in vague words.
 */
export interface Gateway {
  readonly url: string
  readonly stateUrl: string
  obstacle(number: number): Obstacle | undefined
  /** Takes out of a text what the provider was sent in secret. */
  redact(text: string): string
  close(): Promise<void>
}

/** No message of the contract comes near. */
const MAX_BODY_BYTES = 16 * 1024 * 1024
const STATE_PATH = '/_dropship/state'
const NOT_FORWARDED = new Set([MARK, 'host', 'connection', 'content-length', 'transfer-encoding'])
/** The transport has undone the encoding; the verifier's own client would follow a redirect. */
const NOT_ANSWERED = new Set([
  'connection',
  'content-length',
  'content-encoding',
  'keep-alive',
  'location',
  'transfer-encoding',
])

export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const obstacles: Obstacles = new Map()
  const redactor = new Redactor()
  const server = createServer((request, response) => {
    void serve(request, response, { ...options, redactor }, obstacles).catch(() =>
      response.destroy(),
    )
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
    obstacle: (number) => obstacles.get(number),
    redact: (text) => redactor.redact(text),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Note = (number: number, kind: Obstacle['kind'], sentence: string) => void
type Obstacles = Map<number, Obstacle>

interface ServingOptions extends GatewayOptions {
  readonly redactor: Redactor
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  options: ServingOptions,
  obstacles: Obstacles,
): Promise<void> {
  const note: Note = (number, kind, sentence) => {
    if (!obstacles.has(number)) obstacles.set(number, { kind, sentence })
  }
  const body = await bodyOf(request)
  if (request.url?.split('?')[0] === STATE_PATH) {
    await setState(body, options, note)
    response.writeHead(200, { 'Content-Type': 'application/json' })
    response.end('{}')
    return
  }
  const number = Number(request.headers[MARK])
  const interaction = options.pact.interactions[number]
  const answer =
    interaction === undefined || obstacles.has(number)
      ? undefined
      : await forward(request, body, interaction, options, (kind, sentence) =>
          note(number, kind, sentence),
        )
  if (answer === undefined) {
    response.destroy()
    return
  }
  const headers = answer.headers.filter(([name]) => !NOT_ANSWERED.has(name))
  response.writeHead(answer.status, headers.flat())
  response.end(answer.body)
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

/**
 * Tells the provider of a state. The verifier is told of success in any case: it would ask again and again, each time waiting
 * longer; the interaction's request is refused instead.
 */
async function setState(
  body: Buffer,
  { stateUrl, transport, timeoutMs }: GatewayOptions,
  note: Note,
): Promise<void> {
  const asked: unknown = JSON.parse(body.toString() || '{}')
  if (!isRecord(asked) || typeof asked.state !== 'string' || asked.state === '') return
  if (stateUrl === undefined) return
  const { [MARK]: mark, ...params } = isRecord(asked.params) ? asked.params : {}
  const { response, failure } = await transport.send(
    {
      method: 'POST',
      url: stateUrl,
      headers: [['Content-Type', 'application/json']],
      body: Buffer.from(JSON.stringify({ ...asked, params })),
    },
    { timeoutMs },
  )
  if (response !== undefined && response.status >= 200 && response.status < 300) return
  const found = failure?.message ?? `it answered ${response?.status}`
  const action = asked.action === 'teardown' ? 'ended' : 'set'
  note(
    Number(mark),
    response === undefined ? 'state-unreachable' : 'state',
    `the state "${asked.state}" could not be ${action} at ${stateUrl}: ${found}`,
  )
}

async function forward(
  received: IncomingMessage,
  body: Buffer,
  interaction: PactInteraction,
  options: ServingOptions,
  note: (kind: Obstacle['kind'], sentence: string) => void,
): Promise<HttpResponse | undefined> {
  const { transport, timeoutMs } = options
  const request = await signedRequest(received, body, interaction, options)
  if (typeof request === 'string') {
    note('no-token', request)
    return undefined
  }
  const { response, failure } = await transport.send(request, { timeoutMs })
  if (response === undefined || failure !== undefined) {
    note('unreachable', `no answer from ${request.url}: ${failure?.message ?? 'it gave none'}`)
    return undefined
  }
  if (response.status >= 300 && response.status < 400) {
    const location = headerOf(response, 'location') ?? 'nowhere'
    note('redirect', `it redirects to ${location}, and the sender follows no redirects`)
  }
  return response
}

/** The request as the sender would send it; a sentence when no access token could be had. */
async function signedRequest(
  received: IncomingMessage,
  body: Buffer,
  interaction: PactInteraction,
  { credentials, url, transport, clock, redactor }: ServingOptions,
): Promise<HttpRequest | string> {
  if (interaction.isTokenRequest && credentials.scheme === 'oauth2')
    return tokenRequest(credentials)
  const request: HttpRequest = {
    method: received.method ?? 'POST',
    url: `${url}${received.url ?? ''}`,
    headers: headersOf(received.rawHeaders),
    body,
  }
  // The credentials in the pact are examples, which no provider knows: exactly what is to be refused.
  if (interaction.status === 401) return request
  const unsigned = request.headers.filter(([name]) => name.toLowerCase() !== 'authorization')
  // A signer of its own each time, so that each request carries a fresh token: a state may have ended all others.
  const signer = createSigner(credentials, { transport, clock })
  const signed = await signer.sign({ ...request, headers: unsigned })
  redactor.add(...signer.secrets())
  return signed.ok ? signed.request : signed.failure.message
}

function headersOf(raw: readonly string[]): Header[] {
  const headers: Header[] = []
  for (let index = 0; index < raw.length; index += 2) {
    const [name, value] = [raw[index] ?? '', raw[index + 1] ?? '']
    if (!NOT_FORWARDED.has(name.toLowerCase())) headers.push([name, value])
  }
  return headers
}
