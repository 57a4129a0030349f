import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { messageResponse, sendResponse } from '../../mocks/stub/response.ts'

/** What reaches the connection, write by write. */
function writesOf(method: string, status: number, message: string): string[] {
  const writes: string[] = []
  const socket = new Socket()
  socket._write = (chunk: Buffer | string, _encoding, done) => {
    writes.push(chunk.toString())
    done()
  }
  socket._writev = (chunks, done) => {
    writes.push(...chunks.map(({ chunk }) => String(chunk)))
    done()
  }
  const request = new IncomingMessage(socket)
  request.method = method
  const response = new ServerResponse(request)
  response.assignSocket(socket)
  sendResponse(response, messageResponse(status, message))
  return writes
}

it('sends head and body in one write', () => {
  const writes = writesOf('POST', 200, 'Größe')
  expect(writes).toHaveLength(1)
  expect(Buffer.from(writes[0] ?? '', 'latin1').toString()).toMatch(
    /^HTTP\/1\.1 200 OK\r\n[^]+\r\n\r\n\{"message":"Größe"\}$/,
  )
})

it.each([
  ['HEAD', 200],
  ['POST', 204],
])('sends no body with %s and %i', (method, status) => {
  const writes = writesOf(method, status, 'Success')
  expect(writes).toEqual([expect.stringMatching(/^HTTP\/1\.1 [^]+\r\n\r\n$/)])
})
