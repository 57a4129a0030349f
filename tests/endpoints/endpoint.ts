import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { defined } from '../../src/core/index.ts'
import type { Credentials } from '../../src/auth/index.ts'
import type { OtherClient } from '../../src/certify/index.ts'
import {
  type Contract,
  loadContract,
  type Operation,
  type Violation,
} from '../../src/contract/index.ts'
import { type TestAuthority, tokens } from './authority.ts'

/** What an endpoint responds with. */
export interface EndpointResponse {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Its headers were sent already, and its body does not end. */
  readonly isEndless?: boolean
}

/** One request with what is known of it. */
export interface Call {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly operation: Operation
  /** Counted from 1 over the endpoint's life. */
  readonly number: number
  readonly bytes: Buffer
  /** What a flaw remembers between requests. */
  readonly memory: Map<string, unknown>
}

/** A client's endpoint as the steps it takes; a flaw replaces one of them. */
export interface Behaviour {
  readonly authority: TestAuthority
  /** Before anything else; `true` when it has responded. */
  readonly intercept: (call: Call) => boolean | Promise<boolean>
  /** The response to another method than POST; 405 by default. */
  readonly otherMethod?: (method: string) => EndpointResponse | undefined
  readonly authenticate: (call: Call) => EndpointResponse | undefined
  readonly mediaType: (call: Call) => EndpointResponse | undefined
  readonly parse: (call: Call) => { readonly body: unknown } | EndpointResponse
  readonly validate: (call: Call, body: unknown) => readonly Violation[]
  /** Rules of its own that the contract does not know. */
  readonly invented: (call: Call, body: unknown) => EndpointResponse | undefined
  readonly reject: (call: Call, violations: readonly Violation[]) => EndpointResponse
  readonly accept: (call: Call, body: unknown) => EndpointResponse | Promise<EndpointResponse>
  /** What an observer says of an order; without it there is no observer. */
  readonly observed?: (operation: string, identifier: string) => EndpointResponse
}

export interface RunningEndpoint {
  readonly url: string
  readonly credentials: Credentials
  readonly otherClient?: OtherClient
  /** Where its effects are counted. */
  readonly observerUrl?: string
  /** Requests to its operations so far. */
  requests(): number
  close(): Promise<void>
}

export const json = (status: number, value: unknown): EndpointResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

/** The first violation or all of them, as the contract's 422 body shows them. */
export function documented422(
  violations: readonly Violation[],
  field: (violation: Violation) => string,
): EndpointResponse {
  return json(422, {
    message: 'Validation failure',
    errors: violations.map((violation) => ({ field: field(violation), code: violation.code })),
  })
}

/** An endpoint that is correct in every respect, written with plain `node:http`. */
export function correctBehaviour(authority: TestAuthority = tokens()): Behaviour {
  return {
    authority,
    intercept: () => false,
    authenticate: ({ request, bytes }) =>
      authority.accepts(request, bytes) ? undefined : unauthorized(authority),
    mediaType: ({ request }) =>
      /^application\/json\b/i.test(request.headers['content-type'] ?? '')
        ? undefined
        : json(415, { message: 'send JSON' }),
    parse: ({ bytes }) => {
      try {
        return {
          body: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown,
        }
      } catch {
        return json(400, { message: 'the body is not valid JSON' })
      }
    },
    validate: ({ operation }, body) => operation.validate(body, 'published'),
    invented: () => undefined,
    reject: (_call, violations) => documented422(violations, ({ field }) => field),
    accept: () => json(200, { message: 'Success' }),
  }
}

export function unauthorized({ challenge }: TestAuthority): EndpointResponse {
  return {
    ...json(401, { message: 'Not authorized' }),
    headers: { 'content-type': 'application/json', 'www-authenticate': challenge },
  }
}

const OBSERVER_PATH = '/effects'

let contract: Contract | undefined

/** Starts an endpoint on a free port of the loopback interface. */
export async function startEndpoint(behaviour: Behaviour): Promise<RunningEndpoint> {
  contract ??= await loadContract()
  const shared = contract
  const memory = new Map<string, unknown>()
  let count = 0
  let requests = 0
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const bytes = await bytesOf(request)
    const path = (request.url ?? '').split('?')[0] ?? ''
    const tokenResponse = behaviour.authority.token?.(request, path, bytes)
    if (tokenResponse !== undefined) {
      send(response, tokenResponse)
      return
    }
    if (path === OBSERVER_PATH && behaviour.observed !== undefined) {
      const { searchParams } = new URL(request.url ?? '', 'http://127.0.0.1')
      const [operation = '', identifier = ''] = ['operation', 'identifier'].map(
        (name) => searchParams.get(name) ?? '',
      )
      send(response, behaviour.observed(operation, identifier))
      return
    }
    const operation = shared.operationAt('POST', path)
    if (operation !== undefined) requests++
    if (operation === undefined) {
      send(response, json(404, { message: 'Not found' }))
      return
    }
    if (request.method !== 'POST') {
      const own = behaviour.otherMethod?.(request.method ?? '')
      send(response, own ?? { ...json(405, { message: 'Use POST' }), headers: { allow: 'POST' } })
      return
    }
    const call: Call = { request, response, operation, number: ++count, bytes, memory }
    if (await behaviour.intercept(call)) return
    send(response, await judge(behaviour, call))
  }
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    credentials: behaviour.authority.credentials(url),
    ...defined({ otherClient: behaviour.authority.otherClient }),
    ...(behaviour.observed === undefined ? {} : { observerUrl: `${url}${OBSERVER_PATH}` }),
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function judge(behaviour: Behaviour, call: Call): Promise<EndpointResponse> {
  const early = behaviour.authenticate(call) ?? behaviour.mediaType(call)
  if (early !== undefined) return early
  const parsed = behaviour.parse(call)
  if (!('body' in parsed) || 'status' in parsed) return parsed
  const violations = behaviour.validate(call, parsed.body)
  if (violations.length > 0) return behaviour.reject(call, violations)
  return behaviour.invented(call, parsed.body) ?? behaviour.accept(call, parsed.body)
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

export function send(
  response: ServerResponse,
  { status, headers = {}, body = '', isEndless = false }: EndpointResponse,
): void {
  if (isEndless) return
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
