import type { Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type Exchange, textOf } from '../../src/core/index.ts'
import { closeAll, outcome, post, raw, rawResponse, transport } from '../support/http-servers.ts'

/** Interim responses that were not asked for (RFC 9110 §15.2). */

afterEach(closeAll)

const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n'
const HINTS = 'HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n'
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine'

function bodyOf({ response }: Exchange): string {
  return response === undefined ? '' : textOf(response.body)
}

describe('an interim response is read past', () => {
  it.each([
    ['100 Continue', CONTINUE],
    ['100 with headers', 'HTTP/1.1 100 Continue\r\nServer: x\r\nX-Status: 100\r\n\r\n'],
    ['100 without a reason', 'HTTP/1.1 100 \r\n\r\n'],
    ['100 without the blank before a reason', 'HTTP/1.1 100\r\n\r\n'],
    ['100 of HTTP/1.0', 'HTTP/1.0 100 Continue\r\n\r\n'],
    ['102 Processing', 'HTTP/1.1 102 Processing\r\n\r\n'],
    ['103 Early Hints', HINTS],
    ['a status that nobody knows', 'HTTP/1.1 199 Whatever\r\n\r\n'],
    ['several, mixed', CONTINUE + HINTS + CONTINUE + HINTS.repeat(200)],
  ])('%s', async (_what, interim) => {
    const exchange = await transport().send(post(await rawResponse(interim + OK)))
    expect([outcome(exchange), bodyOf(exchange)]).toEqual(['200, no failure', 'fine'])
  })

  it('that comes byte by byte', async () => {
    const url = await raw((socket) => {
      socket.setNoDelay(true)
      const bytes = (CONTINUE + HINTS + OK).split('')
      const next = (): void => {
        const byte = bytes.shift()
        if (byte !== undefined) socket.write(byte, () => setImmediate(next))
      }
      next()
    })
    const exchange = await transport().send(post(url))
    expect([outcome(exchange), bodyOf(exchange)]).toEqual(['200, no failure', 'fine'])
  })

  it('before each response of a connection, and late ones after a response', async () => {
    let connections = 0
    const url = await raw((socket) => {
      connections++
      const respond = (): unknown => socket.write(CONTINUE + OK)
      respond()
      socket.on('data', respond)
    })
    const sending = transport({ connections: 1 })
    for (let time = 0; time < 3; time++) {
      expect(outcome(await sending.send(post(url)))).toBe('200, no failure')
    }
    expect(connections).toBe(1)
  })

  it('in an empty response, whose connection then closes', async () => {
    const exchange = await transport().send(post(await rawResponse(CONTINUE)))
    expect(outcome(exchange)).toBe('no response, connection-reset')
  })
})

describe('what only looks like one stays', () => {
  it('in a body', async () => {
    const text = `${CONTINUE}${CONTINUE}`
    const url = await raw((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n`)
      setImmediate(() => socket.write(text))
    })
    const exchange = await transport().send(post(url))
    expect([outcome(exchange), bodyOf(exchange)]).toEqual(['200, no failure', text])
  })

  it.each<[string, (socket: Socket) => unknown]>([
    ['101', (socket) => socket.write(`HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n${OK}`)],
    [
      'a head without end',
      (socket) => socket.write(`HTTP/1.1 100 -\r\n${'X: y\r\n'.repeat(9000)}`),
    ],
    ['a status of two digits', (socket) => socket.end(`HTTP/1.1 10 -\r\n\r\n${OK}`)],
    ['another version', (socket) => socket.end(`HTTP/9.9 100 -\r\n\r\n${OK}`)],
  ])('%s', async (_what, respond) => {
    const exchange = await transport().send(post(await raw(respond)))
    expect(outcome(exchange)).toBe('no response, unreadable-answer')
  })

  it('101 is told as what it is', async () => {
    const head = 'HTTP/1.1 101 Go\r\nConnection: Upgrade\r\nUpgrade: x'
    const url = await rawResponse(`${head}\r\n\r\n`)
    const { failure } = await transport().send(post(url))
    expect(failure?.message).toBe(
      'the response is not readable HTTP (it switches to another protocol without being asked)',
    )
  })
})

it('interim responses without end are ended by the time limit', async () => {
  const url = await raw((socket) => {
    const more = (): void => {
      if (socket.writable) socket.write(HINTS.repeat(100), () => setImmediate(more))
    }
    more()
  })
  const exchange = await transport().send(post(url), { timeoutMs: 150 })
  expect(outcome(exchange)).toBe('no response, timeout')
})
