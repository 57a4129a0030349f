import { afterEach, expect, it } from 'vitest'
import { withLargeBodiesOnDisk } from '../../src/certify/run/large-bodies.ts'
import {
  type HttpResponse,
  START_BYTES,
  startOf,
  systemClock,
  type Transport,
} from '../../src/core/index.ts'
import { createFakeTransport } from '../support/fake-transport.ts'

const MEGABYTE = 1_000_000
let collections = 0
let transport: Transport
const startWith = (length: number): void => {
  collections = 0
  const fake = createFakeTransport(systemClock, (_, index) => ({
    status: 200,
    body: String(index % 10).repeat(length),
  }))
  transport = withLargeBodiesOnDisk(fake, () => (collections += 1))
}
const next = async (): Promise<HttpResponse> => {
  const request = { method: 'POST', url: 'http://client.example/', headers: [] }
  const { response } = await transport.send(request)
  if (response === undefined) throw new Error('no response')
  return response
}
afterEach(() => transport.close())

it('keeps each large body whole and apart from the others', async () => {
  startWith(MEGABYTE)
  const responses = [await next(), await next(), await next()]
  expect(responses.map(({ body }) => [body.length, body[0], body.at(-1)])).toEqual([
    [MEGABYTE, 0x30, 0x30],
    [MEGABYTE, 0x31, 0x31],
    [MEGABYTE, 0x32, 0x32],
  ])
})

it('has the first bytes of a large body at hand when its file is gone', async () => {
  startWith(MEGABYTE)
  const first = await next()
  await next()
  await transport.close()
  expect(startOf(first)).toHaveLength(START_BYTES)
  expect(first.body).toEqual(startOf(first))
})

it('asks for a collection of garbage after every 8 MB of large bodies, and never for small ones', async () => {
  startWith(MEGABYTE)
  for (let count = 0; count < 17; count++) await next()
  expect(collections).toBe(2)
  startWith(60_000)
  for (let count = 0; count < 200; count++) await next()
  expect(collections).toBe(0)
})
