import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { cleanUp, closeAll, http, outcome, post, raw, transport } from '../support/http-servers.ts'
import { LOCALHOST_CERTIFICATE, TRUSTING_LOCALHOST } from '../support/localhost-certificate.ts'

/** Responses to requests whose body was not sent to its end. */

afterEach(closeAll)

const REJECTED = 'HTTP/1.1 411 Length Required\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}'

/** In a separate thread: it responds while the thread of the request is busy. */
const SERVER = `
const { parentPort, workerData } = require('node:worker_threads')
const { createServer } = require(workerData.secure ? 'node:tls' : 'node:net')
createServer(workerData.secure ? workerData.pair : {}, (socket) => {
  socket.on('error', () => undefined)
  // What is not read yet makes the system reset the connection as soon as it is closed.
  socket.once('readable', () => {
    if (workerData.reads) socket.read()
    socket.write(workerData.response, () => socket.destroy())
  })
}).listen(0, '127.0.0.1', function () { parentPort.postMessage(this.address().port) })`

async function closingServer({ reads = true, secure = false }): Promise<string> {
  const workerData = { response: REJECTED, reads, secure, pair: LOCALHOST_CERTIFICATE }
  const worker = new Worker(SERVER, { eval: true, workerData })
  cleanUp(() => worker.terminate())
  const [port] = (await once(worker, 'message')) as [number]
  return secure ? `https://localhost:${port}/` : `http://127.0.0.1:${port}/`
}

/** Keeps this thread from reading anything, as load does. */
function keepBusy(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

describe('a response that came before the whole body was sent is read', () => {
  it.each([
    ['closes the connection', {}],
    ['closes it with the request unread, which resets it', { reads: false }],
    ['closes it, and speaks TLS', { secure: true }],
  ])('when the server %s, and this side goes on writing', async (_how, server) => {
    const url = await closingServer(server)
    const body = async function* () {
      for (let piece = 0; piece < 5; piece++) {
        yield Buffer.alloc(100_000, 'x')
        keepBusy(30)
      }
    }
    const exchange = await transport({ route: TRUSTING_LOCALHOST }).send(post(url, { body }))
    expect(outcome(exchange)).toBe('411, no failure')
  })

  it('when the server keeps the connection open and reads no further', async () => {
    const url = await raw((socket) => {
      socket.pause()
      socket.write(REJECTED.replace('Connection: close\r\n', ''))
    })
    const exchange = await transport().send(post(url, { body: Buffer.alloc(20_000_000, 'x') }))
    expect(outcome(exchange)).toBe('411, no failure')
  })

  it('when the body is still being made', async () => {
    const url = await raw((socket) => socket.write(REJECTED))
    const body = async function* () {
      yield Buffer.from('{')
      await pause(10_000, undefined, { ref: false })
      yield Buffer.from('}')
    }
    const exchange = await transport().send(post(url, { body }))
    expect(outcome(exchange)).toBe('411, no failure')
  })
})

it('a connection that was reset before any response is told as such, and soon', async () => {
  const url = await raw((socket) => socket.resetAndDestroy())
  const exchange = await transport().send(post(url, { body: Buffer.alloc(20_000_000, 'x') }))
  expect(outcome(exchange)).toBe('no response, connection-reset')
  expect(exchange.durationMs).toBeLessThan(2000)
})

it('ten requests whose last byte is held back are released together', async () => {
  let finished = 0
  const url = await http((request, response) => {
    request.resume().on('end', () => {
      finished++
      response.end('{}')
    })
  })
  const sending = transport({ connections: 10 })
  let release: (() => void) | undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  let waiting = 0
  const body = async function* () {
    yield Buffer.from('{')
    waiting++
    await released
    yield Buffer.from('}')
  }
  const headers = [['Content-Length', '2']] as const
  const exchanges = Array.from({ length: 10 }, () => sending.send(post(url, { headers, body })))
  await expect.poll(() => waiting).toBe(10)
  expect(finished).toBe(0)
  release?.()
  expect((await Promise.all(exchanges)).map(outcome)).toEqual(Array(10).fill('200, no failure'))
})
