import { connect } from 'node:net'
import express from 'express'
import { dropShip as expressDropShip } from '../../../src/express.ts'
import { dropShip as fastifyDropShip } from '../../../src/fastify.ts'
import { startStub } from '../../../mocks/stub/index.ts'
import { defined } from '../../../src/core/index.ts'
import { startTestConsole } from '../../support/console.ts'
import { type Running, serving, servingFastify } from '../../support/guarded-endpoints.ts'
import { PATH, startBetween, startEndpoint, stopAll, validBody } from '../../support/proxied.ts'
import type { FuzzSubject, FuzzTarget } from './target.ts'

/** A request as a tree, so that changes of its structure reach every part of it. */
interface Request {
  readonly line: readonly unknown[]
  readonly headers: readonly (readonly unknown[])[]
  readonly body?: unknown
}

const JSON_TYPE = ['Content-Type', 'application/json'] as const
const HOST = ['Host', 'localhost'] as const
/** The response has ended when the connection has. */
const CLOSE = ['Connection', 'close'] as const

const request = (
  method: string,
  target: string,
  body?: unknown,
  ...headers: string[][]
): Request => ({
  line: [method, target, 'HTTP/1.1'],
  headers: [
    HOST,
    CLOSE,
    ...(body === undefined || headers.some(([name]) => name === 'Content-Type') ? [] : [JSON_TYPE]),
    ...headers,
  ],
  ...defined({ body }),
})

const text = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

/** With the length that its body has, unless the tree names one. */
export function writeRequest(tree: unknown): Buffer {
  const { line, headers, body } = (
    typeof tree === 'object' && tree !== null ? tree : {}
  ) as Partial<Record<keyof Request, unknown>>
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(text(body))
  const lines = (Array.isArray(headers) ? headers : []).map((header) =>
    Array.isArray(header) ? header.map(text).join(': ') : text(header),
  )
  const isFramed = lines.some((each) => /^(?:content-length|transfer-encoding):/i.test(each))
  const framed = isFramed ? lines : [...lines, `Content-Length: ${bytes.length}`]
  const first = (Array.isArray(line) ? line : [line]).map(text).join(' ')
  return Buffer.concat([Buffer.from(`${[first, ...framed].join('\r\n')}\r\n\r\n`, 'latin1'), bytes])
}

/** Nothing more came for so long: it waits for more. */
const SILENCE_MS = 25
/** A server's first byte comes within this time, unless it waits for the rest of the request. */
const WAITING_MS = 80
const LONGEST_MS = 1000

/** Sends bytes, and reads until the server is silent or closes. */
export function exchange(url: string, bytes: Buffer): Promise<string> {
  const { port } = new URL(url)
  return new Promise((resolve) => {
    let received = ''
    const socket = connect(Number(port), '127.0.0.1')
    let silence = setTimeout(() => socket.destroy(), LONGEST_MS)
    socket.setEncoding('latin1').on('data', (piece: string) => {
      received += piece
      clearTimeout(silence)
      silence = setTimeout(() => socket.destroy(), SILENCE_MS)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(silence)
      resolve(received)
    })
    // What is incomplete is known to be when no more follows.
    socket.write(bytes, () => setTimeout(() => socket.end(), WAITING_MS).unref())
  })
}

/** A server's own failure, or a stack trace. */
function complaintOf(received: string): string | undefined {
  const [, status] = /^HTTP\/1\.1 (5\d\d)/m.exec(received) ?? []
  if (status !== undefined) return `it responded with ${status}: ${received.slice(0, 1000)}`
  return /\bat \S+ \(\S+:\d+:\d+\)/.test(received)
    ? `it showed a stack trace: ${received.slice(0, 1000)}`
    : undefined
}

function server(name: string, bases: readonly Request[], run: () => Promise<Running>): FuzzTarget {
  return {
    name,
    bases,
    write: writeRequest,
    maxCpuMs: 100,
    start: async (): Promise<FuzzSubject> => {
      const running = await run()
      return {
        url: running.url,
        read: async (bytes) => complaintOf(await exchange(running.url, bytes)),
        close: () => running.close(),
      }
    },
  }
}

const message = (): unknown => JSON.parse(validBody().toString())
const KEY = ['X-Api-Key', 'fuzz-key-123456']

const CONSOLE_REQUESTS: readonly Request[] = [
  request('POST', '/api/check', { operation: 'drop_shipment_confirmation', text: '{"a":1}' }),
  request('POST', '/api/compose', { operation: 'drop_shipment_confirmation', seed: 1 }),
  request('PUT', '/api/scenario', { text: 'name: a\nsteps:\n  - status: 200\n' }),
  request('POST', '/api/queue/retry', { ids: ['msg_1'] }),
  request('POST', '/api/clock', { advance: '1s' }),
  request('GET', '/api/queue?state=failed&after=0'),
  request('GET', '/api/search?text=a'),
  request('GET', '/api/compose/drop_shipment_confirmation'),
]

const ADMIN_REQUESTS: readonly Request[] = [
  request('PUT', '/scenario', { name: 'a', steps: [{ status: 200 }, { status: 503, times: 2 }] }),
  request('POST', '/states', { state: 'the client service fails', action: 'setup', params: {} }),
  request('POST', '/clock', { advance: '1s' }),
  request('GET', '/journal?limit=10&verdict=accepted'),
  request('GET', '/messages/msg_1?wait=1ms'),
  request('GET', '/effects?operation=drop_shipment_confirmation&identifier=a'),
  request('DELETE', '/journal'),
]

export const SERVERS: readonly FuzzTarget[] = [
  server('stub', [request('POST', PATH, message(), KEY), request('GET', '/unknown')], async () => {
    const stub = await startStub({ auth: { scheme: 'none' } })
    return { url: stub.url, close: () => stub.close() }
  }),
  server(
    'token service',
    [
      request(
        'POST',
        '/oauth/token',
        'grant_type=client_credentials&client_id=a&client_secret=b',
        ['Content-Type', 'application/x-www-form-urlencoded'],
        ['Authorization', 'Basic YTpi'],
      ),
      request('POST', PATH, message(), ['Authorization', 'Bearer abc']),
    ],
    async () => {
      const stub = await startStub()
      return { url: stub.url, close: () => stub.close() }
    },
  ),
  server('admin API', ADMIN_REQUESTS, async () => {
    const stub = await startStub({ adminPort: 0 })
    return { url: stub.adminUrl ?? stub.url, close: () => stub.close() }
  }),
  server('console', CONSOLE_REQUESTS, async () => {
    const running = await startTestConsole()
    return { url: running.page.url, close: () => running.close() }
  }),
  server('proxy', [request('POST', PATH, message(), KEY)], async () => {
    const endpoint = await startEndpoint((incoming, response) => {
      incoming.resume().on('end', () => response.end('{}'))
    })
    const { url } = await startBetween(endpoint)
    return { url, close: stopAll }
  }),
  server('middleware for Express', [request('POST', PATH, message())], () => {
    const app = express()
    app.use(expressDropShip())
    app.post(PATH, (_request, response) => void response.json({ ran: true }))
    return serving(app)
  }),
  server('middleware for Fastify', [request('POST', PATH, message())], () =>
    servingFastify(async (app) => {
      await app.register(fastifyDropShip)
      app.post(PATH, () => ({ ran: true }))
    }),
  ),
]
