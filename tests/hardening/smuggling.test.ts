import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, createServer as createNetServer } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startBetween, stopAll } from '../support/proxied.ts'
import { sendRaw } from '../support/raw-http.ts'

/**
 * A request within a request's body never reaches the endpoint as one of its own. Behind the proxy is Node's HTTP parser,
 * and between the two a wire that keeps the bytes.
 */

const SMUGGLED = 'GET /SMUGGLED HTTP/1.1\r\nHost: a\r\n\r\n'
const LENGTH = `Content-Length: ${SMUGGLED.length}`
const CHUNKED = 'Transfer-Encoding: chunked'
const IN_CHUNKS = `${SMUGGLED.length.toString(16)}\r\n${SMUGGLED}\r\n0\r\n\r\n`

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']

/** Header lines and body of a request, and whether it passes or is rejected before the endpoint hears of it. */
const TRICKS: Readonly<Record<string, readonly [string[], string, 'passes' | 'is rejected']>> = {
  'a length': [[LENGTH], SMUGGLED, 'passes'],
  chunks: [[CHUNKED], IN_CHUNKS, 'passes'],
  'a length named by Connection': [['Connection: content-length', LENGTH], SMUGGLED, 'passes'],
  'a length named among others': [
    ['Connection: keep-alive , CONTENT-LENGTH,x', LENGTH],
    SMUGGLED,
    'passes',
  ],
  'a length named by a second Connection': [
    ['Connection: keep-alive', LENGTH, 'connection:\tContent-Length'],
    SMUGGLED,
    'passes',
  ],
  'a length and Host named by Connection': [
    ['Connection: host, content-length', LENGTH],
    SMUGGLED,
    'passes',
  ],
  'chunks named by Connection': [['Connection: transfer-encoding', CHUNKED], IN_CHUNKS, 'passes'],
  'a length named by Keep-Alive and TE': [
    ['Connection: keep-alive', 'Keep-Alive: content-length', 'TE: content-length', LENGTH],
    SMUGGLED,
    'passes',
  ],
  'an upgrade': [
    ['Connection: upgrade, content-length', 'Upgrade: h2c', LENGTH],
    SMUGGLED,
    'passes',
  ],
  'a length and chunks': [[LENGTH, CHUNKED], IN_CHUNKS, 'is rejected'],
  'a length and chunks named by Connection': [
    ['Connection: content-length', LENGTH, CHUNKED],
    IN_CHUNKS,
    'is rejected',
  ],
  'two lengths': [[LENGTH, 'Content-Length: 0'], SMUGGLED, 'is rejected'],
  'a list of lengths': [[`${LENGTH}, 0`], SMUGGLED, 'is rejected'],
  'a signed length': [[`Content-Length: +${SMUGGLED.length}`], SMUGGLED, 'is rejected'],
  'a blank before the colon': [['Transfer-Encoding : chunked', LENGTH], SMUGGLED, 'is rejected'],
  'a folded line': [['X: y', ` ${CHUNKED}`, LENGTH], SMUGGLED, 'is rejected'],
  'an unknown transfer coding': [['Transfer-Encoding: xchunked', LENGTH], SMUGGLED, 'is rejected'],
  'a coding after chunked': [['Transfer-Encoding: chunked, identity'], IN_CHUNKS, 'is rejected'],
  'a length of a similar name': [['Content_Length: 0', LENGTH], SMUGGLED, 'passes'],
  'chunks in capitals': [['TRANSFER-ENCODING: CHUNKED'], IN_CHUNKS, 'passes'],
  'chunks with an extension': [[CHUNKED], IN_CHUNKS.replace('\r\n', ';a=b\r\n'), 'passes'],
  'a negative length': [['Content-Length: -1'], SMUGGLED, 'is rejected'],
  'a hexadecimal length': [['Content-Length: 0x22'], SMUGGLED, 'is rejected'],
  'an empty length': [['Content-Length:'], SMUGGLED, 'is rejected'],
  'two codings': [[CHUNKED, 'Transfer-Encoding: identity'], IN_CHUNKS, 'is rejected'],
  'a folded coding': [['Transfer-Encoding:', ' chunked', LENGTH], SMUGGLED, 'is rejected'],
  'a chunk whose size is not hexadecimal': [[CHUNKED], `0x${IN_CHUNKS}`, 'is rejected'],
  'a chunk whose size is too large': [[CHUNKED], `FFFFFFFFFFFFFFFFF${IN_CHUNKS}`, 'is rejected'],
  'a chunk whose size ends in a bare line feed': [
    [CHUNKED],
    IN_CHUNKS.replace('\r\n', '\n'),
    'is rejected',
  ],
  'a bare line feed': [[`X: y\n${CHUNKED}`, LENGTH], SMUGGLED, 'is rejected'],
}

interface Received {
  readonly line: string
  readonly body: string
}

let received: Received[] = []
let wire = ''
let proxy = ''
const closing: { close(): unknown }[] = []

async function listen(server: Server | ReturnType<typeof createNetServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(server)
  return (server.address() as AddressInfo).port
}

beforeAll(async () => {
  const endpoint = await listen(
    createServer({ keepAliveTimeout: 1 }, (request, response) => {
      let body = ''
      request.setEncoding('latin1').on('data', (text: string) => (body += text))
      request.on('end', () => {
        received.push({ line: `${request.method} ${request.url}`, body })
        response.end('{}')
      })
    }),
  )
  const tap = await listen(
    createNetServer((client) => {
      const server = connect(endpoint, '127.0.0.1')
      client.on('data', (bytes) => (wire += bytes.toString('latin1')))
      client.pipe(server).pipe(client)
      for (const socket of [client, server]) socket.on('error', () => client.destroy())
    }),
  )
  proxy = (await startBetween(`http://127.0.0.1:${tap}`)).url
})
afterAll(async () => {
  await stopAll()
  for (const server of closing) server.close()
})

const ROWS = Object.entries(TRICKS).flatMap(([trick, [lines, body, outcome]]) =>
  METHODS.map(
    (method) => [`${method} with ${trick} ${outcome}`, { method, lines, body, outcome }] as const,
  ),
)

it.each(ROWS)('%s', { timeout: 5000 }, async (_title, { method, lines, body, outcome }) => {
  received = []
  wire = ''
  const head = [`${method} /drop_shipment_confirmation HTTP/1.1`, 'Host: a', ...lines].join('\r\n')
  await sendRaw(proxy, [`${head}\r\n\r\n${body}`], /\r\n\r\n/)
  // What comes after it on the same connection tells that all before it was read.
  await sendRaw(proxy, ['GET /LAST HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'])
  expect(received.map(({ line }) => line)).not.toContain('GET /SMUGGLED')
  const [first] = received
  if (outcome === 'is rejected') expect(first?.line).toBe('GET /LAST')
  else {
    expect(first).toEqual({ line: `${method} /drop_shipment_confirmation`, body: SMUGGLED })
    expect(wire).toMatch(/^(?:content-length: \d+|transfer-encoding: chunked)\r$/im)
  }
})
